import type { Document } from './document.ts'
import type { Place, Value } from './value.ts'

/**
 * What a Python file says, as far as tools that read it without running it can tell. No parse tree: the
 * things a rule asks about, already resolved. Places are handles to pass back, never to look into.
 */
export interface PythonDocument extends Document {
  readonly format: 'python'
  readonly module: PyModule
}

export interface PyModule {
  readonly imports: readonly PyImport[]
  readonly classes: readonly PyClass[]
  /** Every `def`, methods and nested ones too, in document order. */
  readonly functions: readonly PyFunction[]
  /** Every call, in document order, decorators' included. */
  readonly calls: readonly PyCall[]
  readonly assignments: readonly PyAssignment[]
  /** Every occurrence of a name that is not a definition, an import or a keyword argument's name. */
  readonly uses: readonly PyUse[]
  /** A dotted name with its first part resolved through imports and aliases; unchanged when unknown. */
  resolve(dotted: string): string
}

/** Where something stands. */
export interface PyWithin {
  /** The innermost function, undefined at module or class level. */
  readonly function?: PyFunction
  /** The innermost class. */
  readonly class?: PyClass
  /** Inside a lambda: runs later, if ever. */
  readonly lambda: boolean
  /** Inside `if TYPE_CHECKING:` or `if __name__ == "__main__":`: does not run when the module is imported. */
  readonly notOnImport: boolean
  /** Inside `try:` … `except ImportError` (or a broader except). */
  readonly guardedImport: boolean
  /** Inside a `with` statement, the calls it enters: `['unittest.mock.patch']`, qualified. */
  readonly with: readonly string[]
  /** Inside an `if`, the text of its conditions, outermost first: `['sys.platform == "linux"']`. */
  readonly conditions: readonly string[]
}

export interface PyImport {
  /** For `rewrite`, its statement, when that imports nothing else. */
  readonly at: Place
  /** The local name: `np` in `import numpy as np`; `os` in `import os.path`. */
  readonly name: string
  /** What the local name stands for: `numpy`, `os`, `sentence_transformers.SentenceTransformer`. */
  readonly qualified: string
  /** The module that is loaded: `numpy`, `os.path`, `sentence_transformers`. Relative ones keep their dots. */
  readonly module: string
  readonly within: PyWithin
}

export interface PyClass {
  readonly at: Place
  readonly name: string
  /** `Outer.Inner` */
  readonly qualifiedName: string
  /** The base classes as written, resolved. */
  readonly bases: readonly string[]
  readonly decorators: readonly PyDecorator[]
}

export interface PyFunction {
  /** The whole definition, decorators excluded. */
  readonly at: Place
  readonly name: string
  /** `TestModel.model`, `outer.inner` */
  readonly qualifiedName: string
  readonly async: boolean
  readonly decorators: readonly PyDecorator[]
  readonly parameters: readonly PyParameter[]
  readonly within: PyWithin
  /** Contains a `yield` of its own. */
  readonly yields: boolean
  /** What `return` and `yield` give, as written, in order; nested functions excluded. */
  readonly results: readonly string[]
  /** Statements of the body, docstring excluded. */
  readonly statements: number
}

export interface PyDecorator {
  /** `[...at, 'scope']` is the place of its keyword argument `scope`, existing or to be inserted. */
  readonly at: Place
  /** `pytest.fixture`, `pytest.mark.parametrize`: as written, without arguments. */
  readonly name: string
  readonly qualified: string
  /** Undefined when written without parentheses. */
  readonly arguments?: readonly PyArgument[]
}

export interface PyParameter {
  readonly at: Place
  readonly name: string
  readonly kind: 'plain' | 'keyword-only' | '*' | '**'
  readonly annotation?: string
  readonly default?: PyArgument
}

export interface PyArgument {
  readonly at: Place
  /** The keyword; undefined for positional ones. */
  readonly name?: string
  readonly splat?: '*' | '**'
  /** As written. */
  readonly text: string
  /**
   * The value, when it is a literal: strings, numbers (arithmetic on them done), booleans, None, and lists, tuples
   * and dictionaries with string keys of them.
   */
  readonly literal?: Value
  /** The qualified name, when it is a plain or dotted name. */
  readonly qualified?: string
}

export interface PyCall {
  /** `[...at, 'n_jobs']` is the place of its keyword argument, existing or to be inserted. */
  readonly at: Place
  /** The innermost statement it stands in, for `rewrite`. */
  readonly statement: Place
  /** As written, with the arguments of a chain left out: `SparkSession.builder.master.getOrCreate`. */
  readonly callee: string
  /** Resolved; starts with `<local>.` when the function around it binds the name itself, so it is no import. */
  readonly qualified: string
  readonly arguments: readonly PyArgument[]
  readonly within: PyWithin
  readonly awaited: boolean
  /** What happens to its value. `target` is the name it is assigned or bound to (`with … as`). */
  readonly role:
    | 'assigned'
    | 'returned'
    | 'yielded'
    | 'entered'
    | 'argument'
    | 'receiver'
    | 'default'
    | 'decorator'
    | 'statement'
    | 'other'
  readonly target?: string
}

export interface PyAssignment {
  readonly at: Place
  /** The target as written: `model`, `self.model`, `os.environ["X"]`. */
  readonly target: string
  readonly text: string
  readonly literal?: Value
  /** The qualified name, when the value is a plain or dotted name. */
  readonly qualified?: string
  readonly augmented: boolean
  readonly within: PyWithin
}

export interface PyUse {
  readonly at: Place
  readonly name: string
  /**
   * `method`: `name.member(…)`; `call`: `name(…)`; `argument`: handed to `callee`; `item-write`: `name[…] = …`
   * or `del name[…]`; `attribute-write`: `name.member = …`, at any depth; `rebound`: `name = …`, `global name`.
   */
  readonly kind:
    | 'read'
    | 'call'
    | 'method'
    | 'attribute'
    | 'argument'
    | 'result'
    | 'item-write'
    | 'attribute-write'
    | 'rebound'
  /** What of it, as a dotted path with `[]` for subscripts: `encode`, `config.x`, `[].append`. */
  readonly member?: string
  /** What it is handed to, resolved. */
  readonly callee?: string
  readonly within: PyWithin
}

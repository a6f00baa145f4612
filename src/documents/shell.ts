import type { Node } from 'web-tree-sitter'
import type { ReadShell, ShellCommand, ShellScript, ShellVariable, ShellWord } from '../model/shell.ts'
import { parserOf } from './tree-sitter.ts'

let loading: Promise<ReadShell> | undefined

/** Starts the parser once; reading is synchronous from then on. Nothing is executed. */
export function loadShell(): Promise<ReadShell> {
  loading ??= start()
  return loading
}

async function start(): Promise<ReadShell> {
  const parser = await parserOf('tree-sitter-bash')
  return script => {
    if (isTooDeep(script)) return NOTHING
    const tree = parser.parse(script)
    if (!tree) return NOTHING
    try {
      return scriptOf(tree.rootNode, script)
    } finally {
      tree.delete()
    }
  }
}

const NOTHING: ShellScript = { commands: [], variables: [] }

/** Far beyond what people write, and far below where recursion ends. */
const MAX_DEPTH = 256

function isTooDeep(script: string): boolean {
  let depth = 0
  for (const character of script) {
    if (character === '(' || character === '{') depth++
    else if (character === ')' || character === '}') depth--
    if (depth > MAX_DEPTH) return true
  }
  return false
}

/** A part that does not parse is left out, and so is every command that it reaches into. */
function scriptOf(root: Node, script: string): ShellScript {
  const commands: ShellCommand[] = []
  const variables: ShellVariable[] = []
  const pending: Node[] = [root]
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.isError) continue
    if (node.type === 'command' && !node.hasError) commands.push(commandOf(node, script))
    if (node.type === 'variable_assignment' && node.parent?.type !== 'command')
      variables.push(variableOf(node, script))
    pending.push(...node.namedChildren.filter(child => child !== null).toReversed())
  }
  return { commands, variables }
}

function commandOf(node: Node, script: string): ShellCommand {
  const children = node.namedChildren.filter(child => child !== null)
  const assignments = children.filter(child => child.type === 'variable_assignment')
  const words = children.filter(
    child => child.type !== 'variable_assignment' && !child.type.includes('redirect'),
  )
  return {
    start: node.startIndex,
    end: node.endIndex,
    words: words.map(child =>
      wordOf(child.type === 'command_name' ? (child.firstChild ?? child) : child, script),
    ),
    variables: assignments.map(child => variableOf(child, script)),
  }
}

function wordOf(node: Node, script: string): ShellWord {
  const text = script.slice(node.startIndex, node.endIndex)
  const value = meantBy(node, script)
  return {
    text,
    value,
    plain: value === text && !/[*?[\]{}~]/.test(text),
    start: node.startIndex,
    end: node.endIndex,
  }
}

function variableOf(node: Node, script: string): ShellVariable {
  const name = node.childForFieldName('name')
  const value = node.childForFieldName('value')
  return {
    name: name ? script.slice(name.startIndex, name.endIndex) : '',
    value: value ? meantBy(value, script) : '',
    start: node.startIndex,
    end: node.endIndex,
  }
}

/** Quotes and escapes taken away; undefined where something is expanded. Patterns for names of files stay as they are. */
function meantBy(node: Node, script: string): string | undefined {
  const text = script.slice(node.startIndex, node.endIndex)
  switch (node.type) {
    case 'word':
    case 'number':
    case 'variable_name':
      return text.replace(/\\(\r?\n|[\s\S])/g, (_, escaped: string) => unescaped(escaped))
    case 'raw_string':
      return text.slice(1, -1)
    case 'string_content':
      return text.replace(/\\(\r?\n|[$`"\\])/g, (_, escaped: string) => unescaped(escaped))
    case 'string':
    case 'concatenation': {
      const parts = node.namedChildren.map(child => (child ? meantBy(child, script) : undefined))
      return parts.includes(undefined) ? undefined : parts.join('')
    }
    default:
      return undefined
  }
}

/** A line that goes on is one line. */
function unescaped(character: string): string {
  return character.endsWith('\n') ? '' : character
}

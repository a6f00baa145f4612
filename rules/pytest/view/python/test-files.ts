import type { Sources } from '../../../../src/model/ecosystem.ts'
import type { PythonDocument } from '../../../../src/model/python.ts'
import { folderOf } from '../../../common/paths.ts'
import { isWithin } from '../config/paths.ts'

/** The Python files that pytest reads on its own: conftest.py and test modules. */
export interface TestFiles {
  readonly paths: readonly string[]
  /** The files whose text matches, parsed; those that do not parse are left out. */
  mentioning(words: Mention): readonly PythonDocument[]
  /** The first of them, so many at most. */
  first(words: Mention, most: number): readonly PythonDocument[]
  /** Those of them that see what a file defines: below a conftest.py, or a module itself. */
  within(path: string, words: RegExp): readonly PythonDocument[]
}

/** A test on the text of a file: a pattern, or several of them. */
export type Mention = Pick<RegExp, 'test'>

/** conftest.py and the names that pytest collects by default, anywhere. */
export const TEST_FILE = /(^|\/)(conftest|test_[^/]*|[^/]*_test)\.py$/

export function isConftest(path: string): boolean {
  return /(^|\/)conftest\.py$/.test(path)
}

/** Whether what a file defines can be seen in another one. */
export function reaches(definition: string, path: string): boolean {
  return definition === path || (isConftest(definition) && isWithin(path, folderOf(definition)))
}

export function testFilesOf(sources: Sources): TestFiles {
  const paths = sources.matching(TEST_FILE)
  function first(words: Mention, most: number): readonly PythonDocument[] {
    const found: PythonDocument[] = []
    for (const path of paths) {
      if (found.length >= most) break
      const document = words.test(sources.text(path) ?? '') ? sources.document(path) : undefined
      if (document?.format === 'python') found.push(document as PythonDocument)
    }
    return found
  }
  const mentioning = (words: Mention) => first(words, Number.POSITIVE_INFINITY)
  return {
    paths,
    mentioning,
    first,
    within: (path, words) => mentioning(words).filter(document => reaches(path, document.path)),
  }
}

/** A pattern for a name as a whole word. */
export function word(name: string): RegExp {
  return new RegExp(`\\b${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\b`)
}

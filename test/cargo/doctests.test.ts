import { expect, it } from 'vitest'
import { countExamples } from '../../rules/cargo/view/doctests.ts'

it.each([
  ['an example', '/// ```\n/// a();\n/// ```', 1],
  ['one for the whole file, indented', '  //! ```rust,no_run\n  //! a();\n  //! ```', 1],
  ['a closing fence opens nothing', '/// ```\n/// ```\n/// ```text\n/// ```', 1],
  ['another language', '/// ```toml\n/// a = 1\n/// ```', 0],
  ['ignored', '/// ```ignore\n/// a();\n/// ```', 0],
  ['a comment that is no documentation', '// ```\n// a();\n// ```', 0],
])('counts examples: %s', (_, text, count) => expect(countExamples(text)).toBe(count))

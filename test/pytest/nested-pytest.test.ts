import { describe, expect, it } from 'vitest'
import { argumentWords, commandWords } from '../../rules/pytest/view/python/command-words.ts'
import type { PyArgument } from '../../src/model/python.ts'

function argument(text: string, literal?: string): PyArgument {
  return { at: [], text, ...(literal !== undefined && { literal }) }
}

describe('the words of a command in Python code', () => {
  it('are the elements of a list, expressions as written', () => {
    const words = commandWords(argument('[sys.executable, "-m", \'pytest\', str(path / "a, b"), f"-n{x}"]'))
    expect(words?.map(({ text, literal }) => [text, literal])).toEqual([
      ['sys.executable', false],
      ['-m', true],
      ['pytest', true],
      ['str(path / "a, b")', false],
      ['f"-n{x}"', false],
    ])
  })

  it('are split like a shell does where it is one string', () => {
    expect(commandWords(argument('"pytest -k \'a b\'"', "pytest -k 'a b'"))?.map(({ text }) => text)).toEqual(
      ['pytest', '-k', 'a b'],
    )
  })

  it('are unknown where the command is built elsewhere', () => {
    expect(commandWords(argument('command'))).toBeUndefined()
    expect(commandWords(argument('["pytest"] + options'))).toBeUndefined()
  })

  it('are the positional arguments of pytester', () => {
    const given = [argument('"-n"'), argument('"2"'), { ...argument('"x"'), name: 'plugins' }]
    expect(argumentWords(given).map(({ text }) => text)).toEqual(['-n', '2'])
  })
})

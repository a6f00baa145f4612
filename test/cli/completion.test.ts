import { describe, expect, it } from 'vitest'
import { HUNGRY, memlint, project } from './project.ts'

/** What may stand at the cursor behind some words. */
async function completed(words: readonly string[], shell = 'bash', files = {}): Promise<string[]> {
  const { out, err, code } = await memlint(project(files), ['--get-completions', ...words], {
    env: { SHELL: shell },
  })
  expect([code, err]).toEqual([0, ''])
  return out === '' ? [] : out.trimEnd().split('\n')
}

describe('completion', () => {
  it('offers commands, then nothing, so that the shell offers files', async () => {
    expect(await completed([''])).toEqual(expect.arrayContaining(['check', 'plan', 'rules', 'completion']))
    expect(await completed(['ex'])).toEqual(['explain'])
    expect(await completed(['check', ''])).toEqual([])
    expect(await completed(['src/'])).toEqual([])
  })

  it('offers the options of the command, once if they may be given once', async () => {
    expect(await completed(['--unsafe'])).toEqual(['--unsafe-fixes'])
    expect(await completed(['plan', '--unsafe'])).toEqual([])
    expect(await completed(['host', '--li'])).toEqual(['--list'])
    expect(await completed(['--quiet', '--qui'])).toEqual([])
    expect(await completed(['--host', 'laptop-8g', '--hos'])).toEqual(['--host'])
  })

  it('offers the values of options', async () => {
    expect(await completed(['--fail-on', ''])).toEqual(['error', 'warning', 'info'])
    expect(await completed(['plan', '--format', ''])).toEqual(['text', 'json'])
    expect(await completed(['--select', 'pytest/workers'])).toEqual(['pytest/workers-exceed-memory'])
    expect(await completed(['--ignore', 'carg'])).toContain('cargo')
    expect(await completed(['explain', 'pytest/heavy-i'])).toEqual(['pytest/heavy-import'])
    expect(await completed(['completion', ''])).toEqual(['bash', 'zsh', 'fish'])
  })

  it('offers the hosts of the configuration too, and the presets where that cannot be read', async () => {
    expect(await completed(['--host', ''], 'bash', HUNGRY)).toEqual(
      expect.arrayContaining(['small', 'github-ubuntu']),
    )
    expect(await completed(['--host', 'github-u'], 'bash', { 'memlint.config.json': '{' })).toContain(
      'github-ubuntu',
    )
  })

  it('reads what bash takes apart and what other shells leave together', async () => {
    expect(await completed(['--format', '=', 'js'])).toEqual(['json'])
    expect(await completed(['--fail-on', '='])).toEqual(['error', 'warning', 'info'])
    expect(await completed(['--fail-on=w'], 'fish')).toEqual(['--fail-on=warning'])
  })

  it('says what each is, in the way of the shell', async () => {
    expect(await completed(['rul'], '/bin/zsh')).toEqual(['rules:List the rules'])
    expect(await completed(['rul'], '/usr/bin/fish')).toEqual(['rules\tList the rules'])
    expect(await completed(['rul'], '/bin/sh')).toEqual(['rules'])
  })

  it('is silent about what is wrong', async () => {
    expect(await completed(['--nonsense', 'x'])).toEqual([])
    expect(await completed([])).toEqual(expect.arrayContaining(['check']))
    expect(await completed(['explain', 'toString'])).toEqual([])
    expect(await completed(['constructor', '--__proto__', ''])).toEqual([])
  })

  it('has a script for each shell, the one of $SHELL by default', async () => {
    for (const shell of ['bash', 'zsh', 'fish']) {
      const { out } = await memlint(project({}), ['completion', shell])
      expect(out).toContain(`SHELL=${shell} memlint --get-completions`)
      expect((await memlint(project({}), ['completion'], { env: { SHELL: `/bin/${shell}` } })).out).toBe(out)
    }
    expect((await memlint(project({}), ['completion', 'tcsh'])).code).toBe(2)
  })
})

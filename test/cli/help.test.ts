import { describe, expect, it } from 'vitest'
import { commandsOf } from '../../src/cli/commands/index.ts'
import { memlint, project } from './project.ts'

/** Every command there is, as its help is asked for; [] is memlint itself. */
const COMMANDS = [
  [],
  ...commandsOf({ env: {} } as never, () => {}).map(({ command }) => [
    ([command].flat()[0] ?? '').split(' ')[0] ?? '',
  ]),
]

const helpOf = async (...args: string[]) => (await memlint(project({}), [...args, '--help'])).out

describe('help', () => {
  it.each(COMMANDS)('of memlint %s reads well at 80 columns', async (...command) => {
    const help = await helpOf(...command)
    expect(help.split('\n').filter(line => line.length > 80)).toEqual([])
    // A heading is followed by something, and nothing is cut into single words at the right.
    expect(help).not.toMatch(/:\n\n|\n {40,}\S+\n/)
    expect(help).toMatchSnapshot()
  })

  it.each(COMMANDS)(
    'of memlint %s leaves no option but help and version outside a group',
    async (...command) => {
      const others = /\nOptions:\n([\s\S]*?)(\n\n|$)/.exec(await helpOf(...command))?.[1] ?? ''
      expect(others.match(/--[\w-]+/g)).toEqual(['--help', '--version'])
    },
  )

  it('says what the exit codes and the environment mean', async () => {
    expect(await helpOf('check')).toMatch(
      /Exit codes:\n {2}0 [\s\S]* {2}1 [\s\S]* {2}2 [\s\S]*NO_COLOR, FORCE_COLOR/,
    )
  })

  it('is also there as a command', async () => {
    for (const [name] of COMMANDS.slice(1))
      expect((await memlint(project({}), ['help', name ?? ''])).out).toBe(await helpOf(name ?? ''))
    expect((await memlint(project({}), ['help'])).out).toBe(await helpOf())
  })
})

import yargs, { type Argv, type CommandModule } from 'yargs'
import { rules } from '../../rules/index.ts'
import { PRESETS } from '../host/presets.ts'
import { configsFor } from '../session/session.ts'
import { REPEATABLE } from './options.ts'
import type { Terminal } from './terminal.ts'

export type Shell = 'bash' | 'zsh' | 'fish'

/** Something that can be typed, and what it is. */
interface Candidate {
  readonly value: string
  readonly about: string
}

/** What the user's shell is; bash where it is none that is known here. The scripts say which one asks. */
export function shellOf({ env }: Terminal): Shell {
  const name = env.SHELL?.split('/').at(-1)
  return name === 'zsh' || name === 'fish' ? name : 'bash'
}

/**
 * What may stand at the cursor, a line each, the way the shell wants it. `words` is everything behind `memlint` up to
 * there. Empty where a file may stand. What goes wrong is no concern of somebody who presses a key: nothing is said then.
 */
export async function completions(
  words: readonly string[],
  commands: readonly CommandModule[],
  terminal: Terminal,
): Promise<string> {
  try {
    const { before, joined, current } = atCursor(words)
    const found = await candidates(before, current, { commands, terminal })
    return found
      .filter(({ value }) => value.startsWith(current))
      .map(({ value, about }) => `${written({ value: joined + value, about }, shellOf(terminal))}\n`)
      .join('')
  } catch {
    return ''
  }
}

/** bash takes `--format=json` apart; of the other shells it is one word, and all of it is to be said again. */
function atCursor(words: readonly string[]) {
  const apart = words.flatMap((word, index) => {
    const [, option, value] = index === words.length - 1 ? (/^(--[\w-]+)=(.*)$/.exec(word) ?? []) : []
    return option === undefined || value === undefined ? [word] : [option, '=', value]
  })
  const typed = apart.filter(word => word !== '=')
  const isEmpty = apart.at(-1) === '='
  const before = isEmpty ? typed : typed.slice(0, -1)
  return {
    before,
    joined: apart.length > words.length ? `${before.at(-1)}=` : '',
    current: isEmpty ? '' : (typed.at(-1) ?? ''),
  }
}

interface Around {
  readonly commands: readonly CommandModule[]
  readonly terminal: Terminal
}

async function candidates(
  before: readonly string[],
  current: string,
  { commands, terminal }: Around,
): Promise<readonly Candidate[]> {
  const named = commands.find(command => nameOf(command) === before[0])
  const { options, choices } = knownTo(named ?? commands[0])
  const previous = before.at(-1) ?? ''
  const values = VALUES[previous] ?? choices[previous]
  if (values) return typeof values === 'function' ? values(terminal) : values
  if (current.startsWith('-')) return options.filter(({ value }) => isOpen(value, before))
  if (before.length === 0)
    return commands.map(command => ({ value: nameOf(command), about: String(command.describe) }))
  return before.length === 1 && named
    ? (VALUES[nameOf(named)]?.(terminal) ?? choices[nameOf(named)] ?? [])
    : []
}

/** Whether an option may be given (again). */
function isOpen(option: string, before: readonly string[]): boolean {
  return !before.includes(option) || REPEATABLE.has(option.slice(2))
}

/** What stands behind an option or a command, where the command line's own declaration does not say it. */
const VALUES: Readonly<
  Record<string, (terminal: Terminal) => readonly Candidate[] | Promise<readonly Candidate[]>>
> = {
  '--select': () => [...ecosystems(), ...ruleIds()],
  '--ignore': () => [...ecosystems(), ...ruleIds()],
  '--host': hosts,
  explain: ruleIds,
}

function ruleIds(): readonly Candidate[] {
  return rules.map(rule => ({ value: rule.id, about: rule.summary }))
}

function ecosystems(): readonly Candidate[] {
  const titles = new Map(rules.map(({ ecosystem }) => [ecosystem.id, ecosystem.title]))
  return [...titles].map(([value, title]) => ({ value, about: `every rule of ${title}` }))
}

async function hosts({ cwd }: Terminal): Promise<readonly Candidate[]> {
  const presets = PRESETS.map(host => ({ value: host.name, about: host.memory.source }))
  try {
    const declared = (await configsFor({ cwd })).flatMap(({ config }) => config.hosts)
    return [...declared.map(host => ({ value: host.name, about: 'of the configuration' })), ...presets]
  } catch {
    return presets
  }
}

/** `check` of `check [paths..]` */
function nameOf({ command }: CommandModule): string {
  return ([command].flat()[0] ?? '').split(' ')[0] ?? ''
}

interface Known {
  readonly options: readonly Candidate[]
  /** By option; those of a positional argument by the command. */
  readonly choices: Readonly<Record<string, readonly Candidate[]>>
}

/** What a command declares: it is asked to declare it to a yargs of its own. */
function knownTo(command: CommandModule | undefined): Known {
  const parser = yargs()
  if (typeof command?.builder === 'function') command.builder(parser)
  const declared = parser as Argv & Declared
  const { key, choices } = declared.getOptions()
  const positional = declared.getGroups()['Positionals:'] ?? []
  const about = declared.getInternalMethods().getUsageInstance().getDescriptions()
  return {
    options: Object.keys(key)
      .filter(name => !positional.includes(name))
      .map(name => ({ value: `--${name}`, about: plain(about[name]) })),
    choices: Object.fromEntries(
      Object.entries(choices).map(([name, values]) => [
        command && positional.includes(name) ? nameOf(command) : `--${name}`,
        values.map(value => ({ value, about: '' })),
      ]),
    ),
  }
}

/** What yargs knows of itself and its types do not. */
interface Declared {
  getOptions(): {
    readonly key: Readonly<Record<string, unknown>>
    readonly choices: Readonly<Record<string, readonly string[]>>
  }
  getGroups(): Readonly<Record<string, readonly string[]>>
  getInternalMethods(): {
    getUsageInstance(): { getDescriptions(): Readonly<Record<string, string | undefined>> }
  }
}

/** yargs marks what it would translate. */
function plain(about = ''): string {
  return about.replace('__yargsString__:', '')
}

function written({ value, about }: Candidate, shell: Shell): string {
  if (shell === 'bash' || about === '') return value
  return shell === 'zsh' ? `${value.replaceAll(':', '\\:')}:${about}` : `${value}\t${about}`
}

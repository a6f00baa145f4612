import type { Sources } from '../../../src/model/ecosystem.ts'
import { commandsIn, type RepositoryCommand } from '../../common/commands.ts'
import { type WorkerFlag, workerFlags } from '../../common/worker-flags.ts'

/** Where eslint is started with workers. */
export const FLAGS = /\beslint\b[^\n]{0,500}\s--concurrency\b/

/** Commands that start more than one worker: `--concurrency=auto`, `--concurrency 4`. */
export function concurrentRuns(sources: Sources): readonly WorkerFlag[] {
  const commands = commandsIn(sources, FLAGS).filter(isSureOfItsFolder)
  return workerFlags(commands, ESLINT, /^--concurrency$/, /^(auto|[1-9]\d{0,3})$/).filter(
    ({ value }) => value !== '1',
  )
}

/** The configuration that a command names itself. */
export function namedConfig({ command: { words } }: RepositoryCommand): string | undefined {
  const at = words.findIndex(({ text }) => /^(-c|--config)(=|$)/.test(text))
  const [, joined] = words[at]?.text.split('=') ?? []
  return at === -1 ? undefined : (joined ?? words[at + 1]?.value)
}

/** `turbo run eslint --concurrency=4` is the number of another tool, and `cd` and workspaces choose another folder. */
function isSureOfItsFolder({ command: { words }, script }: RepositoryCommand): boolean {
  const start = words.findIndex(({ text }) => ESLINT.test(text))
  const before = words.slice(0, Math.max(0, start))
  const moves = script.commands.some(each => /^(cd|pushd)$/.test(each.words[0]?.text ?? ''))
  return start !== -1 && !moves && !before.some(({ text }) => ELSEWHERE.test(text))
}

const ESLINT = /(^|\/)eslint(\.js)?$/
const ELSEWHERE =
  /^(turbo|nx|lerna|lage|moon|rush|wsrun|ultra|workspaces?|foreach|-r|--recursive|--filter(=.*)?|-F|-C|--cwd|--prefix|--dir)$/

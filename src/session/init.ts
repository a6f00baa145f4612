import { join, relative } from 'node:path'
import { loadReaders } from '../documents/index.ts'
import type { Transaction } from '../engine/apply.ts'
import { detectHost } from '../host/detect.ts'
import { realMachine } from '../host/machine.ts'
import { formatOf, LOOKED_AT } from '../init/files.ts'
import { init } from '../init/init.ts'
import { type Figures, figuresOf } from '../init/runner/figures.ts'
import type { Facts } from '../init/surroundings.ts'
import type { Refusal } from '../model/document.ts'
import type { Host } from '../model/host.ts'
import type { InitOutcome } from '../model/proposal.ts'
import { candidates } from '../project/config/candidates.ts'
import { defaultConfig } from '../project/config/defaults.ts'
import { discover } from '../project/discover.ts'
import { makeSources, type ProjectSources, reader } from '../project/sources.ts'
import { secondOpinionOn } from '../run/second-opinion.ts'
import { type Uninterrupted, write } from '../run/write.ts'
import { version } from '../version.ts'
import { presetNamed } from './hosts.ts'
import { runSession } from './session.ts'
import { repositoryOf, shownRoot, slashed } from './targets.ts'

/** What somebody asks `memlint init` for. */
export interface InitRequest {
  /** The working directory, absolute; what is set up is the repository around it. */
  readonly cwd: string
  /** Names of presets to declare. */
  readonly host?: readonly string[]
  /** Write the runner scripts, too. */
  readonly runner?: boolean
  /** The machine to declare, where it is not this one. */
  readonly machine?: Host
  /** What the files refer to, where it is not the release that runs. */
  readonly version?: string
}

/** What would be written, and how. */
export interface PreparedInit {
  readonly outcome: InitOutcome
  /** All of it, or nothing with the reason. */
  write(uninterrupted?: Uninterrupted): Promise<Refusal | undefined>
}

/** Looks at a repository and works out what it lacks. Writes nothing. Throws UsageError and ConfigError. */
export async function prepareInit(request: InitRequest): Promise<PreparedInit> {
  const root = repositoryOf(request.cwd) ?? request.cwd
  const { sources, reread } = await open(root)
  const done = await init(sources, { facts: await factsFor(root, request), reread, objection })
  const outcome = {
    ...done,
    root: shownRoot(root, request.cwd),
    below: slashed(relative(root, request.cwd)),
  }
  return { outcome, write: uninterrupted => write(root, done.changes, uninterrupted) }
}

async function open(root: string) {
  const found = discover(root, { owned: LOOKED_AT.map(looked => looked.path) })
  const read = await loadReaders(LOOKED_AT.map(looked => looked.format))
  const reread = (path: string, text: string) => read(path, formatOf(path, text), text)
  const sources: ProjectSources = makeSources({
    files: found.files,
    read: reader(root),
    // The format of one of them depends on its text, which is not there yet.
    formatOf: () => 'lines',
    parse: (path, _, text) => reread(path, text),
    isIgnored: found.isIgnored,
  })
  return { sources, reread }
}

async function factsFor(root: string, request: InitRequest): Promise<Facts> {
  const configuration = configurationFor(root)
  const figures = request.runner ? await figuresFor(root) : undefined
  return {
    version: request.version ?? version,
    ...(configuration !== undefined && { configuration }),
    hosts: [...new Set(request.host)].map(name => presetNamed(name).name),
    machine: request.machine ?? detectHost(realMachine()),
    branch: mainBranch(root),
    ...(figures && { figures }),
  }
}

function configurationFor(root: string): string | undefined {
  for (const { folder, files } of candidates(root))
    if (files[0] !== undefined) return slashed(relative(root, join(folder, files[0])))
  return undefined
}

/** The plan on one and the same machine, wherever memlint runs: so that the scripts are the same, too. */
async function figuresFor(root: string): Promise<Figures> {
  const { reports, projects } = await runSession({ cwd: root, host: ['laptop-16g'] })
  const plan = {
    workloads: reports.flatMap(report => report.plan.workloads),
    hosts: reports.flatMap(report => report.plan.hosts),
    runners: reports.flatMap(report => report.plan.runners),
  }
  return figuresOf(plan, projects[0]?.loaded.config ?? defaultConfig())
}

/** What the clone's remote calls its main branch, else the one that is checked out where that has a usual name. */
function mainBranch(root: string): string {
  const read = reader(root)
  for (const [path, pattern] of HEADS) {
    const head = read(path)
    const name = head.kind === 'text' ? pattern.exec(head.text)?.[1] : undefined
    if (name) return name
  }
  return 'main'
}

const HEADS: readonly [string, RegExp][] = [
  ['.git/refs/remotes/origin/HEAD', /^ref: refs\/remotes\/origin\/([\w./-]+)\s*$/],
  ['.git/HEAD', /^ref: refs\/heads\/(main|master|trunk|develop)\s*$/],
]

async function objection(transaction: Transaction): Promise<string | undefined> {
  return (await secondOpinionOn(transaction)).against
}

import { formatOfNewFile, loadReaders, type Read } from './documents/index.ts'
import { type Checked, check } from './engine/check.ts'
import { type Fixed, fixAll } from './engine/fix.ts'
import type { Setup } from './engine/setup.ts'
import { unusedIgnores } from './engine/silence.ts'
import type { Config } from './model/config.ts'
import type { Format, Refusal } from './model/document.ts'
import type { Ecosystem, Owned, Sources } from './model/ecosystem.ts'
import type { Host } from './model/host.ts'
import type { Report, TextChange } from './model/report.ts'
import type { AnyRule } from './model/rule.ts'
import { type Discovery, discover } from './project/discover.ts'
import { makeSources, type ProjectSources, reader } from './project/sources.ts'
import type { FileChange } from './project/write.ts'
import { secondOpinionOn } from './second-opinion.ts'
import { setupOf } from './setup.ts'

/** What one project's run is told. */
export interface RunOptions {
  /** The project's folder, absolute. */
  readonly root: string
  /** How the root is called in reports: relative to the working directory, `` for that itself. */
  readonly shownRoot: string
  readonly config: Config
  /** The root relative to the configuration's folder; `` where they are the same. */
  readonly configPrefix: string
  readonly hosts: readonly Host[]
  /** Whether somebody named the hosts. */
  readonly declared: boolean
  readonly share: number
  readonly ecosystems: readonly Ecosystem<unknown>[]
  /** The rules that are on, and the ids of all there are. */
  readonly rules: readonly AnyRule[]
  readonly ruleIds: readonly string[]
  /** Only findings with a place in these files are shown, and only these files are written. */
  readonly only?: ReadonlySet<string>
  readonly fix?: { readonly unsafe: boolean; readonly write: boolean }
  /** Texts that count instead of what is on disk (standard input). */
  readonly texts?: ReadonlyMap<string, string>
}

/** One project's report, and the folders below it that are projects of their own. */
export interface RunResult {
  readonly report: Report
  readonly nested: readonly string[]
}

/** Files → documents → views and workloads → plan × hosts → findings → silence → fixes → report. */
export async function run(options: RunOptions): Promise<RunResult> {
  const owns = options.ecosystems.flatMap(ecosystem => ecosystem.owns)
  const found = discover(options.root, {
    owned: owns.map(owned => owned.path),
    include: options.config.include,
    exclude: options.config.exclude,
  })
  const { sources, read } = await open(found, owns, options)
  const setup = setupOf(options, (path, text) => read(path, formatOf(path, owns), text))
  const report = options.fix
    ? await fixProject(sources, setup, options)
    : reportOf(check(sources, setup), sources, setup, options)
  return {
    report: { ...report, notes: [...found.notes, ...sources.notes, ...report.notes] },
    nested: found.nested,
  }
}

async function fixProject(sources: ProjectSources, setup: Setup, options: RunOptions): Promise<Report> {
  const fixed = await fixAll(sources, setup, {
    unsafe: options.fix?.unsafe ?? false,
    mayWrite: path => options.only?.has(path) ?? true,
    secondOpinion: secondOpinionOn,
  })
  const changes = changesOf(fixed, sources)
  const report = reportOf(fixed.checked, sources, setup, options)
  const outcome = { ...report, rejected: fixed.rejected, notes: [...report.notes, ...fixed.notes] }
  const refused = options.fix?.write ? await write(options.root, changes) : undefined
  if (!refused)
    return { ...outcome, applied: fixed.applied, changes, texts: textsOf(fixed.checked, fixed.sources) }
  // What was found before the fixes is what is still there.
  return {
    ...reportOf(check(sources, setup), sources, setup, options),
    failures: [`nothing was written: ${refused.refused}`],
  }
}

async function open(
  found: Discovery,
  owns: readonly Owned[],
  options: RunOptions,
): Promise<{ sources: ProjectSources; read: Read }> {
  const fromDisk = reader(options.root)
  const readable = new Set<Format>()
  let read: Read = path => {
    throw new Error(`${path} is parsed before the readers are loaded`)
  }
  const sources = makeSources({
    files: [...new Set([...found.files, ...(options.texts?.keys() ?? [])])],
    read: path => {
      const text = options.texts?.get(path)
      return text === undefined ? fromDisk(path) : { kind: 'text', text }
    },
    formatOf: path => owns.find(owned => readable.has(owned.format) && owned.path.test(path))?.format,
    parse: (path, format, text) => read(path, format, text),
    isIgnored: found.isIgnored,
  })
  for (const format of neededFormats(sources, owns, options)) readable.add(format)
  read = await loadReaders(readable)
  return { sources, read }
}

/** A format is needed when a file of it can matter; Python is dear, and few Python files matter. */
function neededFormats(
  sources: ProjectSources,
  owns: readonly Owned[],
  { config }: RunOptions,
): ReadonlySet<Format> {
  // What the user declared heavy may be the only thing that matters, and no ecosystem knows its name.
  const mayMatter = Object.keys(config.heavyConstructors).length > 0

  const needed = new Set<Format>()
  for (const path of sources.paths) {
    for (const owned of owns) {
      if (needed.has(owned.format) || !owned.path.test(path)) continue
      if (!owned.mentions || mayMatter || owned.mentions.test(sources.text(path) ?? ''))
        needed.add(owned.format)
    }
  }
  return needed
}

function formatOf(path: string, owns: readonly Owned[]): Format {
  return owns.find(owned => owned.path.test(path))?.format ?? formatOfNewFile(path)
}

function reportOf(checked: Checked, sources: ProjectSources, setup: Setup, options: RunOptions): Report {
  const complete = options.only === undefined
  return {
    root: options.shownRoot,
    findings: checked.findings,
    plan: checked.plan,
    texts: textsOf(checked, sources),
    files: sources.read.size,
    rules: options.rules.length,
    applied: [],
    rejected: [],
    changes: [],
    notes: complete ? unusedIgnores(checked.findings, setup) : [],
    failures: [...sources.failures, ...checked.failures],
  }
}

/** Code frames need the files that findings point at, as they are now. */
function textsOf({ findings }: Checked, sources: Sources): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const { file } of findings) {
    const text = sources.text(file)
    if (text !== undefined) texts.set(file, text)
  }
  return texts
}

function changesOf(fixed: Fixed, before: Sources): TextChange[] {
  return [...fixed.changed].sort().map(path => ({
    path,
    created: !before.has(path),
    before: before.text(path) ?? '',
    after: fixed.sources.text(path) ?? '',
  }))
}

/** Loaded only here: it brings along Node's cryptography, which takes a while. */
async function write(root: string, changes: readonly TextChange[]): Promise<Refusal | undefined> {
  const { writeAll } = await import('./project/write.ts')
  return writeAll(root, changes.map(forWriting))
}

function forWriting({ path, created, before, after }: TextChange): FileChange {
  return { path, before: created ? undefined : before, after }
}

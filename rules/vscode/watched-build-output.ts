import { type FileOp, insert } from '../../src/model/fix.ts'
import { defineRule } from '../../src/model/rule.ts'
import { type Setting, setting } from '../../src/model/setting.ts'
import { table } from '../../src/model/value.ts'
import vscode from './ecosystem.ts'
import { addressFor } from './view/address.ts'
import { type BuildOutput, isMentioned } from './view/build-output.ts'
import { entryIn, type Location } from './view/settings.ts'

const EXCLUDE = 'files.watcherExclude'

export default defineRule({
  id: 'vscode/watched-build-output',
  ecosystem: vscode,
  summary: 'VS Code watches folders that builds fill',
  why: `VS Code leaves only parts of \`.git\` and \`.hg\` unwatched by default. Every file that a build writes below
\`target\` costs an event and every folder a watch: cargo builds made the watcher take more memory with each save until
the system froze (vscode#82427), and a Rust workspace was too large to watch until \`target\` was left out (krustlet#234).
Nobody edits these files, so nothing is lost when they are not watched. Settings merge over the defaults; extensions
that watch by themselves are not affected.

\`node_modules\` and \`.venv\` are left alone: VS Code excluded the former itself once and does so no more, and the
TypeScript server learns from VS Code's watcher which packages are there (vscode#230144).`,
  severity: 'info',
  confidence: 'high',
  fixes: ['safe', 'manual'],
  dependsOnHost: false,
  references: [
    'https://github.com/microsoft/vscode/issues/82427',
    'https://github.com/krustlet/krustlet/pull/234',
    'https://github.com/microsoft/vscode/issues/230144',
    'https://code.visualstudio.com/docs/reference/default-settings',
  ],
  *check(view) {
    const location = view.locations.find(each => each.kind !== 'devcontainer')
    if (!location) return
    const settings = view.locations.flatMap(each => entryIn(each, EXCLUDE)?.setting.value ?? [])
    const watched = view.buildOutputs.filter(output => !settings.some(value => isMentioned(output, value)))
    const [first] = watched
    if (!first) return
    const ignored = watched.filter(output => output.ignored)
    const names = watched.map(output => output.name).join(', ')
    const because = watched.map(output => `${output.manifest} is there, so ${output.name} will be filled`)
    const title = `exclude ${globs(ignored).join(', ')} from watching`
    const why = `version control does not ignore ${first.name}: whether it holds sources is for you to say`
    yield {
      at: addressOf(location),
      message: `VS Code watches every file below ${names}, which builds write and nobody edits`,
      because,
      fix:
        ignored.length > 0
          ? { title, safety: 'safe', ops: excludeOps(location, ignored) }
          : { title: `exclude ${globs(watched).join(', ')} from watching`, safety: 'manual', why },
    }
  },
})

function globs(outputs: readonly BuildOutput[]): readonly string[] {
  return outputs.map(output => `**/${output.name}/**`)
}

function addressOf(location: Location): Setting<unknown> {
  return entryIn(location, EXCLUDE)?.setting ?? addressFor(location, EXCLUDE)
}

function excludeOps(location: Location, outputs: readonly BuildOutput[]): readonly FileOp[] {
  const { document, at, value } = addressOf(location)
  if (value === undefined)
    return [insert(setting(undefined, document, at), table(globs(outputs).map(glob => [glob, true])))]
  return globs(outputs).map(glob => insert(setting(undefined, document, [...at, glob]), true))
}

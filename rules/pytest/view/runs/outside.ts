import type { Document } from '../../../../src/model/document.ts'
import type { Sources } from '../../../../src/model/ecosystem.ts'
import { startedInJobs } from '../../../common/pipelines/in-jobs.ts'
import type { RepositoryVariable } from '../../../common/variables.ts'
import type { Root } from '../config/roots.ts'
import { rootAbove } from '../config/roots.ts'
import type { Installed } from '../installed/installed.ts'
import type { Invocation } from './invocation.ts'
import { commonFolder, exists } from './selection.ts'
import { MOST, type Start, startsIn, variablesOf } from './starts.ts'
import { environmentOf, variablesFor } from './variables.ts'

/** What the commands and the variables of a repository start beside a plain pytest, by the folder of its root. */
export function invocationsOutside(
  sources: Sources,
  roots: readonly Root[],
  installed: Installed,
): ReadonlyMap<string, readonly Invocation[]> {
  const variables = variablesOf(sources)
  const started = startsIn(sources)
  const found = new Map<string, Invocation[]>()
  for (const one of started) {
    const { document } = one.command.written
    add(rootOf(one, roots, sources), document, invocationOf(one, variables))
  }
  for (const alone of withoutCommands(variables, started).slice(0, MOST)) {
    const [variable] = alone
    add(rootOfVariable(variable, roots), variable.written.document, invocationOfVariables(alone))
  }
  return found

  function add(root: Root | undefined, document: Document, invocation: Invocation): void {
    if (!root || isMissing(root, document)) return
    const all = found.get(root.folder) ?? []
    found.set(root.folder, all)
    const same = all.filter(({ when }) => when === invocation.when).length
    all.push(same === 0 ? invocation : { ...invocation, name: `${invocation.name} (${same + 1})` })
  }

  /** Without pytest-xdist pytest stops. Pipelines install it with commands of their own. */
  function isMissing({ folder }: Root, { path }: Document): boolean {
    return (
      !/\bxdist\b/.test(sources.text(path) ?? '') &&
      installed.presence('pytest-xdist', folder).state === 'absent'
    )
  }
}

function invocationOf(one: Start, variables: readonly RepositoryVariable[]): Invocation {
  const { command: startedBy, arguments: command, selection } = one
  const { when, kind } = startedBy
  const environment = environmentOf(variablesFor(startedBy, variables))
  // What a job tells a script or a recipe by variables is another run than that one is by itself.
  const inJobs = startedInJobs(startedBy).filter(
    job => job === startedBy || variablesFor(job, variables).length === 0,
  )
  return { name: when, when, kind, ...environment, command, startedBy, selection, inJobs }
}

function invocationOfVariables(all: readonly [RepositoryVariable, ...RepositoryVariable[]]): Invocation {
  const [{ when, kind }] = all
  return { name: when, when, kind, ...environmentOf(all), command: [] }
}

/** Variables for what only runs pytest in the end: `make test`, an image, a service. Those of one place are one group. */
function withoutCommands(
  variables: readonly RepositoryVariable[],
  started: readonly Start[],
): readonly (readonly [RepositoryVariable, ...RepositoryVariable[]])[] {
  const seen = new Set(started.flatMap(({ command }) => variablesFor(command, variables)))
  const groups = new Map<string, [RepositoryVariable, ...RepositoryVariable[]]>()
  for (const variable of variables) {
    if (seen.has(variable)) continue
    const key = JSON.stringify([variable.written.document.path, variable.when])
    const group = groups.get(key)
    if (group) group.push(variable)
    else groups.set(key, [variable])
  }
  return [...groups.values()]
}

/** pytest looks for its configuration from the paths that it is given upwards, else from where it runs. */
function rootOf({ command, selection }: Start, roots: readonly Root[], sources: Sources): Root | undefined {
  const { runsIn } = command
  if (runsIn === undefined) return onlyOne(roots)
  // A pipeline has checked out something else there.
  if (!exists(runsIn, sources)) return undefined
  return rootAbove(commonFolder(selection) ?? runsIn, roots) ?? onlyOne(roots)
}

/** An environment file is read where it lies. */
function rootOfVariable({ kind, folder }: RepositoryVariable, roots: readonly Root[]): Root | undefined {
  if (kind === 'env-file') return roots.find(root => root.folder === folder)
  return rootAbove(folder, roots) ?? onlyOne(roots)
}

/** A repository with one suite runs that one. */
function onlyOne([first, ...others]: readonly Root[]): Root | undefined {
  return others.length === 0 ? first : undefined
}

import type { Document } from '../../src/model/document.ts'
import type { Owned, Sources } from '../../src/model/ecosystem.ts'
import { commandFiles, eachScript } from './commands.ts'
import { composeEnvironment } from './variables/compose-environment.ts'
import { dockerfileEnv } from './variables/dockerfile-env.ts'
import { envFileLines } from './variables/env-files.ts'
import { gitlabVariables } from './variables/gitlab-variables.ts'
import type { RepositoryVariable, VariableFile } from './variables/places.ts'
import { variablesOfScript } from './variables/script-variables.ts'
import { workflowEnv } from './variables/workflow-env.ts'

export type { RepositoryVariable } from './variables/places.ts'

const FILES: readonly VariableFile[] = [
  ...[dockerfileEnv, workflowEnv, gitlabVariables],
  ...[composeEnvironment, envFileLines],
]

/** The files in which variables of the environment are set, read only where their text mentions one. */
export function variableFiles(mentions: RegExp): readonly Owned[] {
  const own = FILES.map(({ path, format }) => ({ path, format, mentions, runs: mentions }))
  return [...commandFiles(mentions), ...own]
}

/** Every variable that the repository sets, for a command, in a script or in a file of its own, as far as it can be told. */
export function variablesIn(sources: Sources, mentions: RegExp): readonly RepositoryVariable[] {
  const scripts = [...eachScript(sources, mentions, ({ written }) => mentions.test(written.value))]
  return [...scripts.flatMap(variablesOfScript), ...FILES.flatMap(file => inFiles(file, sources, mentions))]
}

function inFiles({ path, variablesIn: read }: VariableFile, sources: Sources, mentions: RegExp) {
  return sources
    .matching(path)
    .filter(file => mentions.test(sources.text(file) ?? ''))
    .flatMap((file): Document[] => {
      const document = sources.document(file)
      return document ? [document] : []
    })
    .flatMap(document => read(document, script => sources.script(script)))
}

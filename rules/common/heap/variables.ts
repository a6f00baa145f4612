import type { Sources } from '../../../src/model/ecosystem.ts'
import { variablesIn } from '../variables.ts'
import { capIn, type HeapCap, javaCapIn, MENTIONS } from './caps.ts'
import { withWorkers } from './workers.ts'

/** Every `NODE_OPTIONS` with a limit, which every process of node below it inherits. */
export function capsInVariables(sources: Sources): readonly HeapCap[] {
  return variablesIn(sources, MENTIONS)
    .filter(({ name }) => name === 'NODE_OPTIONS')
    .flatMap(({ value, written, command, ...place }) => {
      const cap = capIn(written, value, place)
      return cap ? withWorkers(cap, command) : []
    })
}

/** Worth reading: a limit of a heap of Java in a variable that a launcher hands on. */
export const JAVA_MENTIONS = /(?:JAVA|MAVEN|GRADLE|SBT|ANT)\w{0,20}_OPT(?:ION)?S.{0,300}-Xmx/

/** Every variable with options of Java, for the process that a launcher starts, or for all of them. */
export function javaCapsInVariables(sources: Sources): readonly HeapCap[] {
  return variablesIn(sources, JAVA_MENTIONS)
    .filter(({ name }) => JAVA_VARIABLES.test(name))
    .flatMap(({ value, written, ...place }) => javaCapIn(written, value, place) ?? [])
}

const JAVA_VARIABLES = /^(?:_?JAVA_(?:TOOL_)?OPT(?:ION)?S|MAVEN_OPTS|GRADLE_OPTS|SBT_OPTS|ANT_OPTS)$/

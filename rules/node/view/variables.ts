import type { Sources } from '../../../src/model/ecosystem.ts'
import { variablesIn } from '../../common/variables.ts'
import { capIn, type HeapCap, MENTIONS } from './caps.ts'
import { withWorkers } from './workers.ts'

/** Every `NODE_OPTIONS` with a limit, which every process of node below it inherits. */
export function capsInVariables(sources: Sources): readonly HeapCap[] {
  return variablesIn(sources, MENTIONS)
    .filter(({ name }) => name === 'NODE_OPTIONS')
    .flatMap(({ value, written, when, kind, command }) => {
      const cap = capIn(written, value, { when, kind })
      return cap ? withWorkers(cap, command) : []
    })
}

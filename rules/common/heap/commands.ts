import type { Sources } from '../../../src/model/ecosystem.ts'
import { startedBy } from '../commands/programs.ts'
import { scriptsIn } from '../commands.ts'
import { capIn, type HeapCap, MENTIONS } from './caps.ts'
import { withWorkers } from './workers.ts'

/** Every command that starts node with a limit before the script: what stands behind the script is the script's. */
export function capsInCommands(sources: Sources): readonly HeapCap[] {
  return scriptsIn(sources, MENTIONS).flatMap(script =>
    script.script.commands.flatMap(command => {
      const started = startedBy(command, /^(?:\S*\/)?(?:node|nodejs|tsx|ts-node|node\.exe)$/)
      const all = started?.arguments ?? []
      const first = all.findIndex(({ text }) => !text.startsWith('-'))
      const options = first === -1 ? all : all.slice(0, first)
      const [begin, end] = [options[0]?.start, options.at(-1)?.end]
      if (begin === undefined || end === undefined || options.some(({ plain }) => !plain)) return []
      const piece = script.pieceAt({ start: begin, end })
      const words = options.map(({ text }) => text).join(' ')
      const cap = capIn(piece, words, script)
      return cap ? withWorkers(cap, command) : []
    }),
  )
}

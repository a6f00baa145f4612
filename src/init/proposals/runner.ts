import type { NewText, Proposal } from '../../model/proposal.ts'
import { isAnyStarted } from '../runner/figures.ts'
import { renewed, SCRIPTS } from '../runner/scripts.ts'
import type { Surroundings } from '../surroundings.ts'

/** Scripts that start a command with what the machine they run on has room for; only where somebody asked. */
export function runner({ figures, sources, version }: Surroundings): readonly Proposal[] {
  if (!figures) return []
  if (!isAnyStarted(figures))
    return [
      {
        part: 'runner',
        title: 'write scripts that start tests and builds with what fits',
        because: ['nothing here starts pytest, cargo or nextest: there is nothing to set'],
        byHand: ['memlint plan shows what is known of the repository'],
      },
    ]
  return SCRIPTS.flatMap(({ path, text }) => {
    const fresh = text(figures, version)
    const there = sources.text(path)
    const file = there === undefined ? fresh : withFigures(there, fresh)
    if (file?.text === there) return []
    return [
      {
        part: 'runner',
        title: there === undefined ? `write ${path}` : `write the figures of ${path} anew`,
        because: [
          file
            ? 'asked for by --runner; it needs neither Node nor memlint'
            : `${path} is there without the marks between which the figures are`,
        ],
        ...(file && { files: [file] }),
        byHand: [`remove ${path}, then memlint init --runner`],
      },
    ]
  })
}

/** What somebody changed outside of the figures stays. */
function withFigures(there: string, fresh: NewText): NewText | undefined {
  const text = renewed(there, fresh.text)
  return text === undefined ? undefined : { ...fresh, text }
}

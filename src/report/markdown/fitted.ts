/** A part of a report that can be left out. */
export interface Block {
  /** What it is, for the sentence that says how many were left out. */
  readonly what: 'plan' | 'finding' | 'fix' | 'note'
  /** Stands above the first of several blocks that have it. */
  readonly heading?: string
  /** What it says, the whole first, then shorter. */
  readonly forms: readonly string[]
}

/** The blocks that fit, and how many of a kind do not. */
export interface Fitted {
  readonly text: string
  readonly left: ReadonlyMap<Block['what'], number>
}

/** Takes blocks in their order, each in the longest form for which there is room. `limit` is in bytes of UTF-8. */
export function fitted(blocks: readonly Block[], limit: number): Fitted {
  const texts: string[] = []
  const left = new Map<Block['what'], number>()
  let room = limit
  let heading: string | undefined
  for (const block of blocks) {
    const above = block.heading !== undefined && block.heading !== heading ? `${block.heading}\n\n` : ''
    const form = block.forms.map(each => `${above}${each}`).find(each => sizeOf(each) <= room)
    if (form === undefined) {
      left.set(block.what, (left.get(block.what) ?? 0) + 1)
      continue
    }
    texts.push(form)
    room -= sizeOf(form)
    heading = block.heading
  }
  return { text: texts.join('\n\n'), left }
}

/** With the empty line that follows. */
function sizeOf(text: string): number {
  return Buffer.byteLength(text) + 2
}

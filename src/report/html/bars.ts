import { type Bytes, formatGiB, GiB } from '../../model/bytes.ts'
import type { HostPlan, PlanRow } from '../../model/plan.ts'
import { type Content, type Html, html } from './escape.ts'
import { isCut, percentOf, type Scale } from './scale.ts'
import { type Segment, segmentsOf } from './segments.ts'

/** A host: its memory as a track with the line of what is usable, and on it what is live together. */
export function bullet(plan: HostPlan, scale: Scale, words: string): Html {
  const { budget, peak } = plan
  const { usable, capacity } = budget
  const x = (bytes: Bytes) => percent(percentOf(bytes, scale))
  return html`<svg class="bullet" role="img" aria-label="${words}" width="100%" height="${HEIGHT}">
<rect class="room" x="0" y="${TRACK.y}" width="${x(usable)}" height="${TRACK.height}"/>
<rect class="reserve" x="${x(usable)}" y="${TRACK.y}" width="${width(usable, capacity, scale)}" height="${TRACK.height}"/>
<g class="need">${stack(segmentsOf(plan), scale, BAR)}</g>
${overshoot(usable, peak, scale, BAR)}
${line('capacity', capacity, scale, CAPACITY_LABEL_Y)}
${line('usable', usable, scale, USABLE_LABEL_Y)}
${label('capacity', `capacity ${formatGiB(capacity)}`, capacity, scale, CAPACITY_LABEL_Y)}
${label('usable', `usable ${formatGiB(usable, 'down')}`, usable, scale, USABLE_LABEL_Y)}
${plan.live.length > 0 && label('peak', peakLabel(peak, scale), peak, scale, PEAK_LABEL_Y, peak > usable ? ' over' : '')}
${axis(scale)}
</svg>`
}

function peakLabel(peak: Bytes, scale: Scale): string {
  if (!Number.isFinite(peak)) return 'unbounded'
  return `${formatGiB(peak)} live together${isCut(peak, scale) ? ', bar cut short' : ''}`
}

/** One workload or fan-out by itself, on the track of what it may use. */
export function lone(
  { available, total }: Pick<PlanRow, 'available' | 'total'>,
  segments: readonly Segment[],
  scale: Scale,
): Html {
  return html`<svg class="lone" aria-hidden="true" width="100%" height="18">
<rect class="room" x="0" y="2" width="${percent(percentOf(available, scale))}" height="14"/>
${stack(segments, scale, LONE_BAR)}
${overshoot(available, total, scale, LONE_BAR)}
${tick('usable', available, scale, 0, 18)}
</svg>`
}

interface Band {
  readonly y: number
  readonly height: number
}

const CAPACITY_LABEL_Y = 12
const USABLE_LABEL_Y = 28
const TRACK: Band = { y: 34, height: 36 }
const BAR: Band = { y: 41, height: 22 }
const PEAK_LABEL_Y = 84
const AXIS_Y = 92
const HEIGHT = 116
const LONE_BAR: Band = { y: 5, height: 8 }

function stack(segments: readonly Segment[], scale: Scale, band: Band): Content {
  let start = 0
  return segments.map(segment => {
    const from = start
    start += segment.bytes
    const edge = from > 0 && tick('edge', from, scale, band.y, band.y + band.height)
    return html`<rect class="${segment.look}" x="${percent(percentOf(from, scale))}" y="${band.y}" width="${width(from, start, scale)}" height="${band.height}"/>${edge}${pieces(segment, from, scale, band)}`
  })
}

/** More lines than this are a grey area. */
const PIECES_AT_MOST = 80

/** Lines between the processes, so that those that have room can be counted. */
function pieces({ pieces: count, bytes }: Segment, from: Bytes, scale: Scale, band: Band): Content {
  if (count > PIECES_AT_MOST) return undefined
  return Array.from({ length: Math.max(0, count - 1) }, (_, index) => from + ((index + 1) * bytes) / count)
    .filter(at => !isCut(at, scale))
    .map(at => tick('piece', at, scale, band.y, band.y + band.height))
}

/** What goes beyond the limit, hatched; an edge like torn paper where it goes on beyond the drawing. */
function overshoot(limit: Bytes, need: Bytes, scale: Scale, band: Band): Content {
  if (need <= limit) return undefined
  const over = html`<rect class="over" x="${percent(percentOf(limit, scale))}" y="${band.y}" width="${width(limit, need, scale)}" height="${band.height}"/>`
  if (!isCut(need, scale)) return over
  const teeth = Array.from({ length: TEETH }, (_, index) => {
    const y = band.y + (index * band.height) / TEETH
    return `L${index % 2 === 0 ? 0 : 7} ${y}`
  }).join(' ')
  // Nested, so that the teeth are measured in pixels from the right edge.
  return html`${over}<svg x="100%" overflow="visible"><path class="tear" transform="translate(-8 0)" d="M9 ${band.y} ${teeth} L0 ${band.y + band.height} L9 ${band.y + band.height} Z"/></svg>`
}

const TEETH = 6

/** From its label down through the track. */
function line(name: string, at: Bytes, scale: Scale, labelY: number): Html {
  return tick(name, at, scale, labelY - 9, TRACK.y + TRACK.height + 4)
}

function tick(name: string, at: Bytes, scale: Scale, from: number, to: number): Html {
  const x = percent(percentOf(at, scale))
  return html`<line class="${name}" x1="${x}" x2="${x}" y1="${from}" y2="${to}"/>`
}

/** From here on, in percent, a label is on the left of its line: there it has the room it needs on a narrow screen. */
const LEFT_FROM = { capacity: 50, peak: 50, usable: 34 } as const

function label(
  name: keyof typeof LEFT_FROM,
  text: string,
  at: Bytes,
  scale: Scale,
  y: number,
  more = '',
): Html {
  const position = percentOf(at, scale)
  const left = position > LEFT_FROM[name]
  return html`<text class="${name}${more}" x="${percent(position)}" y="${y}" dx="${left ? -5 : 5}" text-anchor="${left ? 'end' : 'start'}">${text}</text>`
}

function axis(scale: Scale): Html {
  return html`<g class="axis"><line x1="0" x2="100%" y1="${AXIS_Y}" y2="${AXIS_Y}"/>${scale.ticks.map(
    (bytes, index) =>
      html`${tick('', bytes, scale, AXIS_Y, AXIS_Y + 5)}<text x="${percent(percentOf(bytes, scale))}" y="${AXIS_Y + 18}" text-anchor="${
        index === 0 ? 'start' : percentOf(bytes, scale) > 95 ? 'end' : 'middle'
      }">${index === 0 ? '0 GiB' : bytes / GiB}</text>`,
  )}</g>`
}

function width(from: Bytes, to: Bytes, scale: Scale): string {
  return percent(percentOf(to, scale) - percentOf(from, scale))
}

/** A thousandth of a percent is less than a pixel of any screen. */
function percent(value: number): string {
  return `${Number(value.toFixed(3))}%`
}

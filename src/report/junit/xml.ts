import { printableLines } from '../style.ts'

/** Markup, in which every text is escaped. Only the functions of this file make it. */
export type Xml = string & { readonly escaped: unique symbol }

type Attributes = Readonly<Record<string, string | number>>

/** A document with one element. */
export function documentOf(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`
}

export function element(name: string, attributes: Attributes, children: readonly Xml[] = []): Xml {
  const tag = startOf(name, attributes)
  return (children.length === 0 ? `<${tag}/>` : `<${tag}>\n${children.join('\n')}\n</${name}>`) as Xml
}

/** An element that holds text and nothing else. */
export function textElement(name: string, attributes: Attributes, text: string): Xml {
  return `<${startOf(name, attributes)}>${escaped(text)}</${name}>` as Xml
}

function startOf(name: string, attributes: Attributes): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${inAttribute(String(value))}"`)
  return name + written.join('')
}

/** Readers make spaces of line ends and tabs that are written as such. */
function inAttribute(text: string): string {
  return escaped(text).replaceAll('\t', '&#9;').replaceAll('\n', '&#10;')
}

/** XML 1.0 cannot hold most control characters, of which `printableLines` leaves none but line ends, and a few others. */
function escaped(text: string): string {
  return printableLines(text)
    .replace(/[\uFFFE\uFFFF]|\p{Surrogate}/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

import type { Finding } from '../../model/finding.ts'
import type { Report } from '../../model/report.ts'
import { type FixDiff, fixDiff } from '../fix-diff.ts'
import { clipped } from './clip.ts'
import { codeBox } from './code.ts'
import { type Content, type Html, html } from './escape.ts'
import { pathCode } from './path.ts'

const HOW = { safe: 'memlint --fix', unsafe: 'memlint --fix --unsafe-fixes', manual: undefined } as const

const SAFETY = { safe: 'safe fix', unsafe: 'unsafe fix', manual: 'by hand' } as const

/** What to do: how safe it is, why, and what it would change. */
export function remedy(finding: Finding, report: Report, withDiff: boolean): Html | undefined {
  const { fix, help } = finding
  if (!fix && help === '') return undefined
  return html`<div class="remedy">${
    fix &&
    html`<p class="fix"><span class="safety ${fix.safety}">${SAFETY[fix.safety]}</span> ${fix.title}${
      HOW[fix.safety] && html` <code class="how">${HOW[fix.safety]}</code>`
    }</p>`
  }${fix && fix.safety !== 'safe' && html`<p class="why"><b>${fix.safety === 'unsafe' ? 'Why not safe' : 'Why by hand'}:</b> ${fix.why}</p>`}${
    withDiff && fixDiff(finding, report).map(diffBox)
  }${help !== '' && html`<p class="help"><b>Help:</b> ${help}</p>`}</div>`
}

function diffBox({ file, patch }: FixDiff): Html {
  const [from = '', , ...body] = patch.trimEnd().split('\n')
  const created = from === '--- /dev/null'
  // A carriage return is the end of a line here, and no character of it.
  const lines = body.map(line => clipped(line.replace(/\r$/, '')))
  const name = created ? `New file ${file}` : `Change of ${file}`
  return html`<p class="diff-file">${created && 'new file '}${pathCode(file)}</p>${codeBox(
    'diff',
    name,
    lines.map(diffLine),
    Math.max(0, ...lines.map(line => line.length)),
  )}`
}

function diffLine(line: string): Content {
  if (line.startsWith('+')) return html`<ins>${line}\n</ins>`
  if (line.startsWith('-')) return html`<del>${line}\n</del>`
  if (line.startsWith('@@')) return html`<span class="hunk">${line}\n</span>`
  return html`<span>${line}\n</span>`
}

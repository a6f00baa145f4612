/** The page's style sheet. Colours have names by what they mean; their contrast is measured in test/real/html-report.mjs. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fffdf9; --ink: #1f1e1b; --soft: #5d5952; --rule: #d9d4c9; --wash: #f6f3ec;
  --link: #1d4f91; --good: #25663a; --over: #b3261e; --over-wash: #fbe6e3; --warning: #855600; --info: #33598a;
  --editor: #64778f; --test: #2b7a75; --build: #96661a; --once: #3f4c5c; --room: #e9e4d8; --reserve: #a59d8c;
  --insert: #1d5a2c; --insert-wash: #e7f4e7; --delete: #8f1d17; --delete-wash: #fbe9e7; --mark: #ffeeb0;
  --prose: Charter, "Bitstream Charter", "Iowan Old Style", "Palatino Linotype", Palatino, Cambria, Georgia, serif;
  --plain: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  --code: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #17181a; --ink: #e9e6df; --soft: #aca79d; --rule: #3b3c3f; --wash: #1f2124;
    --link: #9cc1f2; --good: #86c794; --over: #ff8a7d; --over-wash: #40201d; --warning: #e5b45a; --info: #93b9e6;
    --editor: #8ea3bd; --test: #58b0a8; --build: #d29a45; --once: #c4cfdd; --room: #303338; --reserve: #77736b;
    --insert: #a6dcb2; --insert-wash: #18301f; --delete: #ffb4a9; --delete-wash: #3a1f1d; --mark: #55491a;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  max-width: 82rem; margin: 0 auto; padding: 2.5rem clamp(1rem, 4vw, 3.5rem) 4rem;
  background: var(--paper); color: var(--ink);
  font: 0.9375rem/1.5 var(--plain); font-variant-numeric: tabular-nums; overflow-wrap: break-word;
}
h1, h2, h3, h4, h5, p, ul, ol, figure { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1, h2, h3 { font-family: var(--prose); font-weight: 600; line-height: 1.2; text-wrap: balance; }
h1 { font-size: clamp(1.7rem, 4vw, 2.4rem); letter-spacing: -0.01em; }
h2 { font-size: 1.45rem; margin: 3rem 0 0.9rem; padding-top: 0.7rem; border-top: 1px solid var(--ink); }
h3 { font-size: 1.1rem; }
h4, h5 { font-size: 0.9375rem; font-weight: 600; }
code, pre { font-family: var(--code); font-size: 0.86em; }
h1 code, h2 code, h3 code { font-size: 0.82em; font-weight: 500; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 0.15em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 1px; }
summary { cursor: pointer; color: var(--soft); width: fit-content; max-width: 100%; }
summary:hover { color: var(--ink); }
.skip { position: absolute; left: 1rem; top: -4rem; padding: 0.5rem 0.8rem; background: var(--paper); z-index: 1; }
.skip:focus { top: 0.5rem; }
.patterns { position: absolute; }

.tool { color: var(--soft); font-size: 0.85rem; margin-bottom: 0.4rem; }
.verdicts { margin: 1rem 0 1.1rem; font: 1.12rem/1.45 var(--prose); max-width: 76rem; text-wrap: pretty; }
.verdicts li { padding-left: 1.5em; text-indent: -1.5em; margin-top: 0.3rem; }
.verdicts .sign { display: inline-block; width: 1.5em; text-indent: 0; font-family: var(--plain); font-weight: 700; }
.exceeds .sign, strong.exceeds, td.exceeds { color: var(--over); }
.fits .sign, strong.fits { color: var(--good); }
td.exceeds { font-weight: 600; }
.guess { font-style: italic; color: var(--soft); }
header > details { margin-bottom: 1.1rem; }
.scope, .aside, .machine, .folder, .when, .sum, .basis, .live { color: var(--soft); }
.scope b { color: var(--ink); }
p.aside { margin-bottom: 0.8rem; }
.failures { margin: 1.2rem 0; padding: 0.8rem 1rem; border: 2px solid var(--over); background: var(--over-wash); }
.failures h2 { margin: 0 0 0.3rem; padding: 0; border: 0; font-size: 1.1rem; }
.failures li { white-space: pre-wrap; }
.contents { margin-top: 1.4rem; font-size: 0.875rem; }
.contents ul { display: flex; flex-wrap: wrap; gap: 0.15rem 1.4rem; }
.contents ul ul { padding-left: 1rem; }
.contents > ul:has(ul) { display: block; }
.contents li:has(ul) { display: flex; flex-wrap: wrap; gap: 0.15rem 0.6rem; }

.project > section > h3 { margin: 2.2rem 0 0.8rem; font-size: 1.2rem; }
.host { padding: 0 0 1.6rem; }
.host + .host { border-top: 1px solid var(--rule); padding-top: 1.2rem; }
figcaption { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.9rem; }
figcaption :is(h3, h4) { font: 600 1.1rem/1.3 var(--prose); }
.verdict { white-space: nowrap; }
svg { display: block; overflow: visible; }
svg text { font: 0.8rem var(--plain); fill: var(--ink); stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; paint-order: stroke; }
svg text.usable { font-weight: 600; }
svg text.capacity, .axis text { fill: var(--soft); }
svg text.peak { font-weight: 600; }
svg text.over { fill: var(--over); }
.axis line { stroke: var(--soft); stroke-width: 1; }
.axis text { font-size: 0.75rem; }
line.usable { stroke: var(--ink); stroke-width: 2; }
line.capacity { stroke: var(--soft); stroke-width: 1; }
line.edge { stroke: var(--paper); stroke-width: 3; }
line.piece { stroke: var(--paper); stroke-width: 1; }
rect.room { fill: var(--room); }
rect.reserve { fill: url(#reserve); stroke: var(--reserve); stroke-width: 1; }
rect.editor { fill: var(--editor); }
rect.test { fill: var(--test); }
rect.build { fill: var(--build); }
rect.once { fill: url(#once); }
rect.over { fill: url(#over); stroke: var(--over); stroke-width: 1.5; }
.reserve-line { stroke: var(--reserve); stroke-width: 2; }
.over-ground { fill: var(--over-wash); fill-opacity: 0.55; }
.over-line { stroke: var(--over); stroke-width: 5; }
.once-ground { fill: var(--once); }
.once-dot { fill: var(--paper); }
.tear { fill: var(--paper); }
.key { display: flex; flex-wrap: wrap; gap: 0.15rem 1.6rem; margin: 0.5rem 0 0.7rem; font-size: 0.875rem; }
.swatch { display: inline-block; vertical-align: -0.15em; margin-right: 0.2rem; }
.key b, .others b { font-weight: 600; }
.host > :is(h4, h5) { margin: 0.9rem 0 0.3rem; font-weight: 600; font-size: 0.875rem; color: var(--soft); }
.others { margin-bottom: 0.8rem; font-size: 0.875rem; }
.others li { margin-top: 0.35rem; }
.host details { font-size: 0.875rem; }
.steps { margin: 0.4rem 0 0 1.1rem; max-width: 60rem; list-style: disc; }
.steps li::marker { color: var(--soft); }

.scroll { overflow-x: auto; container-type: inline-size; }
table { border-collapse: collapse; font-size: 0.875rem; }
.workloads { width: 100%; }
th, td { padding: 0.3rem 0.9rem 0.3rem 0; text-align: left; vertical-align: top; }
.workloads > thead th { border-bottom: 1px solid var(--ink); font-weight: 500; color: var(--soft); white-space: nowrap; vertical-align: bottom; }
.workloads > tbody { border-bottom: 1px solid var(--rule); }
.workloads > tbody > tr:first-child > * { padding-top: 0.55rem; }
.workloads th[scope=rowgroup] { font-weight: 600; min-width: 11rem; }
.workloads .folder { overflow-wrap: anywhere; }
.when, .folder, .basis, .live { font-weight: 400; font-size: 0.93em; }
.number { text-align: right; white-space: nowrap; }
.each, .host-name { white-space: nowrap; }
.workloads code { overflow-wrap: anywhere; }
.workloads td:has(> code) { min-width: 9rem; }
.evidence > td { padding: 0 0 0.6rem; }
.evidence details { position: sticky; left: 0; width: max-content; max-width: 100cqi; }
.amounts { margin: 0.3rem 0 0.2rem; max-width: 64rem; }
.amounts li { display: grid; grid-template-columns: 5.2rem minmax(0, 1fr); gap: 0 0.8rem; overflow-wrap: anywhere; }
.known { font-weight: 600; }
.known.guess { font-weight: 400; color: var(--ink); }

.severity { white-space: nowrap; font-weight: 700; }
.severity.error { color: var(--over); }
.severity.warning { color: var(--warning); }
.severity.info { color: var(--info); }
.counts { font: 400 0.85rem var(--plain); color: var(--soft); }
.counts .severity { font-weight: 500; margin-right: 0.5rem; }
.files { margin-bottom: 1.2rem; columns: 26rem auto; column-gap: 2.5rem; }
.files li { break-inside: avoid; }
.file > :is(h3, h4) { margin: 2rem 0 0; padding: 0.45rem 0; border-bottom: 1px solid var(--ink); font-size: 1.05rem; }
.file > :is(h3, h4) > code { margin-right: 0.8rem; font-weight: 600; font-size: 0.9em; overflow-wrap: anywhere; }
.finding { padding: 1rem 0 1.2rem; border-bottom: 1px solid var(--rule); content-visibility: auto; contain-intrinsic-size: auto 16rem; scroll-margin-top: 1rem; }
.finding > :is(h4, h5) { line-height: 1.4; max-width: 64rem; }
.finding .severity { margin-right: 0.35rem; }
.finding:target > :is(h4, h5) { text-decoration: underline 2px; text-underline-offset: 0.2em; }
.meta { display: flex; flex-wrap: wrap; gap: 0 1.1rem; margin: 0.15rem 0 0.6rem; font-size: 0.85rem; color: var(--soft); }
.rule { overflow-wrap: anywhere; }
.sides { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0.8rem 2.5rem; align-items: start; }
.problem > :first-child, .remedy > :first-child { margin-top: 0; }
.because, .related { font-size: 0.875rem; }
.because li, .related li { margin-top: 0.3rem; padding-left: 1.1rem; text-indent: -1.1rem; }
.because li, .related li { overflow-wrap: anywhere; }
.because span { color: var(--soft); font-style: italic; }
.related li::before { content: "→"; display: inline-block; width: 1.1rem; text-indent: 0; color: var(--soft); }
.remedy { font-size: 0.875rem; }
.remedy p { margin-top: 0.35rem; }
.key ~ details { margin-top: 0.3rem; }
.safety { padding: 0 0.4em; border: 1px solid currentColor; border-radius: 2px; font-size: 0.92em; white-space: nowrap; }
.safety.safe { color: var(--good); }
.safety.unsafe { color: var(--warning); border-style: dashed; }
.safety.manual { color: var(--soft); border-style: dotted; }
.how { white-space: nowrap; color: var(--soft); }
.diff-file { color: var(--soft); }
pre { margin: 0.4rem 0 0.6rem; padding: 0.45rem 0; overflow-x: auto; background: var(--wash); font-size: 0.8125rem; line-height: 1.5; tab-size: 4; }
pre code { display: block; width: max-content; min-width: 100%; font-size: 1em; }
.frame .number { display: inline-block; min-width: 3.2em; padding-right: 0.9em; color: var(--soft); text-align: right; user-select: none; }
.frame .hit { color: var(--ink); font-weight: 700; }
mark { color: inherit; background: var(--mark); border-bottom: 2px solid var(--warning); padding-bottom: 1px; }
.diff code > * { display: block; padding: 0 0.8em 0 0.6em; border-left: 4px solid transparent; text-decoration: none; min-height: 1.5em; }
.diff .hunk { color: var(--soft); }
.diff ins { color: var(--insert); background: var(--insert-wash); border-left-color: var(--insert); }
.diff del { color: var(--delete); background: var(--delete-wash); border-left-style: double; border-left-color: var(--delete); }
.silenced li, .fixed li, .notes li { margin-top: 0.5rem; max-width: 70rem; }
.silenced p { color: var(--soft); }
footer { margin-top: 4rem; padding-top: 0.7rem; border-top: 1px solid var(--rule); color: var(--soft); font-size: 0.85rem; }

@media (max-width: 56rem) {
  .sides { grid-template-columns: minmax(0, 1fr); }
  body { padding-top: 1.4rem; }
}
@media (prefers-reduced-motion: no-preference) {
  html { scroll-behavior: smooth; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 9.5pt; }
  .skip, .contents { display: none; }
  .finding { content-visibility: visible; break-inside: avoid; }
  .host, tbody { break-inside: avoid; }
  h2, h3, h4, h5 { break-after: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
  pre code { width: auto; white-space: pre-wrap; }
  .scroll { overflow: visible; container-type: normal; }
  .evidence details { position: static; width: auto; max-width: none; }
  .workloads { font-size: 0.75em; }
  .workloads :is(th, td) { min-width: 0 !important; padding-right: 0.4rem; white-space: normal; }
  .workloads .number { white-space: nowrap; }
  ins, del, mark, pre { print-color-adjust: exact; }
}
`

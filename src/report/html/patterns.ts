import { type Html, html } from './escape.ts'

/** Fills that are told apart without colours; every drawing of the page refers to them. */
export function patterns(): Html {
  return html`<svg class="patterns" aria-hidden="true" width="0" height="0"><defs>
<pattern id="reserve" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="reserve-line" x1="0" x2="0" y1="0" y2="6"/></pattern>
<pattern id="over" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect class="over-ground" width="7" height="7"/><line class="over-line" x1="0" x2="0" y1="0" y2="7"/></pattern>
<pattern id="once" width="5" height="5" patternUnits="userSpaceOnUse"><rect class="once-ground" width="5" height="5"/><circle class="once-dot" cx="2.5" cy="2.5" r="1.2"/></pattern>
</defs></svg>`
}

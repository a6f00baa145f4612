import { HOMEPAGE } from '../../model/links.ts'
import type { Report } from '../../model/report.ts'
import type { About } from '../about.ts'
import { contents } from './contents.ts'
import { type Html, html, trusted } from './escape.ts'
import { headline, titleOf } from './headline.ts'
import { patterns } from './patterns.ts'
import { projectSection, projectsOf } from './project.ts'
import { STYLE } from './style.ts'

/** Nothing is loaded and nothing runs: the page is text, its style sheet and drawings. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

export function page(reports: readonly Report[], { version }: About): Html {
  const projects = projectsOf(reports)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${titleOf(reports)} &ndash; memlint</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the plan and the findings</a>
${patterns()}
<header>
<p class="tool">memlint ${version}</p>
${headline(reports)}
</header>
${contents(projects)}
<main id="main">
${projects.map(project => projectSection(project, projects.length === 1))}
</main>
<footer><p>memlint ${version} reads configuration, multiplies, adds and compares; it runs none of the code. <a href="${HOMEPAGE}" rel="noreferrer">What it is</a></p></footer>
</body>
</html>
`
}

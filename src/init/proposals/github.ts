import type { Document } from '../../model/document.ts'
import { REPOSITORY } from '../../model/links.ts'
import type { Proposal } from '../../model/proposal.ts'
import { mentionsMemlint, type Surroundings } from '../surroundings.ts'

const PATH = '.github/workflows/memlint.yml'

/** A workflow of its own: it is short, and no other workflow has to be understood for it. */
export function github(around: Surroundings): readonly Proposal[] {
  const { sources, workflows } = around
  const known = sources.matching(/^\.github\//)
  if (known.length === 0 || sources.has(PATH)) return []
  if (workflows.some(workflow => mentionsMemlint(workflow.text))) return []
  return [
    {
      part: 'workflow',
      title: `check pull requests, in ${PATH}`,
      because: ['.github is there'],
      files: [{ path: PATH, text: workflow(around) }],
      byHand: [],
    },
  ]
}

function workflow({ workflows, branch, version }: Surroundings): string {
  return `name: memlint

on:
  pull_request:
  push:
    branches: [${branch}]

permissions:
  contents: read

jobs:
  memlint:
    runs-on: ubuntu-latest
    steps:
      - uses: ${checkoutOf(workflows)}
      - uses: ${REPOSITORY}@v${version}
`
}

/** As the other workflows check out: who pins actions to commits wants this one pinned, too. */
function checkoutOf(workflows: readonly Document[]): string {
  for (const { text } of workflows) {
    const written = /^[ \t-]*uses:[ \t]*(actions\/checkout@[\w.-]+(?:[ \t]+#[^\r\n]*)?)/m.exec(text)?.[1]
    if (written) return written.trimEnd()
  }
  return 'actions/checkout@v6'
}

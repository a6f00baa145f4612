import { formatGiB, GiB } from '../../src/model/bytes.ts'
import { isGuess } from '../../src/model/footprint.ts'
import { defineRule } from '../../src/model/rule.ts'
import vscode from './ecosystem.ts'
import { leastNeed } from './view/container-need.ts'

export default defineRule({
  id: 'vscode/devcontainer-memory',
  ecosystem: vscode,
  summary: 'a dev container has less memory than what runs in it takes',
  why: `Two settings speak of a dev container's memory, and they are easily confused. \`hostRequirements.memory\` is a
**minimum**: a cloud service picks a machine by it, anywhere else a warning is shown, and it limits nothing. \`--memory\`
in \`runArgs\` is a **limit**: what goes beyond it is swapped or killed by the kernel, a language server or a compiler in the
middle of its work. (With docker compose \`runArgs\` are not read.) \`8gb\` and \`8g\` are 8 GiB to both.

memlint adds the language server of the folder and the largest run in it: with the number of processes that is written
down, or with one for each of \`hostRequirements.cpus\`, or else with one; and with one where what it takes is a guess.
What the system and VS Code's own server take comes on top. Saying nothing of memory is no hazard. A folder with several
containers is left alone: which of them starts what is not known.`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['manual'],
  dependsOnHost: false,
  references: [
    'https://github.com/devcontainers/spec/blob/main/docs/specs/devcontainerjson-reference.md#minimum-host-requirements',
    'https://docs.docker.com/engine/containers/resource_constraints/',
  ],
  *check(view, { plan }) {
    const [container, ...others] = view.containers
    if (!container || others.length > 0) return
    const need = leastNeed(plan, view.folder, container.cpus)
    if (!need) return
    const { limit, required } = container
    const least = Math.ceil(need.bytes / GiB)
    const runs = `what runs in it takes ${isGuess(need.footprint) ? 'about' : 'at least'} ${formatGiB(need.bytes)}`
    const { because, footprint } = need
    if (limit && need.bytes > limit.bytes) {
      yield {
        at: limit.at,
        message: `${limit.written} lets the container take ${formatGiB(limit.bytes, 'down')}, and ${runs}`,
        because,
        footprint,
        fix: {
          title: `raise the limit to ${least}g or more, or let less run in it`,
          safety: 'manual',
          why: 'memlint only lowers, and what else the machine has to hold is not known',
        },
      }
    }
    if (required && need.bytes > required.bytes) {
      yield {
        at: required.at,
        message: `the container asks for a machine of ${formatGiB(required.bytes, 'down')}, and ${runs}`,
        because,
        footprint,
        fix: {
          title: `ask for ${least}gb or more, or let less run in it`,
          safety: 'manual',
          why: 'memlint only lowers, and a larger machine may cost more',
        },
      }
    }
  },
})

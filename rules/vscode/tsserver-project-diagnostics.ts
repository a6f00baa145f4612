import { defineRule } from '../../src/model/rule.ts'
import vscode from './ecosystem.ts'
import { projectDiagnostics } from './view/tsserver.ts'

/** From so many packages on, the whole is much more than what somebody has open. */
const SEVERAL = 4

export default defineRule({
  id: 'vscode/tsserver-project-diagnostics',
  ecosystem: vscode,
  summary: 'the TypeScript server checks whole projects of a large repository for errors',
  why: `\`enableProjectDiagnostics\` makes the server report errors for every file of each project of which a file is open
(vscode#90483), and not only for open files. In a repository of several packages that adds up: Maintainerr#3376 counted 8
servers with 5.3 GB, named it as one of two causes and turned it off. It is an experiment that VS Code's developers will
not finish (vscode#168410; vscode#13953 is to replace it). \`tsc --noEmit\` in a task finds the same errors and gives the
memory back. A repository of few packages is left alone.`,
  severity: 'info',
  confidence: 'medium',
  fixes: ['manual'],
  dependsOnHost: false,
  references: [
    'https://github.com/Maintainerr/Maintainerr/issues/3376',
    'https://github.com/microsoft/vscode/issues/90483',
    'https://github.com/microsoft/vscode/issues/168410',
    'https://github.com/microsoft/vscode/issues/13953',
  ],
  *check(view) {
    const entry = projectDiagnostics(view)
    if (!entry || view.packages < SEVERAL) return
    yield {
      at: entry.setting,
      message: `the TypeScript server checks every file of a project as soon as one is open, in a repository of ${view.packages} packages`,
      because: [`${view.packages} package.json files are below this folder`],
      fix: {
        title: 'set it to false, and run tsc --noEmit for the errors of all packages',
        safety: 'manual',
        why: 'whether errors of files that are not open are worth the memory is for you to say',
      },
    }
  },
})

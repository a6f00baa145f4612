import { defineRule } from '../../src/model/rule.ts'
import vscode from './ecosystem.ts'
import { projectDiagnostics } from './view/tsserver.ts'

/** From so many packages on, the whole is much more than what somebody has open. */
const SEVERAL = 4

export default defineRule({
  id: 'vscode/tsserver-project-diagnostics',
  ecosystem: vscode,
  summary: 'The TypeScript server loads every project of a large repository to look for errors',
  why: `\`enableProjectDiagnostics\` makes the server check every file of every project and keep them all; without it, it
keeps what open files need. In a repository of several packages that decides whether the server reaches its limit:
Maintainerr#3376 counted 8 servers with 5.3 GB, and turned it off. \`tsc --noEmit\` in a task finds the same errors and
gives the memory back. A repository of one package is left alone.`,
  severity: 'info',
  confidence: 'medium',
  fixes: ['manual'],
  dependsOnHost: false,
  references: [
    'https://github.com/Maintainerr/Maintainerr/issues/3376',
    'https://github.com/microsoft/vscode/issues/13953',
  ],
  *check(view) {
    const entry = projectDiagnostics(view)
    if (!entry || view.packages < SEVERAL) return
    yield {
      at: entry.setting,
      message: `the TypeScript server checks and keeps every file of ${view.packages} packages, open or not.`,
      because: [`${view.packages} package.json files are below this folder`],
      fix: {
        title: 'set it to false, and run tsc --noEmit for the errors of all packages',
        safety: 'manual',
        why: 'whether errors of files that are not open are worth the memory is for you to say',
      },
    }
  },
})

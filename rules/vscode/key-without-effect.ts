import { defineRule } from '../../src/model/rule.ts'
import vscode from './ecosystem.ts'
import { TABLE_VERSION } from './view/rust-analyzer-keys.ts'
import { fixFor } from './view/vain-fix.ts'
import { type VainSetting, vainSettings } from './view/vain-settings.ts'

export default defineRule({
  id: 'vscode/key-without-effect',
  ecosystem: vscode,
  summary: 'a language-server setting is not read by the server it is meant for',
  why: `A limit that nobody reads is worse than none, since it is believed. rust-analyzer's \`lru.capacity\` and
\`lru.query.capacities\` have done nothing since March 2025 (the setters' bodies are commented out; rust-analyzer#21302),
\`cargo.buildScripts.enable: false\` does nothing while procedural macros are on, gopls' \`memoryMode\` is obsolete, and
VS Code ignores Pylance's \`nodeArguments\` and cpptools' \`maxMemory\` and \`maxCachedProcesses\` in a repository.`,
  severity: 'warning',
  confidence: 'high',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: false,
  references: [
    'https://github.com/rust-lang/rust-analyzer/issues/21302',
    'https://rust-analyzer.github.io/book/configuration.html',
    'https://go.dev/gopls/settings',
    'https://github.com/microsoft/pylance-release/blob/main/README.md',
    'https://github.com/microsoft/vscode-cpptools/blob/main/Extension/package.json',
  ],
  *check(view) {
    for (const vain of vainSettings(view)) {
      const { entry, believed } = vain
      const because = entry.name.startsWith('rust-analyzer.')
        ? [`judged by the settings of ${TABLE_VERSION}`]
        : []
      const severity = believed ? 'warning' : 'info'
      yield {
        at: entry.setting,
        message: `${entry.name} ${fault(vain)}`,
        because,
        severity,
        fix: fixFor(vain),
      }
    }
  },
})

function fault({ reason, entry }: VainSetting): string {
  switch (reason.is) {
    case 'dead':
      return 'has done nothing since March 2025: rust-analyzer accepts it and reads it nowhere'
    case 'never':
      return 'is no setting of any rust-analyzer: it limits nothing'
    case 'unknown':
      return `is no setting of rust-analyzer${reason.near ? `; did you mean ${reason.near}?` : ''}`
    case 'language':
      return `has no effect inside "${reason.block}": only settings of the editor can differ by language`
    case 'macros':
      return 'does nothing while procedural macros are on: they make build scripts run'
    case 'hints':
      return 'is no setting of rust-analyzer: editor.inlayHints.enabled is what shows hints'
    case 'obsolete':
      return 'is obsolete: gopls ignores it'
    case 'machine':
      return `is machine-scoped: VS Code ignores it in ${entry.setting.document.path}`
  }
}

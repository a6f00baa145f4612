import { setting } from '../../../src/model/setting.ts'
import { isTable } from '../../../src/model/value.ts'
import { type CommandFile, folderOf } from './places.ts'

export const packageScripts: CommandFile = {
  path: /(^|\/)package\.json$/,
  format: 'jsonc',
  scriptsIn(document) {
    const scripts = document.get(['scripts'])
    return Object.entries(isTable(scripts) ? scripts : {}).flatMap(([name, text]) => {
      if (typeof text !== 'string') return []
      const written = setting(text, document, ['scripts', name])
      const folder = folderOf(document.path)
      return [{ written, when: `npm run ${name}`, names: [name], folder, kind: 'package-script' }]
    })
  },
}

import { setting } from '../../../src/model/setting.ts'
import { isTable } from '../../../src/model/value.ts'
import { pieceOf } from '../commands/pieces.ts'
import { folderOf } from '../commands/places.ts'
import { type RepositoryVariable, type VariableFile, variablesOfTable } from './places.ts'

/** `environment` of the services of a compose file, as a table or as a list of `NAME=value`. */
export const composeEnvironment: VariableFile = {
  path: /(^|\/)(docker-)?compose(\.[\w.-]+)?\.ya?ml$/,
  format: 'yaml',
  variablesIn(document) {
    const services = document.get(['services'])
    return Object.keys(isTable(services) ? services : {}).flatMap(service => {
      const at = ['services', service, 'environment']
      const where = {
        when: `service ${service}`,
        folder: folderOf(document.path),
        kind: 'compose',
      } as const
      const list = document.get(at)
      if (!Array.isArray(list)) return variablesOfTable(document, at, where)
      return list.flatMap((line, index): RepositoryVariable[] => {
        const [, head = '', name = '', value = ''] = /^((\w+)=)(.+)$/s.exec(String(line)) ?? []
        if (name === '') return []
        const span = { start: head.length, end: head.length + value.length }
        const written = pieceOf(setting(String(line), document, [...at, index]), span)
        return [{ ...where, name, value, written }]
      })
    })
  },
}

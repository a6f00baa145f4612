import { joinedLines } from './joined-lines.ts'
import { type CommandFile, folderOf, nameOf, type PlacedScript } from './places.ts'

export const makefileRecipes: CommandFile = {
  path: /(^|\/)(GNUmakefile|[Mm]akefile|[^/]+\.mk)$/,
  format: 'lines',
  scriptsIn(document) {
    let target = ''
    return joinedLines(document).flatMap(({ text, lineAt }): PlacedScript[] => {
      const recipe = /^\t[@+-]*/.exec(text)
      if (!recipe) {
        target = /^([^\s:=#][^:=#]*):(?!=)/.exec(text)?.[1]?.trim() ?? target
        return []
      }
      // What make itself takes away stands as blanks, so that offsets stay.
      const script = text.replace(recipe[0], ' '.repeat(recipe[0].length))
      const when = `${target} of ${nameOf(document.path)}`
      return [
        {
          written: { ...lineAt(0), value: script },
          when,
          names: target.split(/\s+/),
          folder: folderOf(document.path),
          kind: 'makefile',
          lineAt,
        },
      ]
    })
  },
}

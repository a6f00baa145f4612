import { joinedLines } from './joined-lines.ts'
import { type CommandFile, folderOf, nameOf, type PlacedScript } from './places.ts'

export const dockerfileRuns: CommandFile = {
  path: /(^|\/)(Dockerfile|Containerfile)(\.[\w.-]+)?$|\.Dockerfile$/,
  format: 'lines',
  scriptsIn: document =>
    joinedLines(document).flatMap(({ text, lineAt }): PlacedScript[] => {
      // `RUN --mount=… make`, and nothing in the form of a JSON array, which no shell reads.
      const run = /^\s*RUN\s+(?:--\S+\s+(?:\\\n\s*)?)*(?!\[)/i.exec(text)
      if (!run) return []
      const script = text.slice(run[0].length)
      const value = run[0].replace(/[^\n]/g, ' ') + script
      const when = `the build of ${nameOf(document.path)}`
      return [
        {
          written: { ...lineAt(0), value },
          when,
          folder: folderOf(document.path),
          kind: 'dockerfile',
          lineAt,
        },
      ]
    }),
}

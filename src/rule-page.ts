import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The generated page of a rule, from the package that this file is part of. */
export function rulePage(id: string): string {
  const page = readFileSync(join(packageRoot(), 'docs', 'rules', `${id}.md`), 'utf8')
  // Its first lines say that it is generated, which a reader of the terminal need not know.
  return page.replace(/^<!--.*-->\s+/, '')
}

/** The nearest folder above with a package.json: the bundle lies deeper than the source. */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
}

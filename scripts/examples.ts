import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cli } from '../src/cli/cli.ts'

/**
 * A page with its examples made anew: what a command prints between `<!-- memlint ARGUMENTS -->` and `<!-- /memlint -->`,
 * and a file between `<!-- file PATH -->` and `<!-- /file -->`.
 */
export async function withExamples(page: string, root: string): Promise<string> {
  let result = page
  for (const [whole, what = '', about = ''] of page.matchAll(EXAMPLE)) {
    const lines = what === 'file' ? readFileSync(join(root, about), 'utf8') : await printed(about, root)
    const block = `<!-- ${what} ${about} -->\n\n\`\`\`console\n${lines.trimEnd()}\n\`\`\`\n\n<!-- /${what} -->`
    result = result.replace(whole, () => block)
  }
  return result
}

const EXAMPLE = /<!-- (memlint|file) ([^\n]+) -->\n[\s\S]*?<!-- \/\1 -->/g

/** The command and its output as in a terminal without colours. Throws where memlint could not do its job. */
async function printed(args: string, cwd: string): Promise<string> {
  let output = `$ npx memlint ${args}\n`
  const code = await cli(args.split(' '), {
    cwd,
    env: {},
    interactive: false,
    errColumns: undefined,
    out: text => {
      output += text
    },
    err: text => {
      output += text
    },
    readStdin: () => '',
    writeFile: path => {
      throw new Error(`an example writes ${path}`)
    },
    ask: async () => undefined,
  })
  if (code === 2) throw new Error(output)
  return output
}

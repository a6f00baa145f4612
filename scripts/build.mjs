// One bundle with lazy chunks: nothing but Node is needed at run time.
import { copyFileSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const require = createRequire(import.meta.url)
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  splitting: true,
  // jsonc-parser's `main` is UMD and breaks when bundled.
  mainFields: ['module', 'main'],
  // string-width costs more at start-up than the whole command line; help texts are ASCII.
  alias: { 'string-width': './scripts/string-width.mjs' },
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  define: { MEMLINT_VERSION: JSON.stringify(version) },
  // cosmiconfig's loader of TypeScript configurations, which memlint never uses.
  external: ['typescript'],
  logLevel: 'warning',
}

rmSync(join(root, 'dist'), { recursive: true, force: true })
await build({
  ...shared,
  entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts' },
  outdir: 'dist',
  minify: true,
})
await build({
  ...shared,
  entryPoints: readdirSync(join(root, 'scripts'))
    .filter(name => name.endsWith('.ts'))
    .map(name => `scripts/${name}`),
  outdir: 'dist/dev',
})
for (const folder of ['dist', 'dist/dev']) {
  copyFileSync(
    require.resolve('web-tree-sitter/web-tree-sitter.wasm'),
    join(root, folder, 'web-tree-sitter.wasm'),
  )
  copyFileSync(
    require.resolve('tree-sitter-python/tree-sitter-python.wasm'),
    join(root, folder, 'tree-sitter-python.wasm'),
  )
}

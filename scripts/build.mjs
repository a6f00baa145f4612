// One bundle with lazy chunks: nothing but Node is needed at run time.
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'
import { noticesOf } from './notices.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
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
  // Each costs more at start-up than the whole command line.
  alias: {
    'string-width': './scripts/string-width.mjs',
    assert: './scripts/assert.mjs',
    crypto: './scripts/unused.mjs',
    'fs/promises': './scripts/unused.mjs',
  },
  define: {
    MEMLINT_VERSION: JSON.stringify(version),
    // Asked for by yargs as soon as it is loaded, and loads all of Node's streams; help is 80 columns wide.
    'process.stdout.columns': '80',
  },
  // cosmiconfig's loader of TypeScript configurations, which memlint never uses.
  external: ['typescript'],
  logLevel: 'warning',
  metafile: true,
  plugins: [
    // ts-morph brings all of TypeScript, and memlint looks at syntax only: a third of what it brings is for types.
    without(/ts-morph-common\.js$/, /^const libFiles = \[\{[\s\S]*?^\s*\}\];$/m, 'const libFiles = [];'),
    without(
      /typescript\.js$/,
      /^function createTypeChecker\(host\) \{[\s\S]*?^\}$/m,
      'function createTypeChecker() {}',
    ),
  ],
}

const banner = {
  js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
const NOT_ASCII = /[^\u0000-\u007f]/

/** What other programs import, by the name of its file. */
const LIBRARY = { index: 'src/index.ts', testing: 'src/testing/fixture.ts' }

rmSync(join(root, 'dist'), { recursive: true, force: true })
mkdirSync(join(root, 'dist/dev'), { recursive: true })
const shipped = await buildShipped()
await build({
  ...shared,
  banner,
  entryPoints: readdirSync(join(root, 'scripts'))
    .filter(name => name.endsWith('.ts'))
    .map(name => `scripts/${name}`),
  outdir: 'dist/dev',
})
for (const name of ['memlint-run.sh', 'memlint-run.ps1'])
  copyFileSync(join(root, 'src/init/runner', name), join(root, 'dist', name))
const wasm = [
  'node_modules/web-tree-sitter/web-tree-sitter.wasm',
  'node_modules/tree-sitter-python/tree-sitter-python.wasm',
  'node_modules/tree-sitter-bash/tree-sitter-bash.wasm',
]
for (const folder of ['dist', 'dist/dev'])
  for (const file of wasm) copyFileSync(join(root, file), join(root, folder, basename(file)))
writeFileSync(
  join(root, 'dist/licenses.txt'),
  noticesOf(root, [...Object.keys(shipped.metafile.inputs), ...wasm]),
)
const empty = mkdtempSync(join(tmpdir(), 'memlint-build-'))
memlint('every-run.cjs', empty)
rmSync(empty, { recursive: true })
// Each needs readers that those before it do not; what everybody needs has its cache from the first.
for (const folder of [
  'incidents/rust',
  'incidents/python',
  'rules/vitest/workers-exceed-memory/written/before',
])
  memlint('code-cache.cjs', join(root, 'fixtures', folder))

/** Leaves a part of a file out of what is built, and fails where there is no such part any more. */
function without(file, part, instead) {
  return {
    name: `without ${part.source}`,
    setup({ onLoad }) {
      onLoad({ filter: file }, ({ path }) => {
        const text = readFileSync(path, 'utf8')
        const contents = text.replace(part, instead)
        if (contents === text) throw new Error(`${path} has no ${part.source} by now`)
        return { contents, loader: 'js' }
      })
    },
  }
}

/** One run of what was built, watched by a script. */
function memlint(script, folder) {
  execFileSync(process.execPath, [join(root, 'scripts', script), folder, '--exit-zero'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/**
 * The command line starts often and does little, so it is made of CommonJS: V8 caches its code, and Node
 * loads less of itself. esbuild splits only ES modules: each chunk is turned afterwards. The library is made of the
 * same chunks.
 */
async function buildShipped() {
  const built = await build({
    ...shared,
    entryPoints: { main: 'src/cli/main.ts', ...LIBRARY },
    // Its ES module makes a `require` of its own, which hides the one that dynamic imports become here.
    alias: { ...shared.alias, 'web-tree-sitter': './node_modules/web-tree-sitter/web-tree-sitter.cjs' },
    outdir: join(root, 'dist'),
    outExtension: { '.js': '.cjs' },
    minify: true,
    write: false,
  })
  for (const { path, text } of built.outputFiles) {
    // Chunks are required; what has its name at run time only, which is a plugin, is imported by the loader.
    const required = text
      .replace(/\bimport\(("[^"]+")\)/g, 'Promise.resolve().then(()=>require($1))')
      .replace(/\bimport\(/g, 'require.import(')
    const { code } = await transform(required, {
      format: 'cjs',
      platform: 'node',
      target: shared.target,
      minify: true,
      define: { 'import.meta.url': '__url' },
    })
    if (NOT_ASCII.test(code)) throw new Error(`${path} is not ASCII, as load-chunks.cjs reads it`)
    const url = 'const __url = require("node:url").pathToFileURL(__filename).href;'
    writeFileSync(path, code.includes('__url') ? url + code : code)
  }
  for (const name of ['cli.cjs', 'load-chunks.cjs'])
    copyFileSync(join(root, 'src/cli/start', name), join(root, 'dist', name))
  for (const name of Object.keys(LIBRARY)) {
    const { exports } = built.metafile.outputs[`dist/${name}.cjs`]
    writeFileSync(join(root, 'dist', `${name}.js`), moduleOf(name, exports))
  }
  chmodSync(join(root, 'dist/cli.cjs'), 0o755)
  return built
}

/** What is imported: an ES module that hands on what a chunk exports. */
function moduleOf(name, exports) {
  return `import { createRequire } from 'node:module'
const { load } = createRequire(import.meta.url)('./load-chunks.cjs')
export const { ${exports.join(', ')} } = load('${name}.cjs')
`
}

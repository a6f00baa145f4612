// The package as users get it: packed, installed into an empty folder, and used on every version of Node that it is for,
// as the pages docs/api.md and docs/plugins.md say. Those versions come from npm.
//
//   node test/real/package.mjs
import assert from 'node:assert/strict'
import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const VERSIONS = ['20', '22', '24', '26']
const MOST_PACKED_BYTES = 4 * 1024 * 1024

const root = fileURLToPath(new URL('../..', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'memlint-package-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

const tarball = pack()
const nodes = timed('Node from npm', installNodes)
const user = timed('memlint from the tarball', () => install(tarball))
const scripts = ['api.md', 'plugins.md'].flatMap(checkPage)
await Promise.all([
  typeCheck(scripts, 'node16', 'node16'),
  typeCheck(scripts, 'esnext', 'bundler', ['--skipLibCheck']),
])
for (const version of VERSIONS) timed(`Node ${version}`, () => checkOn(version))

function pack() {
  // What the build has left is packed: everything that packing runs itself, the build included, would run it again.
  const name = npm(root, 'pack', '--silent', '--ignore-scripts', '--pack-destination', scratch).trim()
  const file = join(scratch, name)
  const { size } = statSync(file)
  const listed = execFileSync('tar', ['tzf', file], { encoding: 'utf8' }).trim().split('\n')
  console.log(`${name}: ${(size / 1024 / 1024).toFixed(2)} MiB, ${listed.length} files`)
  assert.ok(size < MOST_PACKED_BYTES, 'the tarball is too large')
  const unwanted = listed.filter(path => !/^package\/(dist|docs|types)\/|^package\/[^/]+$/.test(path))
  assert.deepEqual([...unwanted, ...listed.filter(path => path.includes('/dist/dev/'))], [])
  for (const path of ['types/index.d.ts', 'types/testing.d.ts', 'memlint.schema.json', 'dist/licenses.txt'])
    assert.ok(listed.includes(`package/${path}`), `${path} is not packed`)
  return file
}

/** The binaries that npm has of every version, as the packages that `npm install node@…` takes. */
function installNodes() {
  const folder = emptyProject('nodes')
  const platform = `node-${process.platform}-${process.arch}`
  const packages = VERSIONS.map(version => `node${version}@npm:${platform}@${version}`)
  npm(folder, 'install', '--ignore-scripts', ...packages)
  return new Map(VERSIONS.map(version => [version, join(folder, 'node_modules', `node${version}`, 'bin')]))
}

/** With and without scripts, which must not be needed and must not do anything. */
function install(file) {
  const cautious = emptyProject('cautious-user')
  npm(cautious, 'install', '--ignore-scripts', file)
  assert.match(shell(cautious, 'npx --no memlint --version').stdout, /^\d+\.\d+\.\d+\n$/)
  const folder = emptyProject('user')
  npm(folder, 'install', file)
  const installed = readdirSync(join(folder, 'node_modules')).filter(name => !name.startsWith('.'))
  assert.deepEqual(installed, ['memlint'], 'memlint brings along other packages')
  return folder
}

/** Writes what a page shows, and runs what it runs. Returns its scripts. */
function checkPage(page) {
  const folder = join(user, page.replace('.md', ''))
  const text = readFileSync(join(root, 'docs', page), 'utf8')
  const blocks = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)].map(([, language, code]) => ({
    language,
    code,
  }))
  for (const { code } of blocks) {
    const name = /^(?:#|\/\/) ([\w.-]+)\n/.exec(code)?.[1]
    if (name) write(join(folder, name), code)
  }
  const scripts = readdirSync(folder).filter(name => name.endsWith('.mjs'))
  assert.ok(scripts.length > 0, `${page} has no code`)
  let commands = 0
  for (const { code } of blocks.filter(({ language }) => language === 'console')) {
    const [command, ...output] = code.split('\n')
    const { stdout, stderr } = shell(folder, command.replace(/^\$ /, ''))
    assert.equal(stdout + stderr, output.join('\n'), `${page}: ${command}`)
    commands++
  }
  console.log(`${page}: ${scripts.length} scripts, ${commands} commands run`)
  return scripts.map(name => join(folder, name))
}

/** What TypeScript says of the scripts and of the package's types. Once is enough for what declarations say alone. */
async function typeCheck(files, module, moduleResolution, more = []) {
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess']
  const found = await promisify(execFile)(
    process.execPath,
    [
      ...[
        join(root, 'node_modules/typescript/bin/tsc'),
        '--noEmit',
        '--allowJs',
        '--checkJs',
        '--target',
        'es2023',
      ],
      ...['--typeRoots', join(root, 'node_modules/@types'), '--types', 'node'],
      ...[...strict, '--module', module, '--moduleResolution', moduleResolution, ...more, ...files],
    ],
    { cwd: user },
  ).catch(error => error)
  assert.equal(found.stdout, '', `the types under moduleResolution ${moduleResolution}`)
  console.log(`the types are right under moduleResolution ${moduleResolution}`)
}

/** Everything that a user does first. */
function checkOn(version) {
  const pathOf = nodes.get(version)
  assert.match(shell(user, 'node --version', pathOf).stdout, new RegExp(`^v${version}\\.`))
  assert.match(shell(user, 'npx --no memlint --version', pathOf).stdout, /^\d+\.\d+\.\d+\n$/)
  const found = shell(user, 'npx --no memlint check api', pathOf)
  assert.match(found.stdout, /\[pytest\/workers-exceed-memory\]/)
  const names = "import('memlint').then(({ check }) => console.log(typeof check))"
  assert.equal(shell(user, `node -e "${names}"`, pathOf).stdout, 'function\n')
  const required = "console.log(typeof require('memlint').fix, typeof require('memlint/testing').runRule)"
  assert.deepEqual(shell(user, `node -e "${required}"`, pathOf), {
    stdout: 'function function\n',
    stderr: '',
    status: 0,
  })
  const plugged = shell(join(user, 'plugins'), 'npx --no memlint rules --plugin ./remake-rules.mjs', pathOf)
  assert.match(plugged.stdout, /^remake\/unbounded-jobs /m)
  assert.equal(plugged.stderr, '')
  const tested = shell(join(user, 'plugins'), 'node --test remake-rules.test.mjs', pathOf)
  assert.equal(tested.status, 0, tested.stdout + tested.stderr)
}

function shell(cwd, command, pathOf) {
  const { NODE_OPTIONS, FORCE_COLOR, NO_COLOR, ...env } = process.env
  const path = pathOf ? `${pathOf}${delimiter}${env.PATH}` : env.PATH
  const { stdout, stderr, status } = spawnSync('sh', ['-c', command], {
    cwd,
    encoding: 'utf8',
    env: { ...env, PATH: path },
  })
  return { stdout, stderr, status }
}

function npm(cwd, ...args) {
  return execFileSync('npm', [...args, '--no-audit', '--no-fund'], {
    cwd,
    encoding: 'utf8',
    stdio: 'pipe',
  })
}

function emptyProject(name) {
  const folder = join(scratch, name)
  write(join(folder, 'package.json'), '{ "private": true }\n')
  return folder
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function timed(what, work) {
  const started = performance.now()
  const result = work()
  console.log(`${what}: ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return result
}

import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { rules } from '../../rules/index.ts'
import { declareHost } from '../../src/host/declare.ts'
import { PRESETS } from '../../src/host/presets.ts'
import { GiB } from '../../src/model/bytes.ts'
import type { HostKind } from '../../src/model/host.ts'
import { loadConfig } from '../../src/project/config/load.ts'
import { initReport } from '../../src/report/init.ts'
import { type InitRequest, prepareInit } from '../../src/session/init.ts'
import { readTree } from '../../src/testing/fixture.ts'

/**
 * One loop that holds every repository of fixtures/init to the same invariants. A case has `before/`, `expected.txt` (what
 * `memlint init` prints), `after/` (the files that it changed) and, where it is told something, `options.json`.
 * UPDATE=1 records `expected.txt` and `after/`.
 */
const FIXTURES = resolve(import.meta.dirname, '../../fixtures/init')
const UPDATE = Boolean(process.env.UPDATE)
const scratch = mkdtempSync(join(tmpdir(), 'memlint-init-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const cases = readdirSync(FIXTURES).sort()

describe.each(cases)('%s', name => {
  const folder = join(FIXTURES, name)

  it('proposes what the fixture says, and changes nothing else', async () => {
    const root = copyOf(name, 'once')
    const before = readTree(root)
    const { outcome, write } = await prepareInit(requestFor(name, root))
    expect(readTree(root)).toEqual(before)
    expect(await write()).toBeUndefined()
    const changed = new Map([...readTree(root)].filter(([path, text]) => before.get(path) !== text))
    const printed = initReport(outcome, { color: false })
    if (UPDATE) record(folder, printed, changed)
    expect(printed).toBe(readFileSync(join(folder, 'expected.txt'), 'utf8'))
    expect(changed).toEqual(readTree(join(folder, 'after')))
  })

  it('proposes nothing the second time', async () => {
    const root = copyOf(name, 'twice')
    await (await prepareInit(requestFor(name, root))).write()
    const { outcome } = await prepareInit(requestFor(name, root))
    expect(outcome.applied.map(({ title }) => title)).toEqual([])
    expect(outcome.changes).toEqual([])
  })

  it('makes the same of it with the other line endings', async () => {
    const root = copyOf(name, 'endings')
    const before = readTree(root)
    for (const [path, text] of before) writeFileSync(join(root, path), otherEndings(text))
    await (await prepareInit(requestFor(name, root))).write()
    const after = readTree(join(folder, 'after'))
    for (const [path, text] of readTree(root)) {
      const wanted = after.get(path) ?? before.get(path) ?? ''
      expect(text).toBe(before.has(path) ? otherEndings(wanted) : wanted)
    }
  })

  it('leaves files that other readers understand', async () => {
    for (const [path, text] of readTree(join(folder, 'after'))) {
      if (path.endsWith('.json')) expect(() => JSON.parse(text)).not.toThrow()
      if (/\.ya?ml$/.test(path)) expect(parseYaml(text)).toBeTypeOf('object')
      if (path.startsWith('.github/workflows/')) expectWorkflow(parseYaml(text))
    }
  })

  it('leaves a configuration that memlint reads', async () => {
    const root = copyOf(name, 'configured')
    await (await prepareInit(requestFor(name, root))).write()
    const known = { rules: rules.map(rule => rule.id), presets: PRESETS.map(host => host.name) }
    const { config, file } = await loadConfig({ start: root, known })
    const declares = readFileSync(join(folder, 'expected.txt'), 'utf8').includes(
      'configuration  declare the host',
    )
    if (declares && existsSync(join(folder, 'after'))) expect(config.hosts.length).toBeGreaterThan(0)
    else expect(file === undefined || readTree(join(folder, 'before')).size > 0).toBe(true)
  })
})

/** What docs.github.com asks of a workflow. */
function expectWorkflow(workflow: unknown): void {
  expect(workflow).toMatchObject({
    name: expect.any(String),
    on: { pull_request: null, push: { branches: [expect.any(String)] } },
    permissions: { contents: 'read' },
    jobs: {
      memlint: {
        'runs-on': 'ubuntu-latest',
        steps: [
          { uses: expect.stringMatching(/^actions\/checkout@\S+$/) },
          { uses: expect.stringMatching(/^[\w-]+\/[\w-]+@v\d/) },
        ],
      },
    },
  })
}

interface Options {
  readonly host?: readonly string[]
  readonly runner?: boolean
  /** What this machine is; a workstation where nothing is said. */
  readonly kind?: HostKind
}

function requestFor(name: string, root: string): InitRequest {
  const file = join(FIXTURES, name, 'options.json')
  const { kind = 'workstation', ...request }: Options = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : {}
  const machine = declareHost({ name: 'this', memory: 15.4 * GiB, cpus: 8, kind, source: 'test' })
  return { cwd: root, machine, version: '0.1.0', ...request }
}

function copyOf(name: string, purpose: string): string {
  const copy = join(scratch, `${name}-${purpose}`)
  cpSync(join(FIXTURES, name, 'before'), copy, { recursive: true })
  return copy
}

function record(folder: string, printed: string, changed: ReadonlyMap<string, string>): void {
  writeFileSync(join(folder, 'expected.txt'), printed)
  rmSync(join(folder, 'after'), { recursive: true, force: true })
  for (const [path, text] of changed) {
    const file = join(folder, 'after', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}

function otherEndings(text: string): string {
  return text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text.replaceAll('\n', '\r\n')
}

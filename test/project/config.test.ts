import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { GiB, MiB } from '../../src/model/bytes.ts'
import { ConfigError } from '../../src/project/config/config-error.ts'
import { defaultConfig } from '../../src/project/config/defaults.ts'
import { explainConfig } from '../../src/project/config/explain.ts'
import { configJsonSchema } from '../../src/project/config/json-schema.ts'
import { type LoadedConfig, loadConfig } from '../../src/project/config/load.ts'
import { tree } from './helpers.ts'

const KNOWN = {
  rules: ['pytest/workers-exceed-memory', 'pytest/heavy-import', 'cargo/jobs-exceed-memory'],
  presets: ['github-ubuntu', 'github-windows'],
  workloads: ['pytest/workers', 'cargo/jobs'],
}

function load(start: string, file?: string): Promise<LoadedConfig> {
  return loadConfig({ start, known: KNOWN, ...(file && { file }) })
}

/** The messages about one memlint.config.json. */
async function complaints(text: string, name = 'memlint.config.json'): Promise<string[]> {
  const error = await load(tree({ '.git/HEAD': '', [name]: text })).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof ConfigError)) throw new Error(`no configuration error, but ${error}`)
  return error.message.split('\n')
}

function complaintsOf(config: unknown): Promise<string[]> {
  return complaints(JSON.stringify(config))
}

describe('where a configuration is found', () => {
  const share = (count: number) => JSON.stringify({ share: count })
  const PLACES: Record<string, string> = {
    'memlint.config.json': share(7),
    'memlint.config.yaml': 'share: 7',
    'memlint.config.yml': 'share: 7',
    '.memlintrc': 'share: 7',
    '.memlintrc.json': share(7),
    '.memlintrc.yaml': 'share: 7',
    '.memlintrc.yml': 'share: 7',
    'package.json': '{"name":"x","devDependencies":{"memlint":"^1"},"memlint":{"share":7}}',
    'pyproject.toml': '[project]\nname = "x"\n\n[tool.memlint]\nshare = 7\n',
    'Cargo.toml': '[workspace.metadata.memlint]\nshare = 7\n',
  }

  test.each(Object.entries(PLACES))('%s', async (name, text) => {
    const root = tree({ '.git/HEAD': '', [name]: text, 'a/b/c': '' })
    const loaded = await load(join(root, 'a/b'))
    expect(loaded.config.share).toBe(7)
    expect(loaded.file).toBe(join(root, name))
    expect(loaded.folder).toBe(root)
    expect((await load(root, join(root, name))).config.share).toBe(7)
  })

  test.each(Object.keys(PLACES))('%s with a byte order mark and CRLF', async name => {
    const text = `\uFEFF${(PLACES[name] ?? '').replaceAll('\n', '\r\n')}`
    expect((await load(tree({ '.git/HEAD': '', [name]: text }))).config.share).toBe(7)
  })

  test.each([
    ['pyproject.toml', '[tool]\nmemlint = { share = 7 }\n'],
    ['pyproject.toml', '[tool]\nmemlint.share = 7\n'],
    ['pyproject.toml', 'tool.memlint.share = 7\n'],
    ['pyproject.toml', '[ tool . "memlint" ]\nshare = 7\n'],
    ['Cargo.toml', '[package.metadata.memlint]\nshare = 7\n'],
    ['Cargo.toml', '[package]\nname = "x"\nmetadata.memlint = { share = 7 }\n'],
    ['Cargo.toml', '[workspace.metadata.memlint]\nshare = 7\n[package.metadata.memlint]\nshare = 8\n'],
  ])('%s: %j', async (name, text) => {
    expect((await load(tree({ '.git/HEAD': '', [name]: text }))).config.share).toBe(7)
  })

  test.each([
    ['package.json', '{"devDependencies":{"memlint":"^1"}}'],
    ['package.json', '{"memlint": null}'],
    ['package.json', '["memlint", {"memlint":1}]'],
    ['package.json', '{ not json, "memlint": "^1"'],
    ['pyproject.toml', '[project]\ndependencies = ["memlint"]\n'],
    ['Cargo.toml', '[package]\nname = "memlint"\n[package.metadata]\nx = 1\n'],
  ])('a %s that only speaks of memlint configures nothing: %j', async (name, text) => {
    const loaded = await load(tree({ '.git/HEAD': '', [name]: text }))
    expect(loaded.file).toBeUndefined()
    expect(loaded.config).toEqual(defaultConfig())
  })

  test('the nearest folder wins, and the top of the repository ends the search', async () => {
    const root = tree({
      '.memlintrc': 'share: 2',
      'repo/.git/HEAD': '',
      'repo/a/.memlintrc': 'share: 3',
      'repo/a/b/package.json': '{"name":"b"}',
      'repo/c/x': '',
    })
    expect((await load(join(root, 'repo/a/b'))).config.share).toBe(3)
    expect((await load(join(root, 'repo/c'))).file).toBeUndefined()
  })

  test('an empty file configures nothing and makes its folder a project', async () => {
    const root = tree({ '.git/HEAD': '', 'a/.memlintrc': '', 'a/b/x': '' })
    const loaded = await load(join(root, 'a/b'))
    expect(loaded.folder).toBe(join(root, 'a'))
    expect(loaded.config).toEqual({ ...defaultConfig(), reserve: expect.anything() })
  })

  test('two in one folder are an error that names both', async () => {
    const root = tree({ '.git/HEAD': '', 'memlint.config.json': '{}', 'pyproject.toml': '[tool.memlint]\n' })
    await expect(load(root)).rejects.toThrow(
      'pyproject.toml: is a second configuration beside memlint.config.json; keep one of them',
    )
  })

  test('a file that is named must be there, be data and hold a configuration', async () => {
    const root = tree({ 'x.js': 'module.exports = {}', 'x.toml': 'share = 3', 'package.json': '{}' })
    await expect(load(root, join(root, 'none.json'))).rejects.toThrow('none.json: does not exist')
    await expect(load(root, join(root, 'x.js'))).rejects.toThrow('executes nothing')
    await expect(load(root, join(root, 'package.json'))).rejects.toThrow('holds no configuration of memlint')
    expect((await load(root, join(root, 'x.toml'))).config.share).toBe(3)
  })
})

describe('nothing of a repository is executed', () => {
  const evil = (marker: string) =>
    `require('node:fs').writeFileSync(${JSON.stringify(marker)}, 'ran'); module.exports = {}`

  test.each([
    ['found by its name', {}],
    ['named in package.json', { searchPlaces: ['config.js', 'memlint.config.js'], mergeSearchPlaces: true }],
  ])('code that is %s, from inside the repository', async (_, cosmiconfig) => {
    const marker = join(tree(), 'ran')
    const names = ['config', 'memlint.config', '.memlintrc', '.config/config', '.config/memlintrc']
    const files = names.flatMap(name =>
      ['js', 'cjs', 'mjs', 'ts'].map(extension => [`${name}.${extension}`, evil(marker)]),
    )
    const root = tree({
      ...Object.fromEntries(files),
      '.git/HEAD': '',
      'package.json': JSON.stringify({
        main: './config.js',
        ...(Object.keys(cosmiconfig).length > 0 && { cosmiconfig }),
        memlint: { share: 4 },
      }),
    })
    const before = process.cwd()
    onTestFinished(() => process.chdir(before))
    process.chdir(root)
    const loaded = await load(root)
    expect(loaded.config.share).toBe(4)
    expect(loaded.notes).toContain('./memlint.config.js is not read: memlint executes no configuration')
    expect(process.cwd()).toBe(root)
    expect(existsSync(marker)).toBe(false)
  })

  test.each([
    ['memlint.config.json', '{"$import":"./evil.js"}'],
    ['.memlintrc', '$import: ./evil.js'],
    ['package.json', '{"memlint":{"$import":["./evil.js"]}}'],
    ['package.json', '{"$import":"./evil.js","memlint":{"share":1}}'],
    ['pyproject.toml', '[tool.memlint]\n"$import" = "./evil.js"'],
  ])('%s cannot import code: %s', async (name, text) => {
    const marker = join(tree(), 'ran')
    const root = tree({ '.git/HEAD': '', [name]: text, 'evil.js': evil(marker) })
    await expect(load(root)).rejects.toThrow('"$import" is not supported')
    expect(existsSync(marker)).toBe(false)
  })

  test('and nothing is written to read a configuration', async () => {
    const ours = () => readdirSync(tmpdir()).filter(name => /^memlint-\w{6}$/.test(name)).length
    const before = ours()
    await load(tree({ '.git/HEAD': '', '.memlintrc': 'share: 2' }))
    expect(ours()).toBe(before)
  })
})

describe('what it means', () => {
  test('every key, in bytes', async () => {
    const root = tree({
      '.git/HEAD': '',
      'memlint.config.yaml': `
hosts:
  ci: github-ubuntu
  desk: { memory: 31GiB, cpus: 16, physicalCpus: 8, swap: 8G, kind: workstation }
reserve: { ci: 10%, workstation: 4GiB }
share: 2
overlap: true
resident: 2.5GiB
footprints:
  pytest/workers: 3GiB
  cargo/jobs: { perProcess: 500MB, base: 1G, measured: "heaptrack, rustc 1.91" }
heavyConstructors:
  my_models.load: 500MiB
rules:
  pytest/heavy-import: off
ignore:
  - { rule: cargo/jobs-exceed-memory, file: tools/, reason: " one at a time " }
include: [services/]
exclude: ["*.bak"]
failOn: error
overrides:
  - files: [services/gpu/]
    rules: { pytest/heavy-import: info }
    footprints: { pytest/workers: 6GiB }
`.replace('heavy-import: off', 'heavy-import: "off"'),
    })
    const { config } = await load(root)
    expect(config).toEqual({
      hosts: [
        { name: 'ci', preset: 'github-ubuntu' },
        {
          name: 'desk',
          memory: 31 * GiB,
          cpus: 16,
          physicalCpus: 8,
          swap: 8 * GiB,
          kind: 'workstation',
          source: 'memlint.config.yaml',
        },
      ],
      reserve: { workstation: { bytes: 4 * GiB }, ci: { part: 0.1 } },
      share: 2,
      overlap: true,
      resident: 2.5 * GiB,
      footprints: {
        'pytest/workers': { perProcess: 3 * GiB },
        'cargo/jobs': { perProcess: 500e6, base: GiB, measured: 'heaptrack, rustc 1.91' },
      },
      heavyConstructors: { 'my_models.load': 500 * MiB },
      rules: { 'pytest/heavy-import': 'off' },
      ignore: [
        {
          rule: 'cargo/jobs-exceed-memory',
          file: 'tools/',
          reason: 'one at a time',
          where: 'memlint.config.yaml:17',
        },
      ],
      include: ['services/'],
      exclude: ['*.bak'],
      failOn: 'error',
      overrides: [
        {
          files: ['services/gpu/'],
          rules: { 'pytest/heavy-import': 'info' },
          footprints: { 'pytest/workers': { perProcess: 6 * GiB } },
        },
      ],
    })
  })

  test('hosts as a list of presets, one reserve for every kind', async () => {
    const root = tree({ '.git/HEAD': '', '.memlintrc': 'hosts: [github-ubuntu]\nreserve: 2GiB' })
    const { config } = await load(root)
    expect(config.hosts).toEqual([{ name: 'github-ubuntu', preset: 'github-ubuntu' }])
    const bytes = { bytes: 2 * GiB }
    expect(config.reserve).toEqual({ workstation: bytes, ci: bytes, container: bytes })
  })

  test('YAML writes "off" without quotes too', async () => {
    const root = tree({ '.git/HEAD': '', '.memlintrc': 'rules:\n  pytest/heavy-import: off' })
    expect((await load(root)).config.rules).toEqual({ 'pytest/heavy-import': 'off' })
  })

  test('tables answer for their own keys only', async () => {
    const { config } = await load(tree({ '.git/HEAD': '', '.memlintrc': 'share: 1' }))
    for (const table of [config.rules, config.footprints, config.heavyConstructors, config.reserve]) {
      expect(Object.getPrototypeOf(table)).toBeNull()
    }
  })

  test('every effective value says where it comes from', async () => {
    const root = tree({
      '.git/HEAD': '',
      'memlint.config.json': '{\n  "share": 2,\n  "rules": {\n    "pytest/heavy-import": "off"\n  }\n}\n',
    })
    const lines = explainConfig(await load(root))
    expect(lines).toContainEqual({ key: 'share', value: '2', from: 'memlint.config.json:2' })
    expect(lines).toContainEqual({
      key: 'rules["pytest/heavy-import"]',
      value: 'off',
      from: 'memlint.config.json:4',
    })
    expect(lines).toContainEqual({ key: 'failOn', value: 'warning', from: 'default' })
    expect(lines).toContainEqual({ key: 'hosts', value: 'this machine', from: 'default' })
    expect(explainConfig(await load(tree({ '.git/HEAD': '' }))).every(line => line.from === 'default')).toBe(
      true,
    )
  })
})

describe('what is wrong is said with its place', () => {
  test.each([
    [{ shar: 2 }, 'shar is not a known key; did you mean "share"?'],
    [{ zzzzzzzz: 2 }, 'zzzzzzzz is not a known key (known: $schema, hosts, reserve, share'],
    [{ share: 0 }, 'share must be at least 1'],
    [{ share: 1.5 }, 'share must be a whole number'],
    [{ share: '2' }, 'share must be a whole number'],
    [{ overlap: 'yes' }, 'overlap must be true or false'],
    [{ resident: 3 }, 'resident must be an amount with a unit, such as "3GiB"'],
    [{ resident: '3 GB RAM' }, 'resident must be an amount with a unit'],
    [{ resident: '3' }, 'resident must be an amount with a unit'],
    [{ reserve: '100%' }, 'reserve must be an amount such as "4GiB" or a percentage below 100'],
    [{ reserve: { laptop: '1GiB' } }, 'reserve.laptop is not a known key'],
    [{ reserve: { ci: '-1GiB' } }, 'reserve.ci must be an amount such as "4GiB" or a percentage'],
    [{ reserve: 4 }, 'reserve must be an amount such as "4GiB" or a percentage such as "25%", or a table'],
    [{ hosts: 'github-ubuntu' }, 'hosts must be a table or a list of presets'],
    [
      { hosts: ['github-ubunut'] },
      'hosts[0] names the unknown preset "github-ubunut"; did you mean "github-ubuntu"?',
    ],
    [
      { hosts: { ci: 'github-ubunut' } },
      'hosts.ci names the unknown preset "github-ubunut"; did you mean "github-ubuntu"?',
    ],
    [{ hosts: { a: { memory: '1GiB', cpu: 1 } } }, 'hosts.a.cpu is not a known key; did you mean "cpus"?'],
    [{ hosts: { a: { memory: '1GiB' } } }, 'hosts.a.cpus is missing'],
    [{ hosts: { a: { memory: 16, cpus: 1 } } }, 'hosts.a.memory must be an amount with a unit'],
    [{ hosts: { a: { memory: '0GiB', cpus: 1 } } }, 'hosts.a.memory must be more than nothing'],
    [
      { hosts: { a: { memory: '1GiB', cpus: 1, physicalCpus: 2 } } },
      'hosts.a.physicalCpus must not be more than cpus',
    ],
    [
      { hosts: { a: { memory: '1GiB', cpus: 1, kind: 'laptop' } } },
      'hosts.a.kind must be one of "workstation", "ci", "container"',
    ],
    [{ hosts: { a: 3 } }, 'hosts.a must be a string, or a table'],
    [
      { footprints: { 'pytest/worker': '1GiB' } },
      'footprints["pytest/worker"] is not a known kind of workload; did you mean "pytest/workers"?',
    ],
    [{ footprints: { 'pytest/workers': '0GiB' } }, 'footprints["pytest/workers"] must be more than nothing'],
    [
      { footprints: { 'pytest/workers': { base: '1GiB' } } },
      'footprints["pytest/workers"].perProcess is missing',
    ],
    [{ footprints: ['1GiB'] }, 'footprints must be a table'],
    [{ heavyConstructors: { 'a.b': 5 } }, 'heavyConstructors["a.b"] must be an amount with a unit'],
    [
      { rules: { 'pytest/heavy-imports': 'off' } },
      'rules["pytest/heavy-imports"] is not a known rule; did you mean "pytest/heavy-import"?',
    ],
    [
      { rules: { 'pytest/heavy-import': 'warn' } },
      'rules["pytest/heavy-import"] must be one of "off", "info", "warning", "error"',
    ],
    [{ rules: ['pytest/heavy-import'] }, 'rules must be a table'],
    [{ ignore: [{ rule: 'pytest/heavy-import' }] }, 'ignore[0].reason is missing'],
    [{ ignore: [{ rule: 'pytest/heavy-import', reason: '  ' }] }, 'ignore[0].reason must say why'],
    [{ ignore: [{ rule: 'x', reason: 'y' }] }, 'ignore[0].rule names the unknown rule "x"'],
    [
      { ignore: [{ rule: 'pytest/heavy-import', reason: 'y', file: '' }] },
      'ignore[0].file must not be empty',
    ],
    [{ ignore: 'x' }, 'ignore must be a list of tables with rule and reason'],
    [{ include: 'x' }, 'include must be a list of globs'],
    [{ exclude: ['**/a/**/b/**/c/**'] }, 'exclude "**/a/**/b/**/c/**" has ** more than 3 times'],
    [{ failOn: 'off' }, 'failOn must be one of "info", "warning", "error"'],
    [{ overrides: [{ rules: {} }] }, 'overrides[0].files is missing'],
    [{ overrides: [{ files: [] }] }, 'overrides[0].files must name a folder or a file'],
    [{ overrides: [{ files: ['a'], rules: { x: 'off' } }] }, 'overrides[0].rules.x is not a known rule'],
    [{ overrides: [{ files: ['a'], share: 2 }] }, 'overrides[0].share is not a known key'],
    [[], 'the configuration must be a table'],
    ['text', 'the configuration must be a table'],
  ])('%j', async (config, message) => {
    const lines = await complaintsOf(config)
    expect(lines.join('\n')).toContain(message)
  })

  test('several problems at once, each with line and column', async () => {
    expect(await complaints('{\n  "share": 0,\n  "hosts": {\n    "a": { "memroy": "1GiB" }\n  }\n}')).toEqual(
      [
        'memlint.config.json:2:3: share must be at least 1',
        'memlint.config.json:4:5: hosts.a.memory is missing',
        'memlint.config.json:4:5: hosts.a.cpus is missing',
        'memlint.config.json:4:12: hosts.a.memroy is not a known key; did you mean "memory"?',
      ],
    )
  })

  test.each([
    ['package.json', '{\n  "memlint": {\n    "shar": 2\n  }\n}', 'package.json:3:5: shar is'],
    ['pyproject.toml', '[project]\nname = "x"\n[tool.memlint]\nshar = 2\n', 'pyproject.toml:4:1: shar is'],
    ['Cargo.toml', '[package.metadata.memlint]\nshare = 1\nshar = 2\n', 'Cargo.toml:3:1: shar is'],
    ['.memlintrc', '# x\nshare: 1\nhosts:\n  a:\n    memroy: 1GiB\n', '.memlintrc:5:5: hosts.a.memroy is'],
    ['memlint.config.yml', 'rules: {x: off}', 'memlint.config.yml:1:1: rules.x is not a known rule'],
  ])('in %s', async (name, text, message) => {
    expect((await complaints(text, name)).join('\n')).toContain(message)
  })

  test.each([
    ['memlint.config.json', '{\n  "share": 2,\n  oops\n}', /^memlint\.config\.json:3:3: /],
    ['memlint.config.json', '{"share": 2} why', /^memlint\.config\.json:1:14: /],
    ['.memlintrc', 'share: 2\n  bad: [', /^\.memlintrc:2:\d+: /],
    ['pyproject.toml', '[tool.memlint]\nshare = \n', /^pyproject\.toml:\d+:\d+: /],
    ['memlint.config.json', '\uFEFF{"share": "\uD800"', /^memlint\.config\.json: |^memlint\.config\.json:1:/],
  ])('%s that does not parse: %j', async (name, text, message) => {
    const lines = await complaints(text, name)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(message)
  })

  test('bytes that are no text', async () => {
    const root = tree({ '.git/HEAD': '' })
    writeFileSync(join(root, '.memlintrc'), Buffer.from([0x61, 0x0a, 0x62, 0xff]))
    await expect(load(root)).rejects.toThrow('.memlintrc:2:2: a byte that is not valid UTF-8')
  })
})

test('the JSON schema for editors names the rules and refuses unknown keys', () => {
  const schema = configJsonSchema(KNOWN.rules)
  expect(schema.additionalProperties).toBe(false)
  expect(Object.keys(schema.properties ?? {})).toEqual(
    [
      '$schema',
      'hosts',
      'reserve',
      'share',
      'overlap',
      'resident',
      'footprints',
      'heavyConstructors',
      'rules',
    ].concat(['ignore', 'include', 'exclude', 'failOn', 'overrides']),
  )
  expect(schema.properties).toMatchObject({
    rules: {
      type: 'object',
      propertyNames: { enum: KNOWN.rules },
      additionalProperties: { enum: ['off', 'info', 'warning', 'error'] },
    },
    ignore: { items: { required: ['rule', 'reason'], properties: { rule: { enum: KNOWN.rules } } } },
    overrides: { items: { properties: { rules: { propertyNames: { enum: KNOWN.rules } } } } },
    share: { type: 'integer', minimum: 1 },
    resident: { type: 'string', pattern: expect.stringContaining('kmgt') },
  })
})

describe('hostile configurations', () => {
  test.each(['__proto__', 'constructor', 'prototype'])('%s is refused as a key, wherever', async key => {
    for (const text of [
      `{"${key}":{"polluted":1}}`,
      `{"rules":{"${key}":"off"}}`,
      `{"hosts":{"a":{"${key}":{}}}}`,
    ]) {
      expect((await complaints(text)).join('\n')).toContain(`${key} cannot be used as a key`)
    }
    const yaml = await complaints(`rules:\n  ${key}: off\n`, '.memlintrc')
    expect(yaml.join('\n')).toContain(`${key} cannot be used as a key`)
    const toml = await complaints(`[tool.memlint.${key}]\npolluted = 1\n`, 'pyproject.toml')
    expect(toml.join('\n')).toContain(`${key} cannot be used as a key`)
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  test('a YAML file of a few lines that stands for billions of values', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, index) => `l${index + 1}: &l${index + 1} [${`*l${index},`.repeat(9)}]`,
    )
    const bomb = ['l0: &l0 [x,x,x]', ...levels].join('\n')
    expect(await complaints(bomb, '.memlintrc')).toEqual([
      '.memlintrc: the configuration holds more than 20000 values',
    ])
  })

  test('a YAML list that contains itself', async () => {
    expect((await complaints('a: &a [*a]', '.memlintrc')).join()).toMatch(/nested|anchor|alias/)
  })

  test.each([
    ['memlint.config.json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['.memlintrc', `a: ${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['pyproject.toml', `[tool.memlint]\na = ${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ])('%s nested a hundred thousand deep', async (name, text) => {
    expect((await complaints(text, name)).join()).toMatch(/nest/)
  })

  test('YAML values that are not plain data', async () => {
    expect((await complaints('share: 2020-01-01', '.memlintrc')).join()).toContain(
      'share must be text, a number',
    )
    expect((await complaints('share: !!js/function "x"', '.memlintrc')).join()).toContain('.memlintrc:1')
  })

  test('more than a megabyte', async () => {
    expect(await complaints(' '.repeat(1024 * 1024 + 1))).toEqual([
      'memlint.config.json: is larger than 1 MiB',
    ])
  })
})

describe('the examples of the schema', () => {
  const rules = ['pytest/heavy-import', 'cargo/full-debug-info', 'pytest/heavy-fixture-per-test']
  const { properties = {} } = configJsonSchema(rules)
  const examples = Object.entries(properties).flatMap(([key, schema]) =>
    typeof schema === 'object' ? ((schema.examples ?? []) as unknown[]).map(value => ({ key, value })) : [],
  )

  test('are there for every key', () => {
    expect(new Set(examples.map(({ key }) => key))).toEqual(new Set(Object.keys(properties)))
  })

  test.each(examples)('$key can be $value', async ({ key, value }) => {
    const start = tree({ '.git/HEAD': '', 'memlint.config.json': JSON.stringify({ [key]: value }) })
    const known = { rules, presets: ['github-ubuntu', 'laptop-16g'] }
    expect((await loadConfig({ start, known })).written).toEqual(new Set([key]))
  })
})

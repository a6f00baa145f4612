// The html report in Chromium: opened without and with JavaScript, in light and dark, wide and narrow. Nothing may be
// loaded, said on the console or stick out; axe must find nothing, and the keyboard must do. Leaves screenshots.
//
//   node test/real/html-report.mjs [page.html …]
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { openBrowser, SCRATCH } from './browser.mjs'
import { memlint } from './memlint.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const SCREENSHOTS = join(SCRATCH, 'screenshots')
const SCHEMES = ['light', 'dark']
const WIDTHS = [1280, 360]

/** WCAG 2.2 AA: of text, and of what a drawing is understood by. */
const TEXT_CONTRAST = 4.5
const DRAWING_CONTRAST = 3

/** Colours of the style sheet that stand on each other. axe looks at neither drawings nor the lines around code. */
const PAIRS = [
  ...['ink', 'soft', 'link', 'good', 'over', 'warning', 'info'].map(name => [name, 'paper', TEXT_CONTRAST]),
  ...['ink', 'soft'].map(name => [name, 'wash', TEXT_CONTRAST]),
  ['ink', 'mark', TEXT_CONTRAST],
  ['ink', 'over-wash', TEXT_CONTRAST],
  ['insert', 'insert-wash', TEXT_CONTRAST],
  ['delete', 'delete-wash', TEXT_CONTRAST],
  ...['editor', 'test', 'build', 'once', 'over'].map(name => [name, 'room', DRAWING_CONTRAST]),
  ...['editor', 'test', 'build', 'once', 'over'].map(name => [name, 'paper', DRAWING_CONTRAST]),
]

const LARGE_TEXT = 'html { font-size: 200% }'

/** What is not on the screen is not laid out otherwise. */
const ALL_LAID_OUT = '.finding { content-visibility: visible !important }'

const TABS_AT_MOST = 60

const scratch = mkdtempSync(join(tmpdir(), 'memlint-html-report-'))
const failures = []
let checks = 0
mkdirSync(SCREENSHOTS, { recursive: true })
try {
  const given = process.argv.slice(2)
  const pages = given.length > 0 ? given : reports()
  const { chromium, axe } = await openBrowser()
  for (const page of pages) {
    await withoutJavaScript(page, chromium)
    await accessibility(page, chromium, axe)
  }
  await withJavaScript(pages[0], chromium)
  await hostile(chromium)
  await chromium.close()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
for (const failure of failures) console.error(`not ok: ${failure}`)
console.log(`${checks - failures.length} of ${checks} checks passed; screenshots in ${SCREENSHOTS}`)
process.exitCode = failures.length > 0 ? 1 : 0

/** Both incidents on their own machines, then on the same three. */
function reports() {
  const hosts = ['laptop-16g', 'laptop-32g', 'github-ubuntu'].flatMap(host => ['--host', host])
  return [
    ['incidents', []],
    ['incidents-three-hosts', hosts],
  ].map(([name, args]) => {
    const file = join(scratch, `${name}.html`)
    memlint(ROOT, [
      'check',
      'fixtures/incidents',
      '--exit-zero',
      '--format',
      'html',
      '--output-file',
      file,
      ...args,
    ])
    return file
  })
}

/** As a reader of a CI artifact sees it who lets no script run. */
async function withoutJavaScript(file, chromium) {
  const context = await chromium.newContext({ javaScriptEnabled: false })
  for (const [scheme, width] of variants()) {
    const page = await opened(context, file, scheme, width)
    const path = join(SCREENSHOTS, `${basename(file, '.html')}-${scheme}-${width}.png`)
    await page.screenshot({ path })
    check(statSync(path).size > 20_000, `${path} shows something`)
    await page.close()
  }
  await context.close()
}

/** What is the same on every page: the colours, and the way of the keyboard. */
async function withJavaScript(file, chromium) {
  const context = await chromium.newContext()
  for (const scheme of SCHEMES) {
    const page = await opened(context, file, scheme, WIDTHS[0])
    const contrasts = await page.evaluate(measureContrasts, PAIRS)
    for (const { name, ground, least, contrast } of contrasts)
      check(
        contrast >= least,
        `${scheme}: ${name} on ${ground} has ${contrast.toFixed(2)}, at least ${least}`,
      )
    await keyboard(page)
    await page.close()
  }
  await context.close()
}

async function accessibility(file, chromium, axe) {
  const context = await chromium.newContext({ bypassCSP: true })
  for (const [scheme, width] of variants()) {
    const page = await opened(context, file, scheme, width)
    await page.addStyleTag({ content: ALL_LAID_OUT })
    await fits(page, `${basename(file)} at ${width} px`)
    await page.evaluate(axe)
    const { violations } = await page.evaluate(() => globalThis.axe.run())
    const told = violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(node => node.html)
          .slice(0, 3)
          .join(' ')}`,
    )
    check(
      told.length === 0,
      `${basename(file)}, ${scheme}, ${width} px: axe ${told.join('; ') || 'finds nothing'}`,
    )
    await page.addStyleTag({ content: LARGE_TEXT })
    if (width > 600) await fits(page, `${basename(file)} at ${width} px, text of twice the size`)
    await page.close()
  }
  await context.close()
}

/** Names and values that are markup stay text, even where scripts may run and no policy stops them. */
async function hostile(chromium) {
  const file = join(scratch, 'hostile.html')
  const markup = '<img src=x onerror=console.log(1)>'
  const folder = join(scratch, 'repository')
  const root = join(folder, `"${markup}'`)
  const config = { hosts: { [markup]: { memory: '4GiB', cpus: 8 } } }
  mkdirSync(root, { recursive: true })
  writeFileSync(join(folder, 'memlint.config.json'), JSON.stringify(config))
  writeFileSync(join(root, 'pytest.ini'), `[pytest]\naddopts = -n auto ${markup}\n`)
  memlint(folder, ['check', '--exit-zero', '--format', 'html', '--output-file', file])
  const context = await chromium.newContext({ bypassCSP: true })
  const page = await opened(context, file, ...variants()[0])
  const [images, times] = await page.evaluate(text => {
    const { images, body } = globalThis.document
    return [images.length, body.textContent.split(text).length - 1]
  }, markup)
  check(images === 0 && times >= 3, `names that are markup: ${images} images, ${times} times as text`)
  await context.close()
}

async function opened(context, file, scheme, width) {
  const page = await context.newPage()
  await page.setViewportSize({ width, height: 900 })
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
  const url = pathToFileURL(file).href
  const others = []
  page.on('console', message => others.push(`console: ${message.text()}`))
  page.on('pageerror', error => others.push(`error: ${error.message}`))
  page.on('request', request => request.url() !== url && others.push(`request: ${request.url()}`))
  await page.goto(url)
  check(others.length === 0, `${basename(file)}, ${scheme}, ${width} px: ${others.join('; ') || 'is silent'}`)
  return page
}

async function fits(page, what) {
  const [content, window] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = globalThis.document.documentElement
    return [scrollWidth, clientWidth]
  })
  check(content <= window, `${what}: is ${content} px wide`)
}

/** Tab shows the link to the main part first, and reaches a summary, which Enter opens. */
async function keyboard(page) {
  const focused = () =>
    page.evaluate(() => {
      const { activeElement } = globalThis.document
      const { top, height } = activeElement.getBoundingClientRect()
      const { outlineStyle } = globalThis.getComputedStyle(activeElement)
      return { name: activeElement.localName, text: activeElement.textContent, top, height, outlineStyle }
    })
  await page.keyboard.press('Tab')
  const first = await focused()
  check(first.text.startsWith('Skip to') && first.top >= 0, 'the first Tab shows the link to the main part')
  let reached = first
  for (let tabs = 0; tabs < TABS_AT_MOST && reached.name !== 'summary'; tabs++) {
    await page.keyboard.press('Tab')
    reached = await focused()
  }
  check(reached.name === 'summary', `Tab reaches a summary, not only ${reached.name}`)
  check(reached.outlineStyle !== 'none', 'what has the focus can be seen')
  await page.keyboard.press('Enter')
  const open = await page.evaluate(() => globalThis.document.activeElement.parentElement.open)
  check(open === true, 'Enter opens it')
}

/** Runs in the page. Relative luminance and contrast as WCAG 2.2 defines them. */
function measureContrasts(pairs) {
  const style = globalThis.getComputedStyle(globalThis.document.documentElement)
  const luminance = name => {
    const hex = style.getPropertyValue(`--${name}`).trim().slice(1)
    const [red, green, blue] = [0, 2, 4].map(at => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  return pairs.map(([name, ground, least]) => {
    const [light, dark] = [luminance(name), luminance(ground)].sort((a, b) => b - a)
    return { name, ground, least, contrast: (light + 0.05) / (dark + 0.05) }
  })
}

function variants() {
  return SCHEMES.flatMap(scheme => WIDTHS.map(width => [scheme, width]))
}

function check(holds, what) {
  checks++
  if (!holds) failures.push(what)
}

// What a language server keeps of a real project: the proportional set size of it and of everything it started,
// once that has stopped growing. Linux only.
//   node scripts/measure-servers.mjs tsserver FILE TSSERVER.js
//   node scripts/measure-servers.mjs lsp FOLDER FILE COMMAND [ARGUMENT…]
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'

const MiB = 1024 * 1024
const [kind, ...rest] = process.argv.slice(2)
const server = kind === 'tsserver' ? startTsserver(rest) : startLsp(rest)
const figures = []
let quiet = 0
let last = 0
while (quiet < 5 && figures.length < 60) {
  await new Promise(resolve => setTimeout(resolve, 2000))
  const now = figures.push(sizeOf(server.pid)) && figures.at(-1)
  quiet = Math.abs(now - last) < 4 * MiB ? quiet + 1 : 0
  last = now
}
server.kill()
console.log(`kept ${Math.round(last / MiB)} MiB, at most ${Math.round(Math.max(...figures) / MiB)} MiB`)
process.exit()

/** A file of a project is opened, and the errors of it are asked for. */
function startTsserver([file, program]) {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'ignore', 'inherit'] })
  const ask = (seq, command, args) =>
    child.stdin.write(`${JSON.stringify({ seq, type: 'request', command, arguments: args })}\n`)
  ask(1, 'open', { file })
  ask(2, 'geterr', { files: [file], delay: 0 })
  return child
}

/** A folder and a file of it are opened. Whatever the server asks is answered with nothing. */
function startLsp([folder, file, command, ...args]) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], cwd: folder })
  const send = message => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message })
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
  }
  const uri = pathToFileURL(folder).href
  const languageId = { '.py': 'python', '.go': 'go', '.rs': 'rust' }[extname(file)] ?? 'cpp'
  const workspaceFolders = [{ uri, name: 'project' }]
  const capabilities = { workspace: { configuration: true, workspaceFolders: true } }
  send({
    id: 1,
    method: 'initialize',
    params: { processId: process.pid, rootUri: uri, workspaceFolders, capabilities },
  })
  send({ method: 'initialized', params: {} })
  const text = readFileSync(file, 'utf8')
  const textDocument = { uri: pathToFileURL(file).href, languageId, version: 1, text }
  send({ method: 'textDocument/didOpen', params: { textDocument } })
  let received = ''
  child.stdout.on('data', chunk => {
    received += chunk
    for (const [, id, items] of received.matchAll(
      /"id":(\d+),"method":"[^"]*"(?:,"params":\{"items":\[(.*?)\]\})?/g,
    )) {
      send({ id: Number(id), result: items ? items.split('},{').map(() => null) : null })
    }
    received = received.slice(received.lastIndexOf('Content-Length'))
    if (/"method"/.test(received)) received = ''
  })
  return child
}

function sizeOf(pid) {
  const children = new Map()
  for (const entry of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    const parent = read(`/proc/${entry}/stat`).match(/\) \S (\d+)/)?.[1]
    children.set(parent, [...(children.get(parent) ?? []), entry])
  }
  const sum = id => [...(children.get(id) ?? [])].reduce((total, child) => total + sum(child), pssOf(id))
  return sum(String(pid))
}

function pssOf(pid) {
  return Number(read(`/proc/${pid}/smaps_rollup`).match(/^Pss:\s+(\d+)/m)?.[1] ?? 0) * 1024
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

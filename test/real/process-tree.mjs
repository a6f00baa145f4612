import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const INTERVAL_MS = 50
/** Below this much available memory a run is ended, so that a measurement never does what it measures. */
const FLOOR_BYTES = 4 * 1024 ** 3

/**
 * Runs a command in a session of its own and samples the memory of the whole tree while it runs. Linux only.
 *
 * `peakBytes` is the largest sum of proportional set sizes (PSS) seen in one sample: pages that several
 * processes share are counted once, so that twenty workers with one library do not look like twenty
 * libraries. `peakProcesses` is the largest number of processes that are there in two samples one after the other (a
 * program that starts another is two processes for a moment), `peakPrograms` the largest number of each program's
 * name in one sample, `peakProgramBytes` the most that those took, `peakStarted` the largest number of processes in one sample that the command itself had started.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env?: Record<string, string | undefined>, limitSeconds: number }} options
 * @returns {Promise<{ code: number | null, output: string, stdout: string, stderr: string, seconds: number,
 *   peakBytes: number, peakProcesses: number, peakStarted: number, peakPrograms: Map<string, number>,
 *   peakProgramBytes: Map<string, number>,
 *   samples: number, stopped: string | undefined }>} `stopped` says why the run was ended early
 */
export async function measure(command, args, { cwd, env = process.env, limitSeconds }) {
  const started = performance.now()
  // A session of its own: a process whose parent has died is still known to belong to the tree.
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = outcome(child)
  const peak = {
    peakBytes: 0,
    peakProcesses: 0,
    peakStarted: 0,
    peakPrograms: new Map(),
    peakProgramBytes: new Map(),
    samples: 0,
  }
  let stopped
  let known = new Set()
  let running = true
  const leaveNothingBehind = () => {
    endSession(child.pid)
    process.exit(1)
  }
  process.on('SIGTERM', leaveNothingBehind).on('SIGINT', leaveNothingBehind)
  ended.finally(() => {
    running = false
    process.off('SIGTERM', leaveNothingBehind).off('SIGINT', leaveNothingBehind)
  })
  while (running) {
    const before = performance.now()
    if (child.pid !== undefined) {
      const processes = sample(child.pid)
      record(peak, processes, known)
      known = new Set(processes.map(({ pid }) => pid))
    }
    stopped ??= reasonToStop(started, limitSeconds)
    if (stopped) endSession(child.pid)
    // Reading the maps of many large processes is work too: never more than a fifth of the time.
    await sleep(Math.max(INTERVAL_MS, 4 * (performance.now() - before)))
  }
  const { code, stdout, stderr } = await ended
  const seconds = (performance.now() - started) / 1000
  return { code, stdout, stderr, output: stdout + stderr, seconds, stopped, ...peak }
}

/** Every process of the tree: name and proportional set size in bytes. Dead ones count nothing. */
function sample(root) {
  const processes = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(name => readStat(Number(name)))
    .filter(stat => stat !== undefined)
  const tree = members(processes, root)
  const names = new Map(tree.map(({ pid, name }) => [pid, name]))
  return tree.map(({ pid, parent, name }) => ({
    pid,
    started: parent === root,
    // A program that starts another is two of itself for a moment: that copy is not counted under its name.
    program: names.get(parent) === name ? undefined : name,
    bytes: proportionalSetSize(pid),
  }))
}

/** The descendants of the root by their parents, and whatever else lives in its session. */
function members(processes, root) {
  const tree = new Set([root])
  for (let size = 0; size !== tree.size; ) {
    size = tree.size
    for (const { pid, parent, session } of processes) if (tree.has(parent) || session === root) tree.add(pid)
  }
  return processes.filter(({ pid, state }) => tree.has(pid) && state !== 'Z')
}

function record(peak, processes, known) {
  const counts = new Map()
  const programBytes = new Map()
  let bytes = 0
  for (const process of processes) {
    bytes += process.bytes
    if (!process.program) continue
    counts.set(process.program, (counts.get(process.program) ?? 0) + 1)
    programBytes.set(process.program, (programBytes.get(process.program) ?? 0) + process.bytes)
  }
  raise(peak.peakPrograms, counts)
  raise(peak.peakProgramBytes, programBytes)
  peak.peakBytes = Math.max(peak.peakBytes, bytes)
  peak.peakStarted = Math.max(peak.peakStarted, processes.filter(({ started }) => started).length)
  const lasting = processes.filter(({ pid }) => known.has(pid)).length
  peak.peakProcesses = Math.max(peak.peakProcesses, lasting)
  peak.samples += 1
}

function raise(peaks, values) {
  for (const [name, value] of values) peaks.set(name, Math.max(value, peaks.get(name) ?? 0))
}

function readStat(pid) {
  const text = readProc(`${pid}/stat`)
  // The name is in parentheses and may itself hold spaces and parentheses.
  const match = /^\d+ \((.*)\) (\S) (\d+) \d+ (\d+)/s.exec(text ?? '')
  if (!match) return undefined
  const [, name, state, parent, session] = match
  return { pid, name, state, parent: Number(parent), session: Number(session) }
}

function proportionalSetSize(pid) {
  const match = /^Pss:\s+(\d+) kB/m.exec(readProc(`${pid}/smaps_rollup`) ?? '')
  return match ? Number(match[1]) * 1024 : 0
}

/** A process may end between two looks: what cannot be read is not there. */
function readProc(path) {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return undefined
  }
}

function reasonToStop(started, limitSeconds) {
  if (performance.now() - started > limitSeconds * 1000) return `took longer than ${limitSeconds} s`
  const available = Number(/^MemAvailable:\s+(\d+) kB/m.exec(readProc('meminfo') ?? '')?.[1] ?? 0) * 1024
  return available < FLOOR_BYTES ? 'left this machine less than 4 GiB of available memory' : undefined
}

function endSession(leader) {
  if (leader === undefined) return
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

function outcome(child) {
  return new Promise(resolve => {
    const output = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8').on('data', text => {
        output[name] += text
      })
    }
    child.on('error', error => resolve({ code: null, ...output, stderr: `${output.stderr}${error.message}` }))
    child.on('close', code => resolve({ code, ...output }))
  })
}

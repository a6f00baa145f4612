import {
  accessSync,
  chmodSync,
  constants,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'

/**
 * Writes a report so that whoever reads the file sees the old one or the new one, whole: it is written beside its place
 * and renamed. What is no file (a pipe, a terminal, `/dev/stdout`) is written to as it is. Throws what the system says.
 */
export function writeFile(
  path: string,
  text: string,
  writeTo: (descriptor: number, text: string) => void,
): void {
  const descriptor = descriptorOf(path)
  if (descriptor !== undefined) {
    writeTo(descriptor, text)
    return
  }
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat && !stat.isFile()) {
    writeFileSync(path, text)
    return
  }
  // A link stays one: what it leads to is replaced. One that leads to a read-only file is refused, not replaced.
  const real = stat ? realpathSync(path) : path
  if (stat) accessSync(real, constants.W_OK)
  replace(real, text, stat?.mode)
}

function replace(path: string, text: string, mode: number | undefined): void {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(temporary, text, { flag: 'wx' })
    if (mode !== undefined) chmodSync(temporary, mode & 0o7777)
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    if (mode === undefined || !isDenied(error)) throw error
    // The file may be written and its folder may not.
    writeFileSync(path, text)
  }
}

function isDenied(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM')
}

/** By its number, so that what was written to it before is not cut off, as opening `/dev/stdout` anew would. */
function descriptorOf(path: string): number | undefined {
  if (path === '/dev/stdout') return 1
  if (path === '/dev/stderr') return 2
  const [, number] = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(path) ?? []
  return number === undefined ? undefined : Number(number)
}

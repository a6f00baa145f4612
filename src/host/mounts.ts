import type { Machine } from './machine.ts'

/** One line of /proc/self/mountinfo. */
export interface Mount {
  /** The folder of the file system that is mounted. */
  readonly root: string
  /** Where it is mounted. */
  readonly point: string
  /** The kind of file system: `cgroup2`, `tmpfs`. */
  readonly type: string
  /** The file system's own options: `rw,memory`, `rw,size=8388608k`. */
  readonly superOptions: string
}

/** What is mounted; later ones lie on top of earlier ones. Empty where it cannot be read. */
export function mountsOf(machine: Machine): Mount[] {
  const text = machine.readFile('/proc/self/mountinfo') ?? ''
  return text.split('\n').flatMap(line => {
    const fields = line.split(' ')
    // A varying number of optional fields comes before the dash.
    const dash = fields.indexOf('-', 6)
    const [root, point] = [fields[3], fields[4]]
    const type = fields[dash + 1]
    if (dash < 0 || root === undefined || point === undefined || type === undefined) return []
    return [{ root: unescaped(root), point: unescaped(point), type, superOptions: fields[dash + 3] ?? '' }]
  })
}

/** Spaces and the like are written as octal numbers: `\040`. */
function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
}

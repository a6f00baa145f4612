/** One thing that is wrong with a configuration. Line and column are 1-based. */
export interface ConfigProblem {
  readonly file: string
  readonly line?: number
  readonly column?: number
  readonly message: string
}

/** The configuration cannot be used. The message has a line for each problem. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[]
  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(lineOf).join('\n'))
    this.name = 'ConfigError'
    this.problems = problems
  }
}

function lineOf({ file, line, column, message }: ConfigProblem): string {
  const position = line === undefined ? '' : column === undefined ? `:${line}` : `:${line}:${column}`
  return `${file}${position}: ${message}`
}

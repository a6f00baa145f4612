import { cli, crash } from './cli.ts'
import { realTerminal } from './terminal.ts'

// Until it is known: an end that nobody foresaw must not look like a clean run.
process.exitCode = 2
main().then(
  code => {
    process.exitCode = code
  },
  error => process.stderr.write(crash(error)),
)

async function main(): Promise<number> {
  return cli(process.argv.slice(2), realTerminal())
}

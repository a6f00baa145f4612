import { cli } from './cli.ts'
import { realTerminal } from './terminal.ts'

cli(process.argv.slice(2), realTerminal()).then(code => {
  process.exitCode = code
})

#!/usr/bin/env node
import { cli } from './cli.ts'
import { realTerminal } from './terminal.ts'

process.exitCode = await cli(process.argv.slice(2), realTerminal())

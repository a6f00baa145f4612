#!/usr/bin/env node
// A run of vitest that only meets others: see the meeting of node-tool.mjs.
import { createRequire } from 'node:module'

await createRequire(import.meta.url)(process.env.MEETING)()

// The completion scripts in the shells they are for, as somebody who presses the tab key sees them. zsh and fish are
// installed with apt where they are not there.
//
//   node test/real/completion.mjs
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installSystemPackages } from './system-packages.mjs'

const CLI = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url))

/** What is typed, and what the line is after the tab key: a command, an option's values, a rule, a file. */
const CASES = [
  ['memlint pl', 'memlint plan'],
  ['memlint --fail-on w', 'memlint --fail-on warning'],
  ['memlint explain pytest/workers', 'memlint explain pytest/workers-exceed-memory'],
  ['memlint check pla', 'memlint check plain.txt'],
]

/** Presses the tab key behind each argument in an interactive zsh; another key writes down what the line then is. */
const ZSH = `
zmodload zsh/zpty
zpty z zsh -f -i
until_there() { # the shell stops when nobody reads what it prints
  for attempt in {1..100}; do
    [[ "$(wc -l 2>/dev/null < lines)" -ge $1 ]] && return
    sleep 0.1
    while zpty -r -t z printed; do :; done
  done
}
zpty -w z 'autoload -U compinit; compinit -D -u; source <(memlint completion zsh)'
zpty -w z 'note() { print -r -- "$BUFFER" >> lines; BUFFER= }; zle -N note; bindkey "^X" note'
zpty -w z 'echo ready >> lines'
until_there 1
count=1
for typed in "$@"; do
  zpty -w -n z "$typed"$'\\t\\x18'
  until_there $((++count))
done
cat lines
zpty -d z
`

const BASH = `
source <(memlint completion bash)
for typed in "$@"; do
  read -ra COMP_WORDS <<< "$typed"
  COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)) COMPREPLY=()
  _memlint
  # Where it says nothing, bash completes a file: -o default.
  echo "\${COMP_WORDS[*]:0:COMP_CWORD} \${COMPREPLY[*]:-$(compgen -f "\${COMP_WORDS[COMP_CWORD]}")}"
done
`

const FISH = `
memlint completion fish | source
for typed in $argv
  set -l words (string split ' ' -- $typed)
  echo $words[1..-2] (complete -C $typed | cut -f 1 | string match "$words[-1]*")
end
`

const scratch = mkdtempSync(join(tmpdir(), 'memlint-completion-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))
symlinkSync(CLI, join(scratch, 'memlint'))
writeFileSync(join(scratch, 'plain.txt'), '')

const missing = ['zsh', 'fish'].filter(shell => !existsSync(`/usr/bin/${shell}`))
if (missing.length > 0) installSystemPackages(...missing)
expectCompleted('bash', ['-c', BASH, 'bash'])
expectCompleted('zsh', ['-f', '-c', ZSH, 'zsh'])
expectCompleted('fish', ['--no-config', '-c', FISH])

function expectCompleted(shell, args) {
  const typed = CASES.map(([before]) => before)
  const { stdout, stderr } = run(shell, [...args, ...typed])
  const lines = stdout.split(/\r?\n/).map(line => line.trim())
  const answers = CASES.map(([, after]) => lines.find(line => line === after))
  assert.deepEqual(
    answers,
    CASES.map(([, after]) => after),
    `${shell}:\n${stdout}${stderr}`,
  )
  console.log(`${shell}: ${answers.length} lines completed`)
}

function run(command, args) {
  return spawnSync(command, args, {
    cwd: scratch,
    encoding: 'utf8',
    timeout: 120 * 1000,
    env: { ...process.env, HOME: scratch, PATH: `${scratch}${delimiter}${process.env.PATH}` },
  })
}

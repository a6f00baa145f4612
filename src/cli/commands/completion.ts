import type { CommandModule } from 'yargs'
import type { Terminal } from '../terminal.ts'

const SHELLS = ['bash', 'zsh', 'fish'] as const

interface CompletionFlags {
  shell: (typeof SHELLS)[number] | undefined
}

/** `memlint completion [shell]`: a script for a shell to read when it starts. */
export function completionCommand(terminal: Terminal): CommandModule<object, CompletionFlags> {
  return {
    command: 'completion [shell]',
    describe: 'Print a script that completes words in a shell',
    builder: yargs =>
      yargs
        .positional('shell', { choices: SHELLS, describe: 'bash, zsh or fish; default: that of $SHELL' })
        .example([
          ['$0 completion bash >> ~/.bashrc', ''],
          ['$0 completion zsh >> ~/.zshrc', ''],
          ['$0 completion fish > ~/.config/fish/completions/memlint.fish', ''],
        ]),
    handler: async ({ shell }) => {
      const [{ shellOf }, { COMPLETION_SCRIPTS }] = await Promise.all([
        import('../completion.ts'),
        import('../completion-scripts.ts'),
      ])
      terminal.out(COMPLETION_SCRIPTS[shell ?? shellOf(terminal)])
    },
  }
}

import type { Shell } from './completion.ts'

/** What a shell reads when it starts. Each asks memlint with everything up to the cursor, and says which shell it is. */
export const COMPLETION_SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `# bash completion for memlint: memlint completion bash >> ~/.bashrc
_memlint() {
  local IFS=$'\\n'
  COMPREPLY=($(SHELL=bash memlint --get-completions "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o bashdefault -o default -F _memlint memlint
`,
  zsh: `#compdef memlint
# zsh completion for memlint: memlint completion zsh >> ~/.zshrc
_memlint() {
  local -a found
  found=("\${(@f)$(SHELL=zsh memlint --get-completions "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found" ]]; then
    _describe memlint found
  else
    _files
  fi
}
if [[ "\${zsh_eval_context[-1]}" == loadautofunc ]]; then
  _memlint "$@"
else
  compdef _memlint memlint
fi
`,
  fish: `# fish completion for memlint: memlint completion fish > ~/.config/fish/completions/memlint.fish
function __memlint
  set -l found (SHELL=fish memlint --get-completions (commandline -opc)[2..] (commandline -ct) 2>/dev/null)
  if set -q found[1]
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c memlint -f -a '(__memlint)'
`,
}

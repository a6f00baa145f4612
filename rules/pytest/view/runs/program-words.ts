/**
 * The words after `pytest` in a command line; undefined when it does not start pytest. Runners stand before it
 * (`coverage run -m pytest`, `uv run --no-sync pytest`), and `pip install pytest` is no start.
 */
export function pytestWords<Item extends WithText>(words: readonly Item[]): readonly Item[] | undefined {
  return wordsAfter(PYTEST, words)
}

/** The same for `tox`. */
export function toxWords<Item extends WithText>(words: readonly Item[]): readonly Item[] | undefined {
  return wordsAfter(TOX, words)
}

interface WithText {
  readonly text: string
}

function wordsAfter<Item extends WithText>(
  program: RegExp,
  words: readonly Item[],
): readonly Item[] | undefined {
  const texts = words.map(({ text }) => text)
  const at = texts.findIndex((text, index) => program.test(text) && isProgram(texts.slice(0, index)))
  return at === -1 ? undefined : words.slice(at + 1)
}

const PYTEST = /(?:^|[/}])(?:pytest|py\.test)$/
const TOX = /(?:^|[/}])tox$/

/** Whether a word is a program that is started, by what stands before it. */
function isProgram(before: readonly string[]): boolean {
  const last = before.at(-1)
  if (last === undefined) return true
  if (before.some(word => ELSEWHERE.test(word)) || NAMES_PACKAGE.test(last)) return false
  if (last === '-m') return true
  const runner = before.findLastIndex(word => RUNNER.test(word))
  const behind = before.slice(runner + 1)
  return behind.every((word, index) => isPassedOver(word, behind[index - 1]))
}

/** `uv run`, `xvfb-run`, `$(RUN)`; `env` and the like need no word of their own. */
const RUNNER =
  /^(run|exec|uvx|xvfb-run|(.*\/)?(env|time|timeout|nice|ionice|nohup|command|sudo|stdbuf|taskset)|\$[({]\w{0,40}(RUN|EXEC|POETRY|UV|ENV)\w{0,40}[)}])$/

/** What runs in a container runs from another folder, and what these call `pytest` is none. */
const ELSEWHERE = /^(.*\/)?(docker|podman|docker-compose|kubectl|pre-commit|git|npm|pnpm|yarn|bun|xargs)$/

/** `uv run --with pytest` */
const NAMES_PACKAGE = /^--(with|from|package|group|extra|only-group)$/

/** Between a runner and its program: options, the value of one, numbers and variables. */
function isPassedOver(word: string, before = ''): boolean {
  return /^(-|\d+[smh]?$|[A-Za-z_]\w*=)/.test(word) || /^-[^=]*$/.test(before)
}

/** Long enough that a slow machine has started all that it is going to. */
const JOBS = `all: TARGETS
t%:
	@echo + >> $(LOG); sleep 0.6; echo - >> $(LOG)
`
/** Make's own; `script` stands in package.json, and is run as npm would. */
const inScript = script => ({
  name: script,
  files: { Makefile: JOBS, 'package.json': JSON.stringify({ scripts: { build: script } }) },
  run: RUN_SCRIPT,
})
const RUN_SCRIPT = `eval "$(node -p 'require("./package.json").scripts.build')"`
const inMakefile = line => ({
  name: line,
  files: { Makefile: `${line}\n${JOBS}` },
  run: 'make',
})
const inRecipe = recipe => ({
  name: `recipe: ${recipe}`,
  files: { Makefile: `build:\n\t${recipe}\n\n${JOBS}` },
  run: 'make build',
})
/** What an image hands to its processes: the value as it is written, read by no shell. */
const inImage = value => ({
  name: `ENV MAKEFLAGS="${value}"`,
  files: { Makefile: JOBS, Dockerfile: `FROM scratch\nENV MAKEFLAGS="${value}"\n` },
  run: `MAKEFLAGS=$(sed -n 's/^ENV MAKEFLAGS="\\(.*\\)"/\\1/p' Dockerfile) make`,
})
const bounded = one => ({ ...one, bounded: true })

export const MAKE = [
  ...['make -j', 'make -j all', 'make -kj', 'make -j4 -j', 'make --jobs', 'make -j -l'].map(inScript),
  ...['MAKEFLAGS=-j make', 'MAKEFLAGS=kj make', 'export MAKEFLAGS="-k -j" && make'].map(inScript),
  ...['make -j4', 'make -j 4', 'make --jobs 4', 'make -j -j4', 'make -j0', 'make -jfoo', 'make -j -l 0.1']
    .map(inScript)
    .map(bounded),
  ...[
    'MAKEFLAGS += -j',
    'export MAKEFLAGS = --jobs',
    'MAKEFLAGS += -j$(NPROC)',
    'MAKEFLAGS += -j$(nproc)',
  ].map(inMakefile),
  inMakefile('JOBS ?=\nMAKEFLAGS += -j$(JOBS)'),
  ...['MAKEFLAGS ?= -j', 'MAKEFLAGS += -j # all', '.NOTPARALLEL:\nMAKEFLAGS += -j', 'all: MAKEFLAGS += -j']
    .map(inMakefile)
    .map(bounded),
  ...['+$(MAKE) -j all', 'make -j$(nproc) all', '$(MAKE) -j $(NPROC) all'].map(inRecipe),
  bounded(inRecipe('$(MAKE) -j$$(nproc) all')),
  ...['-j', '-j$(nproc)'].map(inImage),
]

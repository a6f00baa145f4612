/** A machine with room for 4 workers of the 8 that `-n auto` starts on it, as test/cli/project.ts has it. */
export const HUNGRY = {
  'memlint.config.json': JSON.stringify({
    hosts: { small: { memory: '16GiB', cpus: 8, kind: 'workstation' } },
    footprints: { 'pytest/workers': { perProcess: '3GiB' } },
  }),
  'requirements.txt': 'pytest\npytest-xdist\n',
}
export const ALL_CPUS = '[pytest]\n# all cpus\naddopts = -n auto\n'
export const FIXED = '[pytest]\n# all cpus\naddopts = -n auto --maxprocesses=4\n'
/** In setup.cfg beside a pytest.ini: a warning whose fix is by hand. */
export const SHADOWED = '[tool:pytest]\naddopts = -q\n'

/** `import resource` for a module that must also load where there is none. */
export function guardedImport(): readonly string[] {
  return ['try:', '    import resource', 'except ImportError:  # not on Windows', '    resource = None']
}

/**
 * A soft limit of `more` processes and threads above those that the user runs already. The kernel counts by real user;
 * `/proc` says what counts. Nothing happens where there is no `/proc`.
 */
export function relativeLimit(more: number): readonly string[] {
  return [
    'def limit_processes(more):',
    '    """Lets this user start at most `more` processes and threads beyond those that run now (Linux only)."""',
    '    import glob',
    '    import os',
    '',
    '    running = 0',
    '    for path in glob.glob("/proc/[0-9]*/status"):',
    '        try:',
    '            with open(path) as status:',
    '                fields = dict(line.split(":", 1) for line in status if ":" in line)',
    '        except OSError:  # it ended meanwhile',
    '            continue',
    '        if int(fields["Uid"].split()[0]) == os.getuid():',
    '            running += int(fields["Threads"])',
    '    if resource is None or running == 0:',
    '        return',
    '    soft, hard = resource.getrlimit(resource.RLIMIT_NPROC)',
    '    limits = [one for one in (soft, hard, running + more) if one != resource.RLIM_INFINITY]',
    '    resource.setrlimit(resource.RLIMIT_NPROC, (min(limits), hard))',
    '',
    '',
    `limit_processes(${more})`,
  ]
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Lets some work come to its end before a signal ends the process: Ctrl-C between two renames would leave some files
 * written and others not. The work is synchronous once it has begun, so that Node sees the signal only afterwards.
 */
export async function uninterrupted<T>(work: () => Promise<T>): Promise<T> {
  let signal: NodeJS.Signals | undefined
  const remember = (name: NodeJS.Signals) => {
    signal = name
  }
  for (const name of SIGNALS) process.on(name, remember)
  try {
    return await work()
  } finally {
    await new Promise(resolve => setImmediate(resolve))
    for (const name of SIGNALS) process.off(name, remember)
    if (signal) process.kill(process.pid, signal)
  }
}

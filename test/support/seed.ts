import fc from 'fast-check'

/**
 * Generated inputs are the same in every run, so that a build never fails by chance. MEMLINT_SEED=random (or a
 * number) looks for what they miss.
 */
const wanted = process.env.MEMLINT_SEED ?? '20261122'
const seed = wanted === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(wanted)
if (wanted === 'random') console.log(`seed ${seed}`)
fc.configureGlobal({ seed })

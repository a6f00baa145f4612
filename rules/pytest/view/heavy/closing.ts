import type { PyCall } from '../../../../src/model/python.ts'
import type { Fixture } from '../python/fixture-forms.ts'

/** What a call is named that may be the end of something, or sees to it. */
export const CLOSING =
  /(^|[._])(a?close|stop|shutdown|quit|terminate|kill|remove|clean_?up|tear_?down|clear_system_cache|dispose|addfinalizer|callback|enter_context|push|register)\w{0,40}$/i

/** Whether a call in the fixture, or in a function inside it, looks like an end of something. */
export function closes({ document, function: made }: Pick<Fixture, 'document' | 'function'>): boolean {
  return document.module.calls.some(
    ({ callee, within }) =>
      CLOSING.test(callee) && (within.function === made || within.function?.within.function === made),
  )
}

/** Whether a fixture ends with `client.close()` for the object of a call. */
export function closesIt({ target }: PyCall, { document, function: made }: Fixture): boolean {
  return (
    target !== undefined &&
    document.module.calls.some(
      ({ callee, within }) => callee === `${target}.close` && within.function === made,
    )
  )
}

import type { Note } from '../../../../src/model/finding.ts'
import type { PyCall, PythonDocument } from '../../../../src/model/python.ts'
import { setting } from '../../../../src/model/setting.ts'

/** More calls that a finding is about, a few of many. */
export function andHere(others: readonly { document: PythonDocument; call: PyCall }[]): readonly Note[] {
  return others
    .slice(0, 5)
    .map(({ document, call }) => ({ at: setting(call.callee, document, call.at), message: 'and here' }))
}

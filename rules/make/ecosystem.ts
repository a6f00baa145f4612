import type { Ecosystem } from '../../src/model/ecosystem.ts'
import { COMPILERS } from '../common/compilers.ts'
import { MAKEFILE } from '../common/make/empty-variable.ts'
import { buildsByFolder, type UnboundedBuilds } from '../common/unbounded-jobs.ts'
import { variableFiles } from '../common/variables.ts'
import { inMakefiles } from './view/assignments.ts'
import { inCommands } from './view/commands.ts'
import { MENTIONS } from './view/files.ts'
import { inVariables } from './view/variables.ts'

/** make, wherever a repository starts it. Without `-j` it does one thing at a time. */
const make: Ecosystem<UnboundedBuilds> = {
  id: 'make',
  title: 'make',
  url: 'https://www.gnu.org/software/make/manual/',
  owns: [...variableFiles(MENTIONS), { path: MAKEFILE, format: 'lines', mentions: MENTIONS }],
  tables: [COMPILERS],
  *read(sources) {
    const found = [...inCommands(sources), ...inVariables(sources), ...inMakefiles(sources)]
    yield* buildsByFolder(found, 'make')
  },
  *workloads({ run }) {
    yield run
  },
}

export default make

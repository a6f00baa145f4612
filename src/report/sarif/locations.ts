import type { ArtifactLocation, PhysicalLocation } from 'sarif'
import type { Location } from '../../model/finding.ts'
import { type Report, shownPath } from '../../model/report.ts'

/** What paths are relative to: the name that GitHub and others take for the root of the repository. */
export const BASE = '%SRCROOT%'

export function physicalLocation(location: Location, report: Report): PhysicalLocation {
  const { file, line, column, endLine, endColumn } = location
  return {
    artifactLocation: artifactLocation(file, report),
    region: { startLine: line, startColumn: column, endLine, endColumn },
  }
}

export function artifactLocation(file: string, report: Report): ArtifactLocation {
  return { uri: relativeUri(shownPath(report, file)), uriBaseId: BASE }
}

/** A path may hold anything that a file system allows, lone surrogates included. */
function relativeUri(path: string): string {
  return path
    .split('/')
    .map(step => encodeURIComponent(step.replace(/\p{Surrogate}/gu, '\uFFFD')))
    .join('/')
}

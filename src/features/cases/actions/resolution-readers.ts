import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Named } from '../../../platform/shapes.ts'
import { type Reader, resolutionReaders } from '../rules/resolution-readers.ts'
import { findCaseToShow } from '../store/details.ts'

export interface ResolutionLetter {
  number: number
  subject: string
  language: string | null
  /** In whose name it is written. */
  author: Named | null
  readers: Reader[]
}

/** Who reads how a case ended, just as its screen named them, and in whose name. */
export async function resolutionLetter(ctx: Context, caseId: string): Promise<ResolutionLetter> {
  const found = await findCaseToShow(ctx.db, ctx.actor, caseId)
  if (!found) throw new Refusal('not_found', { what: 'case', id: caseId })
  const { row, extras } = found
  const owner = row.owner_id && row.owner_name ? { id: row.owner_id, name: row.owner_name } : null
  return {
    number: row.number,
    subject: row.subject,
    language: row.language,
    author: extras.resolvedBy ?? owner,
    readers: resolutionReaders(extras.reading),
  }
}

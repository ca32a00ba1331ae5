import type { RecordedEvent } from '../../platform/context.ts'
import type { Named } from '../../platform/shapes.ts'

const kinds: Record<string, 'clock_warned' | 'clock_escalated'> = {
  'clock.warned': 'clock_warned',
  'clock.escalated': 'clock_escalated',
}

/** Whom an entry of a timeline tells, and what stands in their list; null for entries that tell nobody. */
export function toldBy({
  id,
  name,
  caseId,
  at,
  content,
}: Pick<RecordedEvent, 'id' | 'name' | 'caseId' | 'at' | 'content'>) {
  const kind = kinds[name]
  if (!kind || caseId === null) return null
  const people = Array.isArray(content.to) ? (content.to as Named[]) : []
  const { metric, milestoneName, level, dueAfter } = content
  return {
    people,
    row: {
      case_id: caseId,
      event_id: id,
      kind,
      at,
      content: JSON.stringify({ metric, milestone: milestoneName ?? null, level, dueAt: dueAfter ?? null }),
      mail: content.mail === true ? 'queued' : null,
    },
  }
}

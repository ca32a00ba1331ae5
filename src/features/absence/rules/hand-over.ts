import type { Goes, HandOverRule } from '../contract/hand-over.ts'

export interface DueFact {
  what: string
  at: Date
}

/** A case or a task of somebody who goes on leave: everything on it that falls due. */
export interface WorkFacts {
  kind: 'case' | 'task'
  dues: readonly DueFact[]
}

export interface AwayFacts {
  from: Date
  until: Date
  rule: HandOverRule
  hasDeputy: boolean
}

export interface Fate {
  goes: Goes
  because: string
  /** What falls due first. */
  due: DueFact | null
}

/**
 * What becomes of a case or a task while its owner is away, and why. With `what_moves` everything
 * goes that is due before they are back, what is late by then included: nobody could look after it. What is due later
 * waits for them. What goes to nobody in particular goes to the queue, or to the team.
 */
export function fateOf(work: WorkFacts, away: AwayFacts, chosen: Goes | null): Fate {
  const due = [...work.dues].sort((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null
  if (chosen) return { goes: chosen === 'deputy' && !away.hasDeputy ? 'queue' : chosen, because: 'chosen by hand', due }
  const taker: Goes = away.hasDeputy ? 'deputy' : 'queue'
  if (away.rule === 'all') return { goes: taker, because: 'everything is handed over', due }
  if (away.rule === 'watch') {
    const because = away.hasDeputy ? 'nothing is handed over; the deputy watches' : 'nothing is handed over'
    return { goes: 'stay', because, due }
  }
  if (!due) return { goes: 'stay', because: 'nothing on it is due', due }
  if (due.at >= away.until) return { goes: 'stay', because: 'nothing on it is due before they are back', due }
  return { goes: taker, because: `${due.what} is ${due.at < away.from ? 'late by then' : 'due meanwhile'}`, due }
}

export interface Moved {
  kind: 'case' | 'task'
  goes: Goes
  movedToId: string | null
  /** As the case or task stands now. */
  ownerId: string | null
  ownerName: string | null
  isOpen: boolean
}

/**
 * Whether what was handed over comes back: what is still open, and still with whom it went to; or what still waits for
 * somebody in its queue.
 */
export function comesBack({
  kind,
  movedToId,
  goes,
  ownerId,
  ownerName,
  isOpen,
}: Moved): { back: true } | { back: false; because: string } {
  if (!isOpen) return { back: false, because: kind === 'case' ? 'it is resolved' : 'it is done' }
  if (ownerId === null) return { back: true }
  if (goes === 'deputy' && ownerId === movedToId) return { back: true }
  return { back: false, because: `${ownerName ?? 'somebody else'} has it` }
}

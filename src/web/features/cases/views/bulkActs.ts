import type { CaseRow } from '../../../../features/cases/contract/case-row.ts'
import type { Case } from '../../../../features/cases/contract.ts'
import type { Priority } from '../../../../platform/shapes.ts'
import { api } from '../../../api.ts'
import { isOver } from '../words.ts'
import { type Target, wayTo } from './moves.ts'

type Step = NonNullable<CaseRow['nextStep']>

export type BulkAct =
  | { kind: 'assign'; ownerId: string; name: string }
  | { kind: 'priority'; priority: Priority }
  | { kind: 'tag'; tag: string }
  | { kind: 'stage'; target: Target; name: string }
  | { kind: 'step'; text: string; whose: Step['whose']; dueAt: string | null }

/** Acts that say beforehand what each case will make of them. */
export type PreviewedAct = Extract<BulkAct, { kind: 'stage' | 'step' }>

export type Outlook = { goes: true } | { goes: false; because: string }

/** What an act would do to a case as it stands now; the server decides again. */
export function outlookOf(act: PreviewedAct, found: Case): Outlook {
  if (!found.can.work) return { goes: false, because: 'you may not work on it' }
  if (act.kind === 'step') {
    if (isOver(found.status)) return { goes: false, because: 'it is resolved' }
    const waits = found.status === 'pending' || found.status === 'on_hold'
    return waits && !act.dueAt ? { goes: false, because: 'it waits, so its next step needs a date' } : { goes: true }
  }
  const way = wayTo(found, act.target)
  if (way.kind === 'move') return { goes: true }
  const because = {
    stay: 'it stands there already',
    resolve: 'each case is resolved on its own closing sheet',
    closed: way.kind === 'closed' ? way.because : '',
  }
  return { goes: false, because: because[way.kind] }
}

export function perform(act: BulkAct, row: CaseRow): Promise<Case> {
  const { id, version, tags } = row
  const params = { id }
  switch (act.kind) {
    case 'assign':
      return api.cases.assignCase({ params, body: { version, ownerId: act.ownerId } })
    case 'priority':
      return api.cases.changeCase({ params, body: { version, priority: act.priority } })
    case 'tag':
      return api.cases.changeCase({ params, body: { version, tags: [...new Set([...tags, act.tag])] } })
    case 'step': {
      const { text, whose, dueAt } = act
      return api.cases.changeCase({ params, body: { version, nextStep: { text, whose, dueAt } } })
    }
    case 'stage': {
      const way = wayTo(row as Case, act.target)
      if (way.kind !== 'move') throw new Error('It cannot go there now.')
      return api.cases.transitionCase({ params, body: { version, stage: way.stage } })
    }
  }
}

/** A case that had no owner goes back to a queue, which routes it anew. */
export function revert(act: BulkAct, { id, version }: CaseRow, before: CaseRow): Promise<Case> {
  const params = { id }
  switch (act.kind) {
    case 'assign': {
      const back = before.owner
        ? { ownerId: before.owner.id }
        : { ownerId: null, ...(before.queue && { queueId: before.queue.id }) }
      return api.cases.assignCase({ params, body: { version, ...back } })
    }
    case 'stage':
      return api.cases.undoTransition({ params })
    case 'priority':
      return api.cases.changeCase({ params, body: { version, priority: before.priority } })
    case 'tag':
      return api.cases.changeCase({ params, body: { version, tags: before.tags } })
    case 'step': {
      const step = before.nextStep
      const nextStep = step?.text
        ? { text: step.text, whose: step.whose, personId: step.person?.id ?? null, dueAt: step.dueAt }
        : null
      return api.cases.changeCase({ params, body: { version, nextStep } })
    }
  }
}

export function wordsOf(act: BulkAct): string {
  switch (act.kind) {
    case 'assign':
      return `Assign to ${act.name}`
    case 'priority':
      return `Priority ${act.priority}`
    case 'tag':
      return `Tag “${act.tag}”`
    case 'stage':
      return `Stage ${act.name}`
    case 'step':
      return `Next step “${act.text}”`
  }
}

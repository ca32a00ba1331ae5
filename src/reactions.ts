import { seedTypes } from './features/casetypes/actions.ts'
import { indexSoon } from './features/search/actions.ts'
import type { Reactions } from './platform/runtime.ts'

/** When this happens, these follow: the business on a page. Reactions run in the transaction of their event. */
export const reactions: Reactions = {
  'organisation.set_up': [seedTypes],
  'case.opened': [indexSoon],
  'case.changed': [indexSoon],
  'case.resolved': [indexSoon],
  'case.reopened': [indexSoon],
  'message.written': [indexSoon],
  'message.received': [indexSoon],
  'message.undone': [indexSoon],
  'note.added': [indexSoon],
  'call.logged': [indexSoon],
}

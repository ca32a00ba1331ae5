import { seedTypes } from './features/casetypes/actions.ts'
import type { Reactions } from './platform/runtime.ts'

/** When this happens, these follow: the business on a page. Reactions run in the transaction of their event. */
export const reactions: Reactions = {
  'organisation.set_up': [seedTypes],
}

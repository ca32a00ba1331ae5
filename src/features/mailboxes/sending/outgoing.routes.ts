import type { EdgeHandlers } from '../../../platform/http/edge.ts'
import { readingContext } from '../../../platform/runtime.ts'
import type { outgoingContract } from '../contract/outgoing.ts'
import { outgoingShown, setOutgoing, setPublicAddress, testOutgoing } from './outgoing.ts'

export const outgoingRoutes: EdgeHandlers<typeof outgoingContract> = {
  getOutgoing: async ({ runtime, actor }) => {
    readingContext(runtime, actor!).require('settings.read')
    return outgoingShown(runtime)
  },
  setOutgoing: ({ runtime, actor }, { body }) => setOutgoing(runtime, actor!, body),
  removeOutgoing: ({ runtime, actor }) => setOutgoing(runtime, actor!, null),
  testOutgoing: ({ runtime, actor }, { body }) => testOutgoing(readingContext(runtime, actor!), body.server),
  setPublicAddress: ({ runtime, actor }, { body }) => setPublicAddress(runtime, actor!, body.address),
}

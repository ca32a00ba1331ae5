import { type Anyone, everyone, type Operation } from './operation.ts'

const hour = 3_600_000
const someone: readonly Anyone[] = everyone.filter((name) => name !== 'nadia')

/** What people do between cases, and what they ask of each other. */
export const familyOperations = {
  merge: ({ world, id, version, other, who }) =>
    world.as(who).families.mergeCase({
      params: { id },
      body: { into: other.id, version, intoVersion: other.version },
    }),
  undoMerge: async ({ world, who, pick }) => {
    const merges = await world.runtime.db.selectFrom('case_merge').select('id').where('undone_at', 'is', null).execute()
    if (merges.length > 0) return world.as(who).families.undoMerge({ params: { id: pick(merges).id } })
  },
  moveMessage: async ({ world, id, version, other, who, pick }) => {
    const { items } = await world.as('sofia').conversations.listMessages({ params: { id }, query: {} })
    if (items.length === 0) return
    const body = { to: other.id, version, toVersion: other.version }
    return world.as(who).families.moveMessage({ params: { id: pick(items).id }, body })
  },
  splitMessage: async ({ world, id, version, who, pick }) => {
    const { items } = await world.as('sofia').conversations.listMessages({ params: { id }, query: {} })
    if (items.length > 0)
      return world.as(who).families.splitMessage({ params: { id: pick(items).id }, body: { version } })
  },
  link: ({ world, id, other, who, pick }) =>
    world.as(who).relations.linkCase({
      params: { id },
      body: { kind: pick(['related', 'parent', 'child', 'problem', 'incident'] as const), case: other.id },
    }),
  openChild: ({ world, id, who, pick }) =>
    world.as(who).relations.openChild({
      params: { id },
      body: { subject: 'Ask the supplier', teamId: world.teams[pick(['accounts', 'technical'] as const)] },
    }),
  askApproval: ({ world, id, who, pick }) =>
    world.as(who).approvals.askApproval({
      params: { id },
      body: {
        title: 'Goodwill',
        asks: 'May we credit it?',
        approvers: [{ who: 'person', personId: world.people[pick(someone)] }],
      },
    }),
  decide: async ({ world, id, pick }) => {
    const { items } = await world.as('sofia').approvals.listApprovals({ params: { id } })
    const asked = items
      .filter(({ state }) => state === 'waiting')
      .flatMap(({ id, votes }) => votes.map((vote) => ({ id, vote })))
    if (asked.length === 0) return
    const { id: approval, vote } = pick(asked)
    const who = everyone.find((name) => world.people[name] === vote.person.id)
    if (!who) return
    return world.as(who).approvals.decideApproval({
      params: { id: approval },
      body: pick([{ decision: 'approved' as const }, { decision: 'rejected' as const, comment: 'Not this time' }], 1),
    })
  },
  escalate: ({ world, id, who, pick }) =>
    world.as(who).escalations.escalateCase({
      params: { id },
      body: {
        level: pick([1, 2, 3]),
        reason: 'They stand still',
        toPersonId: world.people[pick(everyone, 1)],
        how: pick(['hand_over', 'help'] as const, 2),
      },
    }),
  comeDown: ({ world, id, who }) =>
    world.as(who).escalations.deescalateCase({ params: { id }, body: { reason: 'It runs again' } }),
  askBeside: ({ world, id, who, pick }) =>
    world.as(who).sideconversations.startSideConversation({
      params: { id },
      body: { kind: 'internal', personId: world.people[pick(someone)], subject: 'A second look', text: 'Please look.' },
    }),
  promise: ({ world, id, who, pick }) => {
    const dueAt = new Date(world.now.getTime() + pick([1, 5, 40]) * hour).toISOString()
    const promises = [{ kind: pick(['call', 'write', 'other'] as const, 1), said: 'I will see to it.', dueAt }]
    return world.as(who).conversations.sendReply({
      params: { id },
      body: { kind: 'reply', text: 'I will see to it.', undoSeconds: 0, promises },
    })
  },
  planLeave: ({ world, pick }) => {
    const [from, until] = [pick([0, 1, 20], 1), pick([30, 60], 2)].map((hours) =>
      new Date(world.now.getTime() + hours * hour).toISOString(),
    ) as [string, string]
    const name = pick(['ana', 'priya', 'jonas', 'elena'] as const)
    return world.as('sofia').absence.planLeave({
      body: { personId: world.people[name], from, until, rule: pick(['all', 'what_moves', 'watch'] as const, 3) },
    })
  },
} satisfies Record<string, Operation>

import type { ApprovalAsked } from '../../src/features/casetypes/contract/approvals.ts'
import type { World } from './world.ts'

let made = 0

/** A billing dispute whose credit over 500 EUR is approved before finance review is left. */
export async function typeWithApproval(
  world: World,
  asked: Pick<ApprovalAsked, 'approvers'> & Partial<ApprovalAsked>,
): Promise<string> {
  const { items } = await world.as('admin').types.listTypes({})
  const { definition } = items.find(({ key }) => key === 'billing_dispute')!
  const approval = {
    key: 'credit',
    title: 'Credit over 500 EUR',
    asks: 'The customer gets this amount back.',
    fields: ['disputed_amount'],
    stage: 'finance_review',
    when: { field: 'disputed_amount', over: 50_000 },
    rejectTo: 'verification',
    ...asked,
  }
  const body = {
    definition: {
      ...definition,
      name: `Credit ${++made}`,
      words: [],
      stages: definition.stages.map((stage) => ({ ...stage, tasks: [] })),
      closure: { ...definition.closure, checklist: [] },
      approvals: [approval],
    },
  }
  return (await world.as('admin').types.createType({ body })).key
}

/** A case of that type, opened by Ana (a restricted one by her lead) and moved by her to where it is asked for. */
export async function caseInReview(
  world: World,
  type: string,
  { amount = '900.00', restricted = false }: { amount?: string | undefined; restricted?: boolean | undefined } = {},
): Promise<string> {
  const { id } = await world.as(restricted ? 'mira' : 'ana').cases.createCase({
    body: {
      subject: 'Charged twice <b>',
      message: 'Twice.',
      type,
      ownerId: world.people.ana,
      teamId: world.teams.accounts,
      contactId: world.contacts.ingrid,
      custom: { disputed_amount: amount },
      restricted,
    },
  })
  await world.as('ana').cases.transitionCase({ params: { id }, body: { stage: 'finance_review' } })
  return id
}

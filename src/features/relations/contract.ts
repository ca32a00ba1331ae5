import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Id, Instant, Text } from '../../platform/shapes.ts'
import { CaseRef, CaseRow } from '../cases/contract/case-row.ts'
import { Case } from '../cases/contract.ts'
import { problemsContract } from './contract/problems.ts'

/** What the other case is to this one. */
export const Link = z.enum(['related', 'parent', 'child', 'problem', 'incident'])
export type Link = z.infer<typeof Link>

export const Relative = CaseRow.pick({
  id: true,
  number: true,
  subject: true,
  type: true,
  stage: true,
  status: true,
  priority: true,
  owner: true,
  team: true,
  account: true,
  firstDue: true,
  dueMetric: true,
  risk: true,
  nextStep: true,
  restricted: true,
})
export type Relative = z.infer<typeof Relative>

/** A follow-up and a merged case are not linked by hand: they came of what happened. */
export const Kin = z.enum([...Link.options, 'follow_up_of', 'follow_up', 'merged_into', 'merged'])
export type Kin = z.infer<typeof Kin>

export const Family = z.object({
  /** Kinds without any are left out. */
  kin: z.array(
    z.object({
      kind: Kin,
      /** The open ones first. */
      items: z.array(Relative),
      /** How many more there are that the reader may see. */
      more: z.int(),
      /** How many the reader may not see. */
      hidden: z.int(),
    }),
  ),
  /** Whom a problem reaches: of its incidents that the reader may see, `hidden` apart. Null for what is no problem. */
  impact: z
    .object({
      open: z.int(),
      resolved: z.int(),
      hidden: z.int(),
      customers: z.int(),
      /** What the accounts among them are worth in a year, by currency. */
      valueYear: z.array(z.object({ minor: z.int(), currency: z.string() })),
    })
    .nullable(),
})
export type Family = z.infer<typeof Family>

export const relationsContract = {
  ...problemsContract,
  getFamily: endpoint({
    method: 'GET',
    path: '/cases/:id/family',
    summary: 'The cases that this one belongs together with; those that the reader may not see are counted only.',
    params: CaseRef,
    response: Family,
  }),
  linkCase: endpoint({
    method: 'POST',
    path: '/cases/:id/links',
    summary: 'Links another case: as related, or as parent, child, problem or incident of this one.',
    params: CaseRef,
    body: z.strictObject({ kind: Link, case: CaseRef.shape.id }),
    response: Family,
  }),
  unlinkCase: endpoint({
    method: 'DELETE',
    path: '/cases/:id/links/:kind/:other',
    summary: 'Takes a link off both cases.',
    params: CaseRef.extend({ kind: Link, other: CaseRef.shape.id }),
    response: Family,
  }),
  openChild: endpoint({
    method: 'POST',
    path: '/cases/:id/children',
    summary: 'Opens a child case with its own owner, clocks and thread; account, contact and product go along.',
    params: CaseRef,
    body: z.strictObject({
      subject: Text(500),
      /** What colleagues should know; the customer never reads it. */
      note: Text(20_000).optional(),
      typeId: Id.optional(),
      teamId: Id.optional(),
      ownerId: Id.optional(),
      dueAt: Instant.optional(),
    }),
    response: Case,
  }),
}

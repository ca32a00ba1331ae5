import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Id, InstantOut, Named, Text, Version } from '../../platform/shapes.ts'
import { CaseRef, CaseRow } from '../cases/contract/case-row.ts'
import { Case } from '../cases/contract.ts'
import { duplicatesContract } from './contract/duplicates.ts'

const Linked = z.object({ id: Id, number: z.string() })

export const Merge = z.object({
  id: Id,
  source: Linked.extend({ subject: z.string() }),
  survivor: Linked.extend({ subject: z.string() }),
  at: InstantOut,
  by: Named.nullable(),
  undo: z.object({
    allowed: z.boolean(),
    /** Why not, where it is not. */
    because: z.array(z.string()),
    /** How many messages go back with the case, and how many came since and stay with the survivor. */
    returns: z.int(),
    stays: z.int(),
  }),
})
export type Merge = z.infer<typeof Merge>

export const MergeSide = CaseRow.extend({ messageCount: z.int(), excerpt: z.string().nullable() })
export type MergeSide = z.infer<typeof MergeSide>

export const MergePreview = z.object({
  source: MergeSide,
  survivor: MergeSide,
  allowed: z.boolean(),
  /** Everything that stands against it. */
  because: z.array(z.string()),
  /** What will happen, a sentence each. */
  happens: z.array(z.string()),
  warnings: z.array(z.string()),
})
export type MergePreview = z.infer<typeof MergePreview>

export const MovePreview = z.object({
  from: Linked.extend({ subject: z.string(), version: Version }),
  to: Linked.extend({ subject: z.string(), version: Version }),
  allowed: z.boolean(),
  because: z.array(z.string()),
  happens: z.array(z.string()),
  warnings: z.array(z.string()),
})
export type MovePreview = z.infer<typeof MovePreview>

const MessageRef = z.object({ id: Id })

export const familiesContract = {
  previewMerge: endpoint({
    method: 'GET',
    path: '/cases/:id/merge',
    summary: 'What merging a case into another would do, with both side by side. Nothing is changed.',
    params: CaseRef,
    query: z.object({ into: CaseRef.shape.id }),
    response: MergePreview,
  }),
  mergeCase: endpoint({
    method: 'POST',
    path: '/cases/:id/merge',
    summary: 'Merges a case into another, which goes on with everything of both. Answers with the survivor.',
    params: CaseRef,
    body: z.strictObject({ into: CaseRef.shape.id, version: Version, intoVersion: Version }),
    response: Case,
  }),
  listMerges: endpoint({
    method: 'GET',
    path: '/cases/:id/merges',
    summary: 'The cases that were merged into this one, or the merge that ended it, with what an undo would do.',
    params: CaseRef,
    response: z.object({ items: z.array(Merge) }),
  }),
  undoMerge: endpoint({
    method: 'POST',
    path: '/merges/:id/undo',
    summary: 'Takes a merge back: both cases stand as before; what came since stays with the survivor.',
    params: z.object({ id: Id }),
    response: z.object({ source: Linked, survivor: Linked }),
  }),
  previewMove: endpoint({
    method: 'GET',
    path: '/messages/:id/move',
    summary: 'What moving a message to another case would do. Nothing is changed.',
    params: MessageRef,
    query: z.object({ to: CaseRef.shape.id }),
    response: MovePreview,
  }),
  moveMessage: endpoint({
    method: 'POST',
    path: '/messages/:id/move',
    summary: 'Moves a message that came to the wrong case, with its files; the clocks of both cases follow.',
    params: MessageRef,
    body: z.strictObject({ to: CaseRef.shape.id, version: Version, toVersion: Version }),
    response: z.object({ from: Linked, to: Linked }),
  }),
  splitMessage: endpoint({
    method: 'POST',
    path: '/messages/:id/split',
    summary: 'Opens a linked case of its own with a message and its files; its clocks count from when it was received.',
    params: MessageRef,
    body: z.strictObject({ version: Version, typeId: Id.optional(), subject: Text(500).optional() }),
    response: Case,
  }),
  ...duplicatesContract,
}

import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, InstantOut, Language, Named, Text, UndoSeconds } from '../../../platform/shapes.ts'
import { CaseRef, Requirement } from '../../cases/contract/case-row.ts'

const Numbered = z.object({ id: Id, number: z.string() })

export const UpdateRecipients = z.object({
  recipients: z.array(
    z.object({
      email: z.string(),
      name: z.string(),
      language: z.string().nullable(),
      /** The case whose thread carries the message. */
      case: Numbered,
      /** Other cases of the same customer, which get none of their own. */
      also: z.array(z.string()),
    }),
  ),
  leftOut: z.array(z.object({ case: Numbered, because: z.string() })),
  /** Incidents that the reader may not see: nobody writes there in their name. */
  hidden: z.int(),
})
export type UpdateRecipients = z.infer<typeof UpdateRecipients>

export const ProblemUpdate = z.object({
  id: Id,
  text: z.string(),
  author: Named,
  askedAt: InstantOut,
  /** Until then nothing has left, and all of it can be taken back. */
  releaseAt: InstantOut,
  stoppedAt: InstantOut.nullable(),
  finishedAt: InstantOut.nullable(),
  total: z.int(),
  written: z.int(),
  /** Whom it did not reach, of those on cases that the reader may see. */
  left: z.array(z.object({ email: z.string(), number: z.string(), because: z.string() })),
})
export type ProblemUpdate = z.infer<typeof ProblemUpdate>

export const ClosingOutlook = z.object({
  /** The codes that the incidents of each type can end with, and the one that fits that of the problem. */
  types: z.array(
    z.object({
      id: Id,
      name: z.string(),
      incidents: z.int(),
      codes: z.array(z.object({ key: z.string(), label: z.string() })),
      code: z.string().nullable(),
    }),
  ),
  items: z.array(
    z.object({
      case: Numbered.extend({ subject: z.string() }),
      owner: Named.nullable(),
      /** Everything that its gate still asks for; empty where it will be resolved. */
      missing: z.array(Requirement),
    }),
  ),
  /** How many more are tried. */
  more: z.int(),
  hidden: z.int(),
})
export type ClosingOutlook = z.infer<typeof ClosingOutlook>

export const ProblemClosing = z.object({
  id: Id,
  begunAt: InstantOut,
  finishedAt: InstantOut.nullable(),
  total: z.int(),
  resolved: z.int(),
  /** Those that stay open, of what the reader may see. */
  left: z.array(z.object({ case: Numbered, because: z.string(), missing: z.array(Requirement) })),
})
export type ProblemClosing = z.infer<typeof ProblemClosing>

export const SuggestedIncident = z.object({
  case: Numbered.extend({ subject: z.string() }),
  account: Named.nullable(),
  createdAt: InstantOut,
  because: z.array(z.string()),
})
export type SuggestedIncident = z.infer<typeof SuggestedIncident>

const Codes = z.record(Id, z.string().max(60))

export const problemsContract = {
  linkIncidents: endpoint({
    method: 'POST',
    path: '/cases/:id/incidents',
    summary:
      'Makes these cases incidents of a problem, each by its own rules; what was refused is told with its reason.',
    params: CaseRef,
    body: z.strictObject({ cases: z.array(CaseRef.shape.id).min(1).max(200) }),
    response: z.object({
      linked: z.int(),
      refused: z.array(z.object({ case: z.string(), because: z.string() })),
    }),
  }),
  suggestIncidents: endpoint({
    method: 'GET',
    path: '/cases/:id/incidents/suggested',
    summary: 'Open cases that may be incidents of this problem, by product and words, with the reason of each.',
    params: CaseRef,
    response: z.object({ items: z.array(SuggestedIncident) }),
  }),
  previewUpdate: endpoint({
    method: 'GET',
    path: '/cases/:id/updates/recipients',
    summary: 'Whom an update on this problem would reach, each customer once, and who is left out and why.',
    params: CaseRef,
    response: UpdateRecipients,
  }),
  tellIncidents: endpoint({
    method: 'POST',
    path: '/cases/:id/updates',
    summary: 'Tells everybody whom this problem concerns, as one public reply on the case of each.',
    params: CaseRef,
    body: z.strictObject({
      text: Text(20_000),
      /** The same in other languages: who speaks one of them reads that. */
      inLanguages: z.record(Language, Text(20_000)).default({}),
      /** How many the preview named; where they are others by now, nothing is written. */
      recipients: z.int().min(1),
      /** Seconds in which all of it can be taken back before any of it leaves. */
      undoSeconds: UndoSeconds.default(20),
    }),
    response: ProblemUpdate,
  }),
  listUpdates: endpoint({
    method: 'GET',
    path: '/cases/:id/updates',
    summary: 'What was told on this problem, the newest first, and how far it is.',
    params: CaseRef,
    response: z.object({ items: z.array(ProblemUpdate) }),
  }),
  stopUpdate: endpoint({
    method: 'POST',
    path: '/problem-updates/:id/stop',
    summary: 'Takes back what has not been written yet; within the undo window that is all of it.',
    params: z.object({ id: Id }),
    response: ProblemUpdate,
  }),
  previewClosing: endpoint({
    method: 'POST',
    path: '/cases/:id/incidents/outlook',
    summary: 'Which incidents would be resolved with this problem, and what each of the others still lacks.',
    params: CaseRef,
    body: z.strictObject({
      code: z.string().max(60).optional(),
      summary: z.string().max(10_000).optional(),
      rootCause: z.string().max(500).optional(),
      /** What the incidents end with instead of the summary of the problem. */
      incidentSummary: z.string().max(10_000).optional(),
      codes: Codes.default({}),
    }),
    response: ClosingOutlook,
  }),
  listClosings: endpoint({
    method: 'GET',
    path: '/cases/:id/closings',
    summary: 'What came of the incidents when this problem was resolved, the newest first.',
    params: CaseRef,
    response: z.object({ items: z.array(ProblemClosing) }),
  }),
}

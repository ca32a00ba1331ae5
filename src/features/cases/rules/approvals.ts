import type { ApprovalAsked } from '../../casetypes/contract/approvals.ts'
import type { Requirement } from '../contract/case-row.ts'

/** An approval as the gates look at it: the last round of what a type asks for, or one that somebody asked for. */
export interface ApprovalFacts {
  id: string
  /** Of the type of the case; null where it was asked for in own words. */
  key: string | null
  title: string
  state: string
  /** The stage that it holds. */
  stage: string | null
  inOrder: boolean
  /** In their order, by whoever decides them. */
  votes: readonly { name: string; decision: string | null }[]
}

/** What an approval asks of a gate: who agreed, or who is waited for. */
export function ofType(asked: ApprovalAsked, known: readonly ApprovalFacts[], owner: string | null): Requirement {
  const found = known.find(({ key }) => key === asked.key)
  const requirement = found ? inOwnWords({ ...found, title: asked.title }, owner) : unasked(asked.title, owner)
  return {
    ...requirement,
    key: `approval:${asked.key}`,
    ...(asked.codes.length > 0 && { codes: asked.codes }),
  }
}

/** Voided, or never asked for: whoever has the case asks. */
const unasked = (title: string, owner: string | null): Requirement => ({
  key: '',
  kind: 'approval',
  label: `Approved: ${title}`,
  met: false,
  metBy: null,
  holds: owner,
})

export function inOwnWords(found: ApprovalFacts, owner: string | null): Requirement {
  const by = (decision: string) => found.votes.filter((vote) => vote.decision === decision).map(({ name }) => name)
  const base = { ...unasked(found.title, owner), key: `approval:${found.id}` }
  if (found.state === 'approved') return { ...base, met: true, metBy: by('approved').join(', '), holds: null }
  if (found.state === 'rejected') return { ...base, label: `${base.label} (rejected by ${by('rejected').join(', ')})` }
  if (found.state !== 'waiting') return base
  const open = found.votes.filter(({ decision }) => decision === null)
  const next = found.inOrder ? open.slice(0, 1) : open
  return { ...base, holds: next.map(({ name }) => name).join(', ') || owner }
}

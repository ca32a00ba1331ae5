import { z } from 'zod'
import { Id, InstantOut, Named } from '../../../platform/shapes.ts'

/** One person looked at by a routing decision, with why not, or with the score. */
export const Candidate = z.object({
  person: Named,
  eligible: z.boolean(),
  /** In words: "on leave until 30 Nov", "18 of 20, no room", "German until 3 Nov (expired)". Empty when eligible. */
  excluded: z.array(z.string()),
  load: z.int(),
  capacity: z.int(),
  spare: z.int(),
  skillFit: z.int(),
  /** Of the skills asked for, those held: "French 3". */
  has: z.array(z.string()),
  /** Of whoever is eligible, what is missing and why it did not count: "German 1 (only welcome)". */
  unmet: z.array(z.string()),
  /** 0: asked from the beginning; n: of the nth team that is asked after a while. */
  step: z.int(),
  lastAssignedAt: InstantOut.nullable(),
})

export const SkillNeed = z.enum(['required', 'optional', 'welcome'])
/** A skill that a case asks for: required ones never relax, optional ones do, welcome ones exclude nobody. */
export const WantedSkill = z.object({
  id: z.string(),
  name: z.string(),
  level: z.int(),
  need: SkillNeed,
  /** "the rule French customers", "it is in French". */
  because: z.string(),
})

/** What happens next while a case waits, by time alone. */
export const Ahead = z.object({
  at: InstantOut,
  kind: z.enum(['skills', 'team', 'duty', 'back']),
  /** Without when: "French relaxes", "Second line is asked too", "Ana is told". */
  text: z.string(),
})

/** The rule of intake that led to a queue, as it was then. */
export const RuleSeen = z.object({
  id: Id,
  name: z.string(),
  /** Its place in the list, from 1 on. */
  place: z.int(),
  version: z.int(),
})

export const RoutingDecision = z.object({
  id: Id,
  at: InstantOut,
  cause: z.string(),
  queue: Named.nullable(),
  /** Who got it; where it was offered, to whom. */
  winner: Named.nullable(),
  offered: z.boolean(),
  /** Null: no rule matched, or it came here by hand. */
  rule: RuleSeen.nullable(),
  skills: z.array(WantedSkill),
  /** Whether optional skills were given up by then, and how many further teams were asked. */
  relaxed: z.object({ skills: z.boolean(), teams: z.int() }),
  /** Sentences, most decisive first. */
  because: z.array(z.string()),
  ahead: z.array(Ahead),
  considered: z.array(Candidate),
})
export type RoutingDecision = z.infer<typeof RoutingDecision>

export const OfferOutcome = z.enum(['accepted', 'declined', 'timed_out', 'withdrawn'])
export const Offer = z.object({
  id: Id,
  person: Named,
  offeredAt: InstantOut,
  expiresAt: InstantOut,
  endedAt: InstantOut.nullable(),
  outcome: OfferOutcome.nullable(),
  reason: z.string().nullable(),
})
export type Offer = z.infer<typeof Offer>

/** How a case waits for an owner now. */
export const Waiting = z.object({
  since: InstantOut,
  /** Why nobody has it yet, and what comes when, in one line. */
  because: z.string(),
  /** When it is looked at again by time alone; also whenever somebody comes online or has room. */
  lookAt: InstantOut.nullable(),
  dutyAt: InstantOut,
  /** The calendar in whose open hours these times count; null: around the clock. */
  countsBy: Named.nullable(),
  dutyHolder: Named,
  /** Since when the duty holder knows. */
  dutyToldAt: InstantOut.nullable(),
})

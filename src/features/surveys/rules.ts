import type { SurveyKind } from '../casetypes/contract/surveys.ts'
import { scales } from '../casetypes/rules/surveys.ts'
import type { NotAsked, SurveyCount, SurveyReport, SurveyRow } from './contract.ts'

const day = 86_400_000
/** What is due for longer is not asked any more: after an outage nobody remembers. */
const latestDays = 7
/** For so long a letter's link takes the answer. */
export const linkDays = 14
/** Longer words are refused. */
export const longestWords = 4000

export interface AskFacts {
  status: string
  merged: boolean
  child: boolean
  /** Resolved since when, as the case says now, and as it was when the question was planned. */
  resolvedAt: Date | null
  plannedFor: Date
  /** Its code ends a case wherever it stands: a duplicate, withdrawn, no answer needed. */
  endedEarly: boolean
  /** Has an address to which a program may write. */
  reached: boolean
  mailComesBack: boolean
  lastAskedAt: Date | null
  notAgainDays: number
  dueAt: Date
}

/** Whether the customer of a resolved case is asked now, and if not, why. */
export function isToAsk(facts: AskFacts, now: Date): { ask: true } | { ask: false; because: NotAsked } {
  const no = (because: NotAsked) => ({ ask: false as const, because })
  if (facts.merged) return no('merged')
  const over = facts.status === 'resolved' || facts.status === 'closed'
  if (!over || facts.resolvedAt?.getTime() !== facts.plannedFor.getTime()) return no('reopened')
  if (facts.child) return no('child')
  if (facts.endedEarly) return no('ended_early')
  if (!facts.reached) return no('nobody')
  if (facts.mailComesBack) return no('mail_comes_back')
  if (now.getTime() - facts.dueAt.getTime() > latestDays * day) return no('too_late')
  const since = facts.lastAskedAt && now.getTime() - facts.lastAskedAt.getTime()
  if (since !== null && since < facts.notAgainDays * day) return no('asked_lately')
  return { ask: true }
}

/** A score as a form says it; null where it is none of the scale. */
export function scoreOf(kind: SurveyKind, said: readonly string[]): number | null {
  const [text, ...more] = said
  if (text === undefined || more.length > 0 || !/^\d{1,2}$/.test(text)) return null
  const score = Number(text)
  return score >= scales[kind].from && score <= scales[kind].to ? score : null
}

/** Whether an answer is good, or so low that somebody asks why. */
export function readingOf(kind: SurveyKind, score: number): 'good' | 'low' | null {
  if (score >= scales[kind].good) return 'good'
  return score <= scales[kind].low ? 'low' : null
}

/** “2 of 5”. */
export const scoreWords = (kind: SurveyKind, score: number): string => `${score} of ${scales[kind].to}`

/** 97.5 % of a normal distribution lie below. */
const z = 1.959964

/** A share, and the interval of Wilson in which it lies with 95 % confidence; null of nothing. */
export function shareOf(part: number, whole: number): SurveyCount['share'] {
  if (whole === 0) return null
  const value = part / whole
  const middle = value + z ** 2 / (2 * whole)
  const spread = z * Math.sqrt((value * (1 - value)) / whole + z ** 2 / (4 * whole ** 2))
  const within = (bound: number) => Math.min(1, Math.max(0, bound / (1 + z ** 2 / whole)))
  return { value, from: within(middle - spread), to: within(middle + spread) }
}

export interface CountedPart extends Pick<SurveyRow, 'kind' | 'type' | 'team' | 'sla' | 'asked' | 'answered'> {
  good: number
  low: number
  sum: number
}

const counted = (parts: readonly CountedPart[]): SurveyCount => {
  const sumOf = (of: (part: CountedPart) => number) => parts.reduce((sum, part) => sum + of(part), 0)
  const [answered, good] = [sumOf((part) => part.answered), sumOf((part) => part.good)]
  return {
    asked: sumOf((part) => part.asked),
    answered,
    good,
    low: sumOf((part) => part.low),
    mean: answered === 0 ? null : sumOf((part) => part.sum) / answered,
    share: shareOf(good, answered),
  }
}

/** Rows by type, team and outcome, and in all by kind: scores of two kinds are never added. */
export function reportOf(parts: readonly CountedPart[]): Pick<SurveyReport, 'byKind' | 'rows'> {
  const kinds = (Object.keys(scales) as SurveyKind[]).filter((kind) => parts.some((part) => part.kind === kind))
  return {
    byKind: kinds.map((kind) => ({ kind, ...counted(parts.filter((part) => part.kind === kind)) })),
    rows: parts.map((part) => {
      const { kind, type, team, sla } = part
      return { kind, type, team, sla, ...counted([part]) }
    }),
  }
}

import type { Figure } from '../../../features/routing/contract/fairness.ts'
import { duration } from '../../ui/time.ts'

interface Share {
  share: number | null
  capacityShare: number | null
}

/** What stands beside somebody’s part: for how much of the time they were there, and whether it is clearly more or less. */
export function partWords(each: Share & { present: number }, days: number): string {
  const there = Math.round(each.present * days)
  if (each.present < 0.02) return 'not there in that time'
  const beside = besideTheirPart(each)
  return [
    ...(there < days ? [`there for ${there} of ${days} days`] : []),
    ...(beside ? [`clearly ${beside}`] : []),
  ].join(', ')
}

/** 0.184 → “18 %”; nothing where there is nothing to share. */
export const percent = (share: number | null): string => (share === null ? 'none' : `${Math.round(share * 100)} %`)

/** Whether somebody got clearly more or less than their part: by a quarter, and by three points of a hundred at least. */
export function besideTheirPart({ share, capacityShare }: Share): 'more' | 'less' | null {
  if (share === null || capacityShare === null || Math.abs(share - capacityShare) < 0.03) return null
  if (share > capacityShare * 1.25) return 'more'
  return share < capacityShare * 0.75 ? 'less' : null
}

/** How long was waited: “at once” below a minute, hours beyond an hour, days beyond two. */
export function waited(seconds: number | null): string {
  if (seconds === null) return 'none'
  if (seconds < 60) return 'at once'
  return seconds < 172_800 ? duration(seconds / 60) : `${Math.round(seconds / 86_400)} d`
}

export const figureTitles: Record<Figure, string> = {
  routed: 'given by routing',
  by_hand: 'taken or given by hand',
  declined: 'declined or given back',
  timed_out: 'offers that ran out',
  given: 'given to somebody',
  at_once: 'given at once',
  longest: 'the longest waits',
  relaxed_skills: 'given after skills were given up',
  relaxed_teams: 'given after a further team was asked',
  overdue: 'brought to whoever is on duty',
}

import { counted } from '../../ui/amounts.ts'
import { duration } from '../../ui/time.ts'

interface Share {
  share: number | null
  capacityShare: number | null
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

/** What was given up so that somebody had them. */
export function relaxedWords({ relaxedSkills, relaxedTeams }: { relaxedSkills: number; relaxedTeams: number }): string {
  const said = [
    ...(relaxedSkills > 0 ? [counted(relaxedSkills, 'skill')] : []),
    ...(relaxedTeams > 0 ? [counted(relaxedTeams, 'team')] : []),
  ]
  return said.join(', ') || '0'
}

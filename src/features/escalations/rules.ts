/** 1 within the frontline, 2 to specialists, 3 to those who lead; what an organisation calls them may differ. */
export const usualLevels = ['Frontline', 'Specialist', 'Lead'] as const

export interface Asked {
  level: number
  how: 'hand_over' | 'help'
  toPersonId: string | null
  toTeamId: string | null
  helpDueAt: string | null
}

/** What is wrong with an escalation that somebody asks for, by field; null when nothing is. */
export function whyNotEscalated(
  asked: Asked,
  current: { level: number; ownerId: string | null; now: Date },
): { path: string; message: string } | null {
  if (asked.level < current.level) return { path: 'level', message: `it stands at level ${current.level} already` }
  if (!asked.toPersonId && !asked.toTeamId) return { path: 'toPersonId', message: 'name a person or a team' }
  if (asked.how === 'hand_over' && asked.toPersonId && asked.toPersonId === current.ownerId)
    return { path: 'toPersonId', message: 'they have it already' }
  if (asked.helpDueAt && new Date(asked.helpDueAt) <= current.now)
    return { path: 'helpDueAt', message: 'that has passed already' }
  return null
}

/** Why a clock escalated a case, in words. */
export const clockReason = ({ metric, milestoneName }: Record<string, unknown>): string => {
  const name = typeof milestoneName === 'string' ? milestoneName : String(metric).replaceAll('_', ' ')
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} is late or at risk`
}

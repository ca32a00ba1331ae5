import type { SurveyAsked, SurveyKind } from '../contract/surveys.ts'

interface Scale {
  from: number
  to: number
  /** From here on an answer is good; up to `low` somebody asks why. */
  good: number
  low: number
  name: string
}

/** The scales. Of ease, 1 is hard and 7 easy; of the three lowest points of it somebody asks why. */
export const scales: Readonly<Record<SurveyKind, Scale>> = {
  csat: { from: 1, to: 5, good: 4, low: 2, name: 'satisfaction' },
  ces: { from: 1, to: 7, good: 5, low: 3, name: 'ease' },
  nps: { from: 0, to: 10, good: 9, low: 6, name: 'recommendation' },
}

/** “satisfaction, 1 to 5, 24 h after the resolution, nobody again within 30 days”. */
export function surveyWords({ kind, afterHours, notAgainDays }: SurveyAsked): string {
  const { name, from, to } = scales[kind]
  const when = afterHours === 0 ? 'at the resolution' : `${afterHours} h after the resolution`
  const again = notAgainDays === 0 ? 'every time' : `nobody again within ${notAgainDays} days`
  return `${name}, ${from} to ${to}, ${when}, ${again}`
}

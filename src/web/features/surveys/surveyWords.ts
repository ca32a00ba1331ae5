import type { SurveyKind } from '../../../features/casetypes/contract/surveys.ts'
import { scales } from '../../../features/casetypes/rules/surveys.ts'
import type { NotAsked, SurveyCount, SurveyReport, SurveyRow, SurveyTime } from '../../../features/surveys/contract.ts'
import type { Cell } from '../../ui/files.ts'

/** Times to choose from. */
export const times: { value: SurveyTime; label: string }[] = [
  { value: '30_days', label: 'The last 30 days' },
  { value: 'this_month', label: 'This month' },
  { value: 'last_month', label: 'Last month' },
  { value: '90_days', label: 'The last 90 days' },
  { value: '365_days', label: 'The last 365 days' },
]

export const kindName: Record<SurveyKind, string> = {
  csat: 'Satisfaction',
  ces: 'Ease',
  nps: 'Recommendation',
}

export const slaName: Record<SurveyRow['sla'], string> = {
  met: 'in time',
  late: 'a clock was late',
  none: 'no clock ran',
}

export const notAskedWords: Record<NotAsked, string> = {
  reopened: 'the case was opened again before',
  merged: 'the case went on in another',
  child: 'it was work for another case',
  ended_early: 'it ended without an answer being needed',
  nobody: 'there is no address to write to',
  mail_comes_back: 'mail to them comes back',
  asked_lately: 'they were asked about another case shortly before',
  too_late: 'it was due for too long',
  restored: 'it was due when a backup was restored',
}

/** “2 of 5”. */
export const scoreWords = (kind: SurveyKind, score: number): string => `${score} of ${scales[kind].to}`

const percent = (share: number): string => `${Math.round(share * 100)} %`

/** “80 %”; a share of nothing is told as that. */
export const shareWords = ({ share }: SurveyCount): string => (share ? percent(share.value) : 'no answer')

/** “49 to 94 %”. */
export const sureWords = ({ share }: SurveyCount): string =>
  share ? `${Math.round(share.from * 100)} to ${percent(share.to)}` : ''

export const meanWords = ({ mean }: SurveyCount): string => (mean === null ? '' : mean.toFixed(1))

/** “Satisfaction: 80 % good, of 10 answers (49 to 94 %); 10 of 24 answered.” */
export function sumWords(count: SurveyCount & { kind: SurveyKind }): string {
  const { kind, asked, answered } = count
  if (answered === 0) return `${kindName[kind]}: ${asked} asked, none has answered yet.`
  return `${kindName[kind]}: ${shareWords(count)} good, on average ${meanWords(count)} of ${scales[kind].to}. ${answered} of ${asked} answered.`
}

/** The rows of the report as a spreadsheet reads them. */
export const reportTable = ({ rows }: SurveyReport): Cell[][] => [
  ['type', 'question', 'team', 'clocks', 'asked', 'answered', 'mean', 'good', 'low', 'share good', 'from', 'to'],
  ...rows.map((row): Cell[] => [
    row.type.name,
    kindName[row.kind],
    row.team?.name ?? 'none',
    slaName[row.sla],
    row.asked,
    row.answered,
    row.mean === null ? '' : Number(row.mean.toFixed(3)),
    row.good,
    row.low,
    ...[row.share?.value, row.share?.from, row.share?.to].map((each) =>
      each === undefined ? '' : Number(each.toFixed(4)),
    ),
  ]),
]

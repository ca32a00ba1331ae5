import type { Goes, LeaveWork } from '../../../features/absence/contract/hand-over.ts'

interface Choice {
  goes?: Goes | null
  brief?: string
}

/** What was chosen on this page and is not saved yet, by case and task. */
export type Choices = Readonly<Record<string, Choice>>

export const keyOf = ({ case: { id }, task }: Pick<LeaveWork, 'case' | 'task'>): string => `${id} ${task?.id ?? ''}`

/** What would happen with each case and task, with what is stored and what was chosen just now. */
export function withChoices(
  foreseen: readonly LeaveWork[],
  stored: readonly LeaveWork[],
  choices: Choices,
  hasDeputy: boolean,
): LeaveWork[] {
  return foreseen.map((item) => {
    const known = stored.find((each) => keyOf(each) === keyOf(item))
    const now = choices[keyOf(item)]
    const chosen = now?.goes === undefined ? (known?.chosen ?? null) : now.goes
    const brief = now?.brief ?? (known?.briefIsOwn ? known.brief : item.brief)
    const goes = chosen === null ? item.goes : chosen === 'deputy' && !hasDeputy ? 'queue' : chosen
    const because = chosen === null ? item.because : 'chosen by hand'
    return { ...item, chosen, goes, because, brief, briefIsOwn: now?.brief !== undefined || known?.briefIsOwn === true }
  })
}

/** As the API takes them. */
export const choicesOf = (choices: Choices) =>
  Object.entries(choices).map(([key, { goes, brief }]) => {
    const [caseId, taskId] = key.split(' ') as [string, string]
    const text = brief?.trim()
    return {
      caseId,
      taskId: taskId || null,
      ...(goes !== undefined && { goes }),
      ...(brief !== undefined && { brief: text || null }),
    }
  })

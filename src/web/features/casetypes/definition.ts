import type { CaseTypeDefinition, Stage } from '../../../features/casetypes/contract.ts'
import { surveyWords } from '../../../features/casetypes/rules/surveys.ts'
import { keyFor } from '../../../features/casetypes/rules.ts'
import type { ConflictingField } from '../../ui/Conflict.tsx'
import { tidiedApprovals } from './approvals.ts'
import { tidiedFields } from './fields.ts'

/** As it is published: without what was left empty, and what is new gets its key from the words it ended up with. */
export function tidied(definition: CaseTypeDefinition, published: CaseTypeDefinition): CaseTypeDefinition {
  const { closure } = definition
  const known = new Map(published.stages.map((stage) => [stage.key, stage.tasks]))
  const keyOf = stageKeys(definition.stages, published.stages)
  return {
    ...definition,
    reopenStage: keyOf(definition.reopenStage),
    approvals: tidiedApprovals(definition, published, keyOf),
    name: definition.name.trim(),
    fields: tidiedFields(definition.fields, published.fields, keyOf),
    words: definition.words.map((word) => word.trim().toLowerCase()).filter((word) => word.length >= 2),
    stages: definition.stages.map((stage) => ({
      ...stage,
      key: keyOf(stage.key),
      label: stage.label.trim(),
      customerLabel: stage.customerLabel.trim(),
      next: stage.next.map(keyOf),
      tasks: keyedTasks(stage.tasks, known.get(stage.key) ?? []),
    })),
    closure: {
      ...closure,
      codes: keyed(closure.codes, published.closure.codes, (code) => code.label),
      checklist: keyed(closure.checklist, published.closure.checklist, (item) => item.title),
    },
  }
}

/** The key under which a stage is published: its own where it has been, one from its words where it is new. */
function stageKeys(stages: Stage[], published: Stage[]): (key: string) => string {
  const kept = published.map(({ key }) => key)
  const taken = [...kept]
  const keys = new Map<string, string>()
  for (const { key, label } of stages) {
    const final = kept.includes(key) ? key : keyFor(label, taken)
    keys.set(key, final)
    taken.push(final)
  }
  return (key) => keys.get(key) ?? key
}

/** Tasks with their final keys, also where others wait for them. */
function keyedTasks(tasks: Stage['tasks'], published: Stage['tasks']): Stage['tasks'] {
  const named = tasks.filter((task) => task.title.trim())
  const final = keyed(named, published, (task) => task.title)
  const keyOf = new Map(named.map(({ key }, at) => [key, final[at]!.key]))
  return final.map((task) =>
    task.after ? { ...task, after: task.after.flatMap((key) => keyOf.get(key) ?? []) } : task,
  )
}

function keyed<T extends { key: string }>(lines: T[], published: { key: string }[], wordsOf: (line: T) => string): T[] {
  const kept = new Set(published.map((line) => line.key))
  const taken = [...kept]
  return lines
    .filter((line) => wordsOf(line).trim())
    .map((line) => {
      const key = kept.has(line.key) ? line.key : keyFor(wordsOf(line), taken)
      taken.push(key)
      return { ...line, key }
    })
}

const names: Record<keyof CaseTypeDefinition, string> = {
  name: 'Name',
  description: 'Description',
  priority: 'Priority',
  weight: 'Weight',
  teams: 'Teams by name',
  skills: 'Skills it asks for',
  words: 'Words',
  fields: 'Fields',
  stages: 'Stages',
  reopenStage: 'Reopens into',
  approvals: 'Approvals',
  closure: 'Closing',
  uncovered: 'Work without a contract',
  confirmationDays: 'Days to confirm',
  followUpHours: 'Follow-up',
  silenceHours: 'Silence',
  inTouch: 'A word while nothing moves',
  survey: 'Survey',
}

/** Where two definitions part, each side in words. */
export function differences(yours: CaseTypeDefinition, theirs: CaseTypeDefinition): ConflictingField[] {
  return (Object.keys(names) as (keyof CaseTypeDefinition)[])
    .filter((key) => JSON.stringify(yours[key]) !== JSON.stringify(theirs[key]))
    .map((key) => ({ name: names[key], yours: told(yours, key), theirs: told(theirs, key) }))
}

function told(definition: CaseTypeDefinition, key: keyof CaseTypeDefinition): string {
  if (key === 'stages') {
    const lines = definition.stages.map(({ label, tasks }) => [label, ...tasks.map((task) => task.title)].join(', '))
    return lines.join('\n')
  }
  if (key === 'fields') return definition.fields.map(({ label }) => label).join('\n')
  if (key === 'closure') {
    const { codes, checklist } = definition.closure
    return [...codes.map((code) => code.label), ...checklist.map((item) => item.title)].join('\n')
  }
  if (key === 'skills') return definition.skills.map(({ name, level }) => `${name} ${level}`).join(', ')
  if (key === 'survey') return definition.survey ? surveyWords(definition.survey) : 'none'
  const value = definition[key]
  return Array.isArray(value) ? value.join(', ') : String(value)
}

/** A blank type: the shortest path that can work. */
export const blankType = (name: string): CaseTypeDefinition => ({
  name,
  description: name,
  priority: 'medium',
  weight: 1,
  teams: [],
  skills: [],
  words: [],
  fields: [],
  stages: [
    blankStage('received', 'Received', 'We have it', 'new'),
    blankStage('working', 'In work', 'We are working on it', 'open'),
    {
      ...blankStage('waiting_customer', 'Waiting for the customer', 'We wait for your answer', 'pending'),
      aside: true,
    },
    { ...blankStage('waiting_others', 'Waiting for others', 'We wait for somebody else', 'on_hold'), aside: true },
    blankStage('resolved', 'Resolved', 'Solved', 'resolved'),
    blankStage('closed', 'Closed', 'Closed', 'closed'),
  ],
  reopenStage: 'working',
  approvals: [],
  closure: {
    codes: [{ key: 'solved', label: 'Solved' }],
    checklist: [],
    rootCauseRequired: false,
    askCustomer: true,
  },
  uncovered: 'none',
  confirmationDays: 4,
  followUpHours: 48,
  silenceHours: 72,
})

const blankStage = (key: string, label: string, customerLabel: string, status: Stage['status']): Stage => ({
  key,
  label,
  customerLabel,
  status,
  aside: false,
  next: [],
  tasks: [],
})

export interface TypeFile {
  /** The key that it had where it was exported. */
  key: string | null
  definition: CaseTypeDefinition
}

/** What stands in a file of a type; null where it is none. The server looks at it closely. */
export function typeInFile(text: string): TypeFile | null {
  try {
    const read = JSON.parse(text) as { key?: unknown; definition?: CaseTypeDefinition } | null
    const definition = read?.definition ?? null
    if (!definition || typeof definition.name !== 'string' || !Array.isArray(definition.stages)) return null
    return { key: typeof read?.key === 'string' ? read.key : null, definition }
  } catch {
    return null
  }
}

/** Whether two things say the same, in whatever order their parts were written down. */
export function isAlike(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].every((key) => isAlike(one[key], other[key]))
}

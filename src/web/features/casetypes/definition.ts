import type { CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import type { ConflictingField } from '../../ui/Conflict.tsx'

/** A key made of a title, not used yet: “Credit note sent” → credit_note_sent, credit_note_sent_2. */
export function keyFor(title: string, taken: readonly string[]): string {
  const plain = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
  const key = plain || 'item'
  let free = key
  for (let n = 2; taken.includes(free); n++) free = `${key}_${n}`
  return free
}

/** Without what was begun and left empty. */
export function tidied(definition: CaseTypeDefinition): CaseTypeDefinition {
  const { closure } = definition
  return {
    ...definition,
    name: definition.name.trim(),
    words: definition.words.map((word) => word.trim().toLowerCase()).filter((word) => word.length >= 2),
    stages: definition.stages.map((stage) => ({ ...stage, tasks: stage.tasks.filter((task) => task.title.trim()) })),
    closure: {
      ...closure,
      codes: closure.codes.filter((code) => code.label.trim()),
      checklist: closure.checklist.filter((item) => item.title.trim()),
    },
  }
}

const names: Record<keyof CaseTypeDefinition, string> = {
  name: 'Name',
  description: 'Description',
  priority: 'Priority',
  weight: 'Weight',
  words: 'Words',
  stages: 'Stages',
  reopenStage: 'Reopens into',
  closure: 'Closing',
  confirmationDays: 'Days to confirm',
  followUpHours: 'Follow-up',
  silenceHours: 'Silence',
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
  if (key === 'closure') {
    const { codes, checklist } = definition.closure
    return [...codes.map((code) => code.label), ...checklist.map((item) => item.title)].join('\n')
  }
  const value = definition[key]
  return Array.isArray(value) ? value.join(', ') : String(value)
}

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

/** As it is published: without what was left empty, and what is new gets its key from the words it ended up with. */
export function tidied(definition: CaseTypeDefinition, published: CaseTypeDefinition): CaseTypeDefinition {
  const { closure } = definition
  const known = new Map(published.stages.map((stage) => [stage.key, stage.tasks]))
  return {
    ...definition,
    name: definition.name.trim(),
    words: definition.words.map((word) => word.trim().toLowerCase()).filter((word) => word.length >= 2),
    stages: definition.stages.map((stage) => ({
      ...stage,
      tasks: keyed(stage.tasks, known.get(stage.key) ?? [], (task) => task.title),
    })),
    closure: {
      ...closure,
      codes: keyed(closure.codes, published.closure.codes, (code) => code.label),
      checklist: keyed(closure.checklist, published.closure.checklist, (item) => item.title),
    },
  }
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

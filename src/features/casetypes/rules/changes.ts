import type { Field } from '../contract/fields.ts'
import type { CaseTypeDefinition, Stage } from '../contract.ts'
import { approvalWords } from './approval-words.ts'
import { isSame } from './same.ts'
import { surveyWords } from './surveys.ts'

/** What publishing `after` in place of `before` changes, a sentence each, in the order of the path. */
export function changesOf(before: CaseTypeDefinition, after: CaseTypeDefinition): string[] {
  return [
    ...stageChanges(before.stages, after.stages),
    ...fieldChanges(before, after),
    ...approvalChanges(before, after),
    ...closureChanges(before, after),
    ...surveyChanges(before, after),
    ...intakeChanges(before, after),
  ]
}

const statusWords: Record<Stage['status'], string> = {
  new: 'new',
  open: 'open',
  pending: 'waiting for the customer',
  on_hold: 'waiting for somebody else',
  resolved: 'resolved',
  closed: 'closed',
}

function stageChanges(before: readonly Stage[], after: readonly Stage[]): string[] {
  const known = new Map(before.map((stage) => [stage.key, stage]))
  const kept = new Set(after.map((stage) => stage.key))
  const labels = new Map([...before, ...after].map(({ key, label }) => [key, label]))
  const changes = before.filter(({ key }) => !kept.has(key)).map(({ label }) => `Stage ${label} is gone.`)
  after.forEach((stage, at) => {
    const old = known.get(stage.key)
    if (old) changes.push(...changesOfStage(old, stage, labels))
    else changes.push(`New stage ${stage.label}${at > 0 ? ` after ${after[at - 1]!.label}` : ' at the beginning'}.`)
  })
  const common = (stages: readonly Stage[]) =>
    stages.map(({ key }) => key).filter((key) => known.has(key) && kept.has(key))
  if (common(before).join() !== common(after).join())
    changes.push(`The stages stand in another order: ${after.map(({ label }) => label).join(', ')}.`)
  return changes
}

function changesOfStage(before: Stage, after: Stage, labels: ReadonlyMap<string, string>): string[] {
  const changes: string[] = []
  if (before.label !== after.label) changes.push(`Stage ${before.label} is called ${after.label}.`)
  if (before.customerLabel !== after.customerLabel)
    changes.push(`In ${after.label} the customer reads “${after.customerLabel}” instead of “${before.customerLabel}”.`)
  if (before.status !== after.status)
    changes.push(`${after.label} counts as ${statusWords[after.status]}, not as ${statusWords[before.status]}.`)
  if (before.aside !== after.aside)
    changes.push(`${after.label} stands ${after.aside ? 'beside the path' : 'on the path'}.`)
  if (before.next.join() !== after.next.join()) {
    const led = after.next.map((key) => labels.get(key) ?? key)
    changes.push(`${after.label} leads to ${led.length > 0 ? led.join(' or ') : 'any stage'}.`)
  }
  if (before.followUpHours !== after.followUpHours)
    changes.push(
      `${after.label} is followed up after ${after.followUpHours ? `${after.followUpHours} h` : 'the time of the type'}.`,
    )
  if (!isSame(before.tells, after.tells))
    changes.push(
      after.tells
        ? `Coming to ${after.label}, the customer is told something else.`
        : `Coming to ${after.label} tells the customer nothing more.`,
    )
  if ((before.guidance ?? '') !== (after.guidance ?? '')) changes.push(`The guidance of ${after.label} is another.`)
  return [...changes, ...lineChanges(before.tasks, after.tasks, `in ${after.label}`, 'task')]
}

function fieldChanges(before: CaseTypeDefinition, after: CaseTypeDefinition): string[] {
  const known = new Map(before.fields.map((field) => [field.key, field]))
  const kept = new Set(after.fields.map(({ key }) => key))
  const needed = ({ requiredFrom }: Field) =>
    requiredFrom ? `needed for ${after.stages.find(({ key }) => key === requiredFrom)?.label}` : 'may stay empty'
  return [
    ...before.fields.filter(({ key }) => !kept.has(key)).map(({ label }) => `The field “${label}” is gone.`),
    ...after.fields.flatMap((field) => {
      const old = known.get(field.key)
      if (!old) return [`New field “${field.label}”, ${needed(field)}.`]
      const changes: string[] = []
      if (old.label !== field.label) changes.push(`The field “${old.label}” is called “${field.label}”.`)
      if (old.requiredFrom !== field.requiredFrom) changes.push(`The field “${field.label}”: ${needed(field)}.`)
      const rest = ({ label: _, requiredFrom: __, ...others }: Field) => others
      if (!isSame(rest(old), rest(field))) changes.push(`The field “${field.label}” is asked differently.`)
      return changes
    }),
  ]
}

type Line = Pick<Stage['tasks'][number], 'key' | 'title' | 'mandatory' | 'dueHours' | 'evidence' | 'after' | 'doneBy'>

function lineChanges(before: readonly Line[], after: readonly Line[], where: string, what: string): string[] {
  const known = new Map(before.map((line) => [line.key, line]))
  const kept = new Set(after.map((line) => line.key))
  return [
    ...before.filter(({ key }) => !kept.has(key)).map(({ title }) => `The ${what} “${title}” ${where} is gone.`),
    ...after.flatMap((line) => {
      const old = known.get(line.key)
      if (!old) return [`New ${what} ${where}: “${line.title}”${line.mandatory ? ', required' : ''}.`]
      if (old.title !== line.title) return [`The ${what} “${old.title}” ${where} reads “${line.title}”.`]
      if (old.mandatory !== line.mandatory)
        return [`The ${what} “${line.title}” ${where} is ${line.mandatory ? 'required' : 'no longer required'}.`]
      if (old.dueHours !== line.dueHours)
        return [
          `The ${what} “${line.title}” ${where} is due ${line.dueHours ? `within ${line.dueHours} h` : 'at any time'}.`,
        ]
      if (old.evidence !== line.evidence)
        return [`The ${what} “${line.title}” ${where} ${line.evidence ? 'asks' : 'no longer asks'} what shows it.`]
      const order = ({ after, doneBy }: Line) => [after ?? [], doneBy ?? 'team']
      if (!isSame(order(old), order(line))) return [`The ${what} “${line.title}” ${where} is done by or after others.`]
      return []
    }),
  ]
}

function approvalChanges(before: CaseTypeDefinition, after: CaseTypeDefinition): string[] {
  const known = new Map(before.approvals.map((approval) => [approval.key, approval]))
  const kept = new Set(after.approvals.map(({ key }) => key))
  const nobody = new Map<string, string>()
  return [
    ...before.approvals.filter(({ key }) => !kept.has(key)).map(({ title }) => `The approval “${title}” is gone.`),
    ...after.approvals.flatMap((approval) => {
      const old = known.get(approval.key)
      const words = `approval “${approval.title}”: ${approvalWords(approval, after, nobody)}`
      if (!old) return [`New ${words}`]
      return isSame(old, approval) ? [] : [`The ${words}`]
    }),
  ]
}

function closureChanges({ closure: before }: CaseTypeDefinition, { closure: after }: CaseTypeDefinition): string[] {
  const asLines = (codes: readonly { key: string; label: string }[]) =>
    codes.map(({ key, label }) => ({ key, title: label, mandatory: false }))
  return [
    ...lineChanges(asLines(before.codes), asLines(after.codes), 'of closing', 'code'),
    ...after.codes
      .filter(({ key, endsEarly }) => {
        const old = before.codes.find((code) => code.key === key)
        return old !== undefined && (old.endsEarly ?? false) !== (endsEarly ?? false)
      })
      .map(({ label, endsEarly }) =>
        endsEarly ? `“${label}” ends a case wherever it stands.` : `“${label}” asks for the whole path.`,
      ),
    ...lineChanges(before.checklist, after.checklist, 'of closing', 'check'),
    ...(before.rootCauseRequired !== after.rootCauseRequired
      ? [`A root cause is ${after.rootCauseRequired ? 'required' : 'no longer required'}.`]
      : []),
    ...(before.askCustomer !== after.askCustomer
      ? [`The customer is ${after.askCustomer ? 'asked' : 'no longer asked'} to confirm.`]
      : []),
  ]
}

const surveyChanges = ({ survey: before }: CaseTypeDefinition, { survey: after }: CaseTypeDefinition): string[] =>
  isSame(before, after)
    ? []
    : [after ? `Customers are asked afterwards: ${surveyWords(after)}.` : 'Customers are asked nothing afterwards.']

/** What follows when no contract covers a case, as people choose it. */
export const uncoveredName: Record<CaseTypeDefinition['uncovered'], string> = {
  none: 'nothing',
  warn: 'a word to whoever works it',
  approval: 'an approval first',
  billable: 'it is billed',
}

const needsSaid = ({ skills }: CaseTypeDefinition): string =>
  skills
    .map(({ name, level, need }) => `${name}${level > 1 ? ` from level ${level}` : ''}${needWords[need]}`)
    .join(', ')
const needWords = { required: ', always', optional: '', welcome: ', if possible' } as const

function intakeChanges(before: CaseTypeDefinition, after: CaseTypeDefinition): string[] {
  const told: [string, unknown, unknown][] = [
    ['The name', before.name, after.name],
    ['The priority', before.priority, after.priority],
    ['The weight on its owner', before.weight, after.weight],
    ['What follows when no contract covers it', uncoveredName[before.uncovered], uncoveredName[after.uncovered]],
    ['The days to confirm', before.confirmationDays, after.confirmationDays],
    ['The hours to a follow-up', before.followUpHours, after.followUpHours],
    ['The hours of silence', before.silenceHours, after.silenceHours],
  ]
  return [
    ...(!isSame(before.inTouch, after.inTouch)
      ? [
          after.inTouch
            ? `While nothing moves, the customer hears of us every ${after.inTouch.hours} h.`
            : 'While nothing moves, the customer hears nothing by itself.',
        ]
      : []),
    ...told.filter(([, was, is]) => was !== is).map(([what, was, is]) => `${what}: ${is} instead of ${was}.`),
    ...(before.reopenStage !== after.reopenStage
      ? [`It reopens into ${after.stages.find(({ key }) => key === after.reopenStage)?.label ?? after.reopenStage}.`]
      : []),
    ...(before.description !== after.description ? ['What it is, is said differently.'] : []),
    ...(before.teams.join() !== after.teams.join()
      ? [`Worked by ${after.teams.join(', or ') || 'the default team'}, where no team is chosen.`]
      : []),
    ...(needsSaid(before) !== needsSaid(after) ? [`It asks for ${needsSaid(after) || 'no skills of its own'}.`] : []),
    ...(before.words.join() !== after.words.join() ? ['Other words suggest it.'] : []),
  ]
}

import type { Requirement } from '../../../../features/cases/contract/case-row.ts'
import type { Case } from '../../../../features/cases/contract.ts'
import type { Status } from '../../../../platform/shapes.ts'
import { isOver } from '../words.ts'

/** Where cases can be put: a stage of their type, or whatever stage of it means a status. */
export type Target = { kind: 'stage'; key: string } | { kind: 'status'; status: Status } | { kind: 'risk' }

export type Way =
  | { kind: 'move'; stage: string; label: string }
  /** Resolving has a sheet of its own. */
  | { kind: 'resolve' }
  | { kind: 'stay' }
  | { kind: 'closed'; because: string }

type Stage = Case['stages'][number]
type Found = Pick<Case, 'stages' | 'stage' | 'status' | 'can' | 'type' | 'closure'>

/** What putting a case there would do, or why it cannot go, in words; the server decides again. */
export function wayTo(found: Found, target: Target): Way {
  if (!found.can.work) return { kind: 'closed', because: 'you may not work on it' }
  if (target.kind === 'risk') return { kind: 'closed', because: 'its clocks say when it is due' }
  const stage = target.kind === 'stage' ? stageOf(found, target.key) : stageWith(found, target.status)
  if (stage === 'here') return { kind: 'stay' }
  if (!stage) {
    const because =
      target.kind === 'status' && target.status === 'new'
        ? 'nothing becomes new again'
        : `${found.type.name} has no such stage`
    return { kind: 'closed', because }
  }
  if (isOver(found.status)) {
    const because = stage.status === 'closed' ? 'it closes by itself' : 'a resolved case is reopened, with a reason'
    return { kind: 'closed', because }
  }
  if (isOver(stage.status)) {
    return found.can.resolve ? { kind: 'resolve' } : { kind: 'closed', because: 'you may not resolve it' }
  }
  if (stage.allowed) return { kind: 'move', stage: stage.key, label: stage.label }
  return { kind: 'closed', because: missingWords(stage.requirements) }
}

/** “Credit approved by Finance is missing, waits for Ana Ferreira”. */
export function missingWords(requirements: readonly Requirement[]): string {
  const missing = requirements.filter((each) => !each.met)
  if (missing.length === 0) return 'its gate is closed'
  return missing
    .map(({ kind, label, holds, stage }) => {
      if (kind === 'transition') return label
      if (stage && !stage.begun) return `“${label}” in ${stage.label} is not begun`
      return `“${label}” is not done${holds ? `, it waits for ${holds}` : ''}`
    })
    .join('; ')
}

function stageOf(found: Found, key: string): Stage | 'here' | undefined {
  return key === found.stage.key ? 'here' : found.stages.find((stage) => stage.key === key)
}

/** The stage that a status means for this case: waiting ones stand aside, work goes on where it was. */
function stageWith(found: Found, status: Status): Stage | 'here' | undefined {
  if (status === found.status) return 'here'
  if (status === 'new') return undefined
  if (status !== 'open') return found.stages.find((stage) => stage.status === status)
  const path = found.stages.filter((stage) => !stage.aside && !isOver(stage.status))
  const at = path.findIndex((stage) => stage.state === 'here')
  return path.slice(Math.max(at, 0)).find((stage) => stage.status === 'open' && stage.key !== found.stage.key)
}

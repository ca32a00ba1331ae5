import type { CaseTypeDefinition, Stage } from '../../../features/casetypes/contract.ts'
import { keyFor } from '../../../features/casetypes/rules.ts'

type Stages = CaseTypeDefinition['stages']
type Waiting = 'pending' | 'on_hold'

const isWaiting = (status: Stage['status']): status is Waiting => status === 'pending' || status === 'on_hold'

/** A new stage of our work behind the one at `at`, on the path; it may be entered from any that leads anywhere. */
export function withStageAfter(stages: Stages, at: number): { stages: Stages; at: number } {
  const key = keyFor(
    'new stage',
    stages.map((stage) => stage.key),
  )
  const stage: Stage = { key, label: '', customerLabel: '', status: 'open', aside: false, next: [], tasks: [] }
  const place = behindOf(stages, at)
  return { stages: [...stages.slice(0, place), stage, ...stages.slice(place)], at: place }
}

/** Behind a stage on the path; behind the last open one for those that stand beside it, or end it. */
function behindOf(stages: Stages, at: number): number {
  const chosen = stages[at]
  if (chosen && !chosen.aside && (chosen.status === 'new' || chosen.status === 'open')) return at + 1
  const last = stages.findLastIndex((stage) => !stage.aside && (stage.status === 'new' || stage.status === 'open'))
  return last + 1
}

/** Without a stage; others no longer lead to it. */
export function withoutStage(stages: Stages, at: number): Stages {
  const gone = stages[at]?.key
  return stages
    .filter((_, place) => place !== at)
    .map((stage) => (stage.next.includes(gone!) ? { ...stage, next: stage.next.filter((key) => key !== gone) } : stage))
}

/** Where a stage would stand one step to a side, among those of its kind; null where there is none to change with. */
export function neighbour(stages: Stages, at: number, by: -1 | 1): number | null {
  const moved = stages[at]
  if (!moved || moved.status === 'new' || moved.status === 'closed') return null
  for (let place = at + by; place >= 0 && place < stages.length; place += by) {
    const other = stages[place]!
    if (other.aside !== moved.aside) continue
    return other.status === 'new' || other.status === 'closed' ? null : place
  }
  return null
}

export function exchanged(stages: Stages, a: number, b: number): Stages {
  const next = [...stages]
  const moved = next[a]!
  next[a] = next[b]!
  next[b] = moved
  return next
}

/** A stage that waits stands beside the path; any other stands on it and is followed up like the rest. */
export function withStatus(stage: Stage, status: Stage['status']): Stage {
  const { followUpHours, ...rest } = stage
  if (isWaiting(status)) return { ...stage, status, aside: isWaiting(stage.status) ? stage.aside : true }
  return { ...rest, status, aside: false }
}

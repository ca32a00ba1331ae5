import type { CaseTypeDefinition, Stage } from '../contract.ts'
import { initialStage, pathOf } from './stages.ts'

/**
 * The stages whose gates stand between two stages of the drawn path, from the one that is left to the one before the
 * target. An arrow drawn straight there passes one gate; else the shortest way along the arrows counts, where a stage
 * without arrows leads to the one drawn next. Where no way leads there, it is every stage drawn between.
 */
export function wayBetween(definition: CaseTypeDefinition, from: Stage, to: Stage): Stage[] {
  const path = pathOf(definition)
  const way = shortest(path, from, to, null)
  if (way) return way
  const [first, last] = [path.indexOf(from), path.indexOf(to)]
  return path.slice(Math.max(first, 0), last < 0 ? path.length : last)
}

/** The stages that every way from the first stage to one goes through, in drawn order, without that one. */
export function unavoidable(definition: CaseTypeDefinition, to: Stage): Stage[] {
  const path = pathOf(definition)
  const first = initialStage(definition)
  if (!shortest(path, first, to, null)) return path.slice(0, Math.max(0, path.indexOf(to)))
  return path.filter((stage) => stage !== to && (stage === first || !shortest(path, first, to, stage)))
}

/** Where a stage leads: along its arrows, or to the next one drawn. */
export function leadsTo(path: readonly Stage[], stage: Stage): Stage[] {
  if (stage.next.length > 0) return path.filter(({ key }) => stage.next.includes(key))
  const next = path[path.indexOf(stage) + 1]
  return next ? [next] : []
}

/** The shortest way from one stage to another that goes around a third, without its end; null where there is none. */
function shortest(path: readonly Stage[], from: Stage, to: Stage, around: Stage | null): Stage[] | null {
  const cameFrom = new Map<Stage, Stage | null>([[from, null]])
  const reached = [from]
  for (let stage = reached.shift(); stage; stage = reached.shift()) {
    if (stage === to) return backTo(cameFrom, to)
    for (const next of leadsTo(path, stage)) {
      if (cameFrom.has(next) || next === around) continue
      cameFrom.set(next, stage)
      reached.push(next)
    }
  }
  return null
}

function backTo(cameFrom: ReadonlyMap<Stage, Stage | null>, to: Stage): Stage[] {
  const way: Stage[] = []
  for (let stage = cameFrom.get(to); stage; stage = cameFrom.get(stage)) way.unshift(stage)
  return way
}

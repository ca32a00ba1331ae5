import type { Case } from '../../../features/cases/contract.ts'
import { api } from '../../api.ts'
import { useSetQuery } from '../../ui/address.ts'
import { said } from '../../ui/said.ts'
import { useCaseAct } from './queries.ts'
import { isOver } from './words.ts'

/** Moves a case to one of its stages; where that resolves it, the closure sheet asks for the rest first. */
export function useGoTo(found: Case, number: string) {
  const setQuery = useSetQuery()
  const move = useCaseAct(number, (to: { stage: string; override?: { reason: string } }) =>
    api.cases.transitionCase({ params: { id: found.id }, body: { version: found.version, ...to } }),
  )
  const done = { ...said, onSuccess: () => setQuery({ why: null }) }
  const goTo = (stage: Case['stages'][number]) => {
    if (isOver(stage.status)) setQuery({ why: null, sheet: 'close' })
    else move.mutate({ stage: stage.key }, done)
  }
  /** Through a closed gate, by whoever may. */
  const passAnyway = (stage: Case['stages'][number], reason: string) =>
    move.mutate({ stage: stage.key, override: { reason } }, done)
  return { goTo, passAnyway, isPending: move.isPending }
}

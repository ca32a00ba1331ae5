import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { CaseRow } from '../../../features/cases/contract/case-row.ts'
import type { MovePlan } from '../../../features/workload/contract.ts'
import { api } from '../../api.ts'
import { counted } from '../../ui/amounts.ts'
import { NoticeAct } from '../../ui/NoticeAct.tsx'

type Step = MovePlan['moves'][number]
export interface Moving {
  total: number
  done: { before: CaseRow; version: number }[]
  refused: { number: string; because: string }[]
  running: boolean
}

interface Giving {
  toId: string | null
  /** Said on the timeline instead of “took it” or “assigned by”. */
  reason?: string | undefined
}

const give = ({ id, version }: { id: string; version: number }, { toId, reason }: Giving) =>
  api.cases.assignCase({
    params: { id },
    body: {
      version,
      ownerId: toId,
      ...(reason && { reason }),
    },
  })

/** Moves cases one after the other, each by its own rules; what was refused is told, and all of it can be undone. */
export function useMoveCases() {
  const cache = useQueryClient()
  const [moving, setMoving] = useState<Moving | null>(null)
  const stopped = useRef(false)
  const refresh = () => {
    for (const kind of ['workload', 'cases', 'my-next', 'people']) void cache.invalidateQueries({ queryKey: [kind] })
  }
  const undo = async (done: Moving['done']) => {
    const failed: string[] = []
    for (const { before, version } of done.toReversed()) {
      await api.cases.undoAssign({ params: { id: before.id }, body: { version } }).catch(() => {
        failed.push(before.number)
      })
    }
    refresh()
    const back = done.length - failed.length
    const what = done.length === 1 ? done[0]!.before.number : counted(back, 'case')
    if (back > 0)
      notifications.show({
        message: back === 1 ? `${what} lies where it lay` : `${what} lie where they lay`,
        autoClose: 6_000,
      })
    if (failed.length > 0)
      notifications.show({
        title: 'Not all of it could be undone',
        message: `Changed meanwhile, and left as they are: ${failed.join(', ')}`,
        color: 'red',
      })
  }
  /** Answers whether every one of them moved that was to move. */
  const move = async (steps: readonly Step[], reason?: string): Promise<boolean> => {
    let state: Moving = { total: steps.length, done: [], refused: [], running: true }
    setMoving(state)
    stopped.current = false
    for (const { case: before, to } of steps) {
      if (stopped.current) break
      try {
        const { version } = await give(before, { toId: to?.id ?? null, reason })
        state = { ...state, done: [...state.done, { before, version }] }
      } catch (error) {
        const because = (error as Error).message
        state = { ...state, refused: [...state.refused, { number: before.number, because }] }
      }
      setMoving(state)
    }
    setMoving({ ...state, running: false })
    refresh()
    if (state.done.length > 0) tell(state.done, () => void undo(state.done))
    return state.refused.length === 0
  }
  /** After the one that is on its way. */
  const stop = () => {
    stopped.current = true
  }
  return { moving, move, stop }
}

function tell(done: Moving['done'], undo: () => void) {
  const id = notifications.show({
    message: (
      <NoticeAct
        act="Undo"
        onAct={() => {
          notifications.hide(id)
          undo()
        }}
      >
        {done.length === 1 ? `${done[0]!.before.number} moved` : `${counted(done.length, 'case')} moved`}
      </NoticeAct>
    ),
    // Many moves are looked over before they stand.
    autoClose: done.length > 1 ? 120_000 : 12_000,
  })
}

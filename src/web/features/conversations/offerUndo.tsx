import { notifications } from '@mantine/notifications'
import { NoticeAct } from '../../ui/NoticeAct.tsx'
import { said } from '../../ui/said.ts'

interface Leaving {
  /** Of the message. */
  id: string
  /** Whom it goes to. */
  who: string
  /** Until it leaves; with none it has left. */
  seconds: number
  undo: () => Promise<unknown>
  onUndone: () => void
}

/** A letter leaves after a moment in which it can be taken back, text and all. */
export function offerUndo({ id, who, seconds, undo, onUndone }: Leaving) {
  if (seconds === 0) return
  const takeBack = async () => {
    notifications.hide(id)
    try {
      await undo()
      onUndone()
    } catch (error) {
      said.onError(error as Error)
    }
  }
  notifications.show({
    id,
    title: `Goes to ${who} in ${seconds} s`,
    autoClose: seconds * 1000,
    message: (
      <NoticeAct act="Undo" onAct={() => void takeBack()}>
        Until then it can be taken back.
      </NoticeAct>
    ),
  })
}

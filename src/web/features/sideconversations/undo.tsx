import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { api } from '../../api.ts'
import { said } from '../../ui/said.ts'

export const undoSeconds = 10

/** A mail leaves after a moment in which it can be taken back, text and all. */
export function offerUndo(message: { id: string }, who: string, onUndone: () => void) {
  const undo = async () => {
    notifications.hide(message.id)
    try {
      await api.sideconversations.undoSideMessage({ params: { id: message.id } })
      onUndone()
    } catch (error) {
      said.onError(error as Error)
    }
  }
  notifications.show({
    id: message.id,
    title: `Goes to ${who} in ${undoSeconds} s`,
    autoClose: undoSeconds * 1000,
    message: (
      <>
        Until then it can be taken back.{' '}
        <Button size="compact-xs" variant="default" onClick={() => void undo()}>
          Undo
        </Button>
      </>
    ),
  })
}

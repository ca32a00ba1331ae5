import { notifications } from '@mantine/notifications'

/** Handed to a mutation: a refusal is told in the server's words, and nothing fails in silence. */
export const said = {
  onError: (error: Error) => {
    notifications.show({ title: 'That was not done', message: error.message, color: 'red', autoClose: 12_000 })
  },
}

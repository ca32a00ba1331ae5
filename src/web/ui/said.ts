import { notifications } from '@mantine/notifications'
import { ApiProblem } from '../../platform/client.ts'
import { wordsOf } from './forms.ts'

/** Handed to a mutation: a refusal is told in the server's words, and nothing fails in silence. */
export const said = {
  onError: (error: Error) => {
    notifications.show({
      title: 'That was not done',
      message: error instanceof ApiProblem ? wordsOf(error) : error.message,
      color: 'red',
      autoClose: 12_000,
    })
  },
}

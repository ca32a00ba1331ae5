import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import type { Message } from '../../../features/conversations/contract.ts'
import { ApiProblem } from '../../../platform/client.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { said } from '../../ui/said.ts'
import { usePromisesGiven } from '../tasks/PromiseOffers.tsx'
import { restoreDraft } from './draft.ts'
import { offerUndo } from './offerUndo.tsx'
import type { Recipient } from './Recipients.tsx'
import type { Attached } from './upload.ts'

interface Written {
  text: string
  html: string
  to: Recipient[]
  cc: Recipient[]
  files: Attached[]
  /** What it promises and is not to be kept in view. */
  unkept: string[]
  begunAt: string | null
  thenStage: string | undefined
}

interface Props {
  kind: 'reply' | 'note'
  found: Case
  number: string
  onSent: () => void
  onUndone: () => void
}

/** Sends what was written. A reply leaves after a moment in which it can be taken back, text and all. */
export function useSend({ kind, found, number, onSent, onUndone }: Props) {
  const cache = useQueryClient()
  const { undoSeconds } = useMe()
  const promisesOf = usePromisesGiven(found.id)
  // a warning is given once: whoever sends again has read it
  const [warned, setWarned] = useState(false)
  const refresh = () => cache.invalidateQueries({ queryKey: ['case', number] })

  const offer = (message: Message, { html, to, cc, files, unkept }: Written) =>
    offerUndo({
      id: message.id,
      who: message.to.map(({ name, email }) => name || email).join(', '),
      seconds: undoSeconds,
      undo: () => api.conversations.undoMessage({ params: { id: message.id } }).finally(refresh),
      onUndone: () => {
        restoreDraft(number, 'reply', { html, to, cc, files, unkept })
        onUndone()
      },
    })

  const { mutate, isPending } = useMutation({
    mutationFn: async ({ text, html, to, cc, files, unkept, begunAt, thenStage }: Written) =>
      api.conversations.sendReply({
        params: { id: found.id },
        body:
          kind === 'note'
            ? { kind, text, html, attachmentIds: idsOf(files) }
            : {
                kind,
                text,
                html,
                to,
                cc,
                attachmentIds: idsOf(files),
                undoSeconds,
                promises: await promisesOf(text, unkept),
                ...(begunAt && !warned && { begunAt }),
                ...(thenStage && { thenStage }),
              },
      }),
    onSuccess: (message, written) => {
      setWarned(false)
      onSent()
      if (kind === 'reply') offer(message, written)
      void refresh()
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.status === 409) setWarned(true)
      said.onError(error)
      void refresh()
    },
  })
  return { send: mutate, pending: isPending }
}

const idsOf = (files: Attached[]) => files.map((file) => file.id)

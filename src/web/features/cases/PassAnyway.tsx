import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import why from '../../ui/why.module.css'
import { useGoTo } from './useGoTo.ts'
import { isOver } from './words.ts'

interface Props {
  found: Case
  number: string
  stage: Case['stages'][number]
}

/** Whoever may pass a closed gate says why; resolving has its own sheet for that. */
export function PassAnyway({ found, number, stage }: Props) {
  const { goTo, passAnyway, isPending } = useGoTo(found, number)
  const [reason, setReason] = useState<string | null>(null)
  const closed = stage.state !== 'here' && !stage.allowed && !isOver(found.status)
  if (!closed || !found.can.override || !found.can.work) return null
  const name = isOver(stage.status) ? 'Resolve' : `Go on to ${stage.label}`
  if (reason === null) {
    return (
      <p className={why.goOn}>
        <button type="button" className={why.fill} onClick={() => (isOver(stage.status) ? goTo(stage) : setReason(''))}>
          {name} anyway, with a reason
        </button>
      </p>
    )
  }
  return (
    <form
      className={why.anyway}
      onSubmit={(event) => {
        event.preventDefault()
        passAnyway(stage, reason)
      }}
    >
      <TextInput
        size="xs"
        data-autofocus
        autoFocus
        label={`Why it goes on to ${stage.label} without what is missing`}
        description="Stands on the timeline and in the report of overrides."
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div>
        <Button size="xs" variant="default" onClick={() => setReason(null)}>
          Cancel
        </Button>
        <Button size="xs" type="submit" disabled={!reason.trim()} loading={isPending}>
          {name}
        </Button>
      </div>
    </form>
  )
}

import { Button, Menu } from '@mantine/core'
import { useMe } from '../../app/session.ts'
import { useSetQuery } from '../../ui/address.ts'
import { useNow } from '../../ui/clock.ts'
import { Instant } from '../../ui/Instant.tsx'
import { IconPlus } from '../../ui/icons.ts'
import { RoomHead } from '../../ui/RoomHead.tsx'
import { dayMonth } from '../../ui/time.ts'
import type { useRulesDraft } from './useRulesDraft.ts'

type Drawing = ReturnType<typeof useRulesDraft>

/** Which version of the rules holds, whose draft of the next one there is, and the acts. */
export function RulesHead({ drawing }: { drawing: Drawing }) {
  const me = useMe()
  const mayEdit = me.rights.includes('settings.edit')
  const setQuery = useSetQuery()
  return (
    <RoomHead title="Routing" said={<Said drawing={drawing} mayEdit={mayEdit} />}>
      <Button variant="default" onClick={() => setQuery({ of: 'fairness' })}>
        Fairness
      </Button>
      {mayEdit && (
        <Button
          variant="default"
          leftSection={<IconPlus size={15} stroke={1.8} />}
          onClick={() => setQuery({ queue: 'new' })}
        >
          New queue
        </Button>
      )}
      {mayEdit && drawing.draft && <Discard drawing={drawing} myId={me.id} />}
      {mayEdit && (
        <Button disabled={!drawing.draft || !drawing.isKept} onClick={() => setQuery({ sheet: 'publish' })}>
          Publish
        </Button>
      )}
    </RoomHead>
  )
}

function Said({ drawing: { list, draft, isKept, trouble }, mayEdit }: { drawing: Drawing; mayEdit: boolean }) {
  const now = useNow()
  if (!list) return null
  if (trouble) return <b data-tone="overdue">Not kept yet: {trouble}</b>
  if (!draft)
    return (
      <>
        <b>Version {list.version}</b> since {dayMonth(new Date(list.savedAt), now)}
        {list.savedBy && ` by ${list.savedBy.name}`}.
        {!isKept
          ? ' Your draft is being kept …'
          : mayEdit && ' Editing the rules makes a draft; queues change at once.'}
      </>
    )
  return (
    <>
      <b>A draft, not published</b>, kept <Instant at={draft.savedAt} />
      {draft.savedBy && ` by ${draft.savedBy.name}`}. Cases follow version {list.version} until it is
      {draft.basedOn !== list.version && `; it began from version ${draft.basedOn}`}. Queues change at once.
    </>
  )
}

/** The draft is everybody’s: whose work goes is said before it does. */
function Discard({ drawing: { draft, discard }, myId }: { drawing: Drawing; myId: string }) {
  const whose = draft?.savedBy && draft.savedBy.id !== myId ? draft.savedBy.name : null
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button variant="default">Discard the draft</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{whose ? `${whose} worked on it last; it goes for everybody` : 'It goes for everybody'}</Menu.Label>
        <Menu.Item onClick={discard}>Discard it</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

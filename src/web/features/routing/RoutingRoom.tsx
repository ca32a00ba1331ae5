import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../app/session.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { IconPlus } from '../../ui/icons.ts'
import { Known } from '../../ui/Known.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import studio from '../../ui/studio.module.css'
import { PeopleWithRoom } from './PeopleWithRoom.tsx'
import { QueueList } from './QueueList.tsx'
import { QueueSheet } from './QueueSheet.tsx'
import { queuesQuery } from './queries.ts'
import type { Slot } from './queueWords.ts'

/** Which queues there are, how each gives out its work, and who has room for it. */
export function RoutingRoom() {
  const mayEdit = useMe().rights.includes('settings.edit')
  const setQuery = useSetQuery()
  const chosen = useQueryPart('queue')
  const at = useQueryPart('at') as Slot | null
  const queues = useQuery(queuesQuery)
  const queue = queues.data?.items.find(({ id }) => id === chosen) ?? null
  return (
    <>
      <RoomHead
        title="Routing"
        said="Whoever is here, may see the case and has room gets it: most room first, then skill, then longest without a new case."
      >
        {mayEdit && (
          <Button leftSection={<IconPlus size={15} stroke={1.8} />} onClick={() => setQuery({ queue: 'new' })}>
            New queue
          </Button>
        )}
      </RoomHead>
      <RoomBody label="Routing">
        <section aria-label="Queues">
          <h2 className={studio.label}>
            Queues <span>who is asked, in which order, and who is told when nobody could take it</span>
          </h2>
          <Known query={queues} what="The queues">
            {({ items }) => (
              <QueueList queues={items} onOpen={mayEdit ? (id, slot) => setQuery({ queue: id, at: slot }) : null} />
            )}
          </Known>
        </section>
        <PeopleWithRoom />
      </RoomBody>
      {mayEdit && (queue || chosen === 'new') && (
        <QueueSheet key={chosen} queue={queue} at={at} onClose={() => setQuery({ queue: null, at: null })} />
      )}
    </>
  )
}

import { Button, NativeSelect } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Override } from '../../../features/governance/contract.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { counted } from '../../ui/amounts.ts'
import { useNow } from '../../ui/clock.ts'
import { csv, saveFile } from '../../ui/files.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { IconDownload } from '../../ui/icons.ts'
import { PagedList } from '../../ui/PagedList.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import { Empty } from '../../ui/States.tsx'
import { said } from '../../ui/said.ts'
import { Table } from '../../ui/Table.tsx'
import { everybodyQuery } from '../people/queries.ts'
import styles from './governance.module.css'
import { everyOverride, overridesCountQuery, overridesQuery, sinceDays } from './queries.ts'

const spans = [
  { value: '', label: 'Of all time' },
  { value: '7', label: 'Of the last 7 days' },
  { value: '30', label: 'Of the last 30 days' },
  { value: '90', label: 'Of the last 90 days' },
]
/** Every gate that somebody passed unmet, with the reason they gave. */
export function OverridesRoom() {
  const now = useNow()
  const setQuery = useSetQuery()
  const who = useQueryPart('who') ?? ''
  const wanted = useQueryPart('days')
  const days = spans.find(({ value }) => value === wanted)?.value ?? ''
  const people = useQuery(everybodyQuery).data?.items ?? []
  const which = { personId: who, since: days && sinceDays(now, Number(days)) }
  const list = useInfiniteQuery(overridesQuery(which))
  const count = useQuery(overridesCountQuery(which)).data?.count
  const save = useMutation({
    mutationFn: async () => saveFile('overrides.csv', overridesCsv(await everyOverride(which))),
    onError: said.onError,
  })
  return (
    <>
      <RoomHead
        title="Overrides"
        said="Gates that somebody with the right to do so passed although something was missing. Each stands on its timeline."
      />
      <RoomBody label="Overrides">
        <div className={styles.asked}>
          <NativeSelect
            size="xs"
            aria-label="By whom"
            value={who}
            data={[
              { value: '', label: 'By anybody' },
              ...people.map(({ id, name }) => ({ value: id, label: `By ${name}` })),
            ]}
            onChange={(event) => setQuery({ who: event.currentTarget.value || null })}
          />
          <NativeSelect
            size="xs"
            aria-label="Since when"
            value={days}
            data={spans}
            onChange={(event) => setQuery({ days: event.currentTarget.value || null })}
          />
          {count !== undefined && count > 0 && <span>{counted(count, 'override')}</span>}
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconDownload size={15} stroke={1.7} />}
            disabled={!count}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            Save as CSV
          </Button>
        </div>
        <PagedList
          what="overrides"
          list={list}
          empty={
            <Empty title="No gate was overridden">
              {who || days ? 'Not by them, or not in that time.' : 'Every case has met what its path asked of it.'}
            </Empty>
          }
        >
          {(rows) => <OverridesTable rows={rows} />}
        </PagedList>
      </RoomBody>
    </>
  )
}

function OverridesTable({ rows }: { rows: z.infer<typeof Override>[] }) {
  return (
    <Table
      className={styles.overrides}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'Case',
          cell: ({ case: { number, subject } }) => (
            <>
              <Go to={`/cases/${number}`}>
                <b>{subject}</b>
              </Go>
              <small>{number}</small>
            </>
          ),
        },
        { name: 'Gate', cell: ({ from, to }) => (to ? `${from} → ${to}` : `out of ${from}`) },
        { name: 'Missing', cell: ({ unmet }) => unmet.join(', ') },
        { name: 'Reason', cell: ({ reason }) => `“${reason}”` },
        {
          name: 'By',
          right: true,
          cell: ({ by, at }) => (
            <>
              {by?.name ?? 'somebody erased since'}
              <small>
                <Instant at={at} as="dayAndTime" />
              </small>
            </>
          ),
        },
      ]}
    />
  )
}

const overridesCsv = (rows: readonly z.infer<typeof Override>[]): Blob =>
  csv([
    ['at', 'case', 'subject', 'from', 'to', 'missing', 'reason', 'by'],
    ...rows.map(({ at, case: { number, subject }, from, to, unmet, reason, by }) => [
      ...[at, number, subject, from, to],
      ...[unmet.join('; '), reason, by?.name ?? ''],
    ]),
  ])

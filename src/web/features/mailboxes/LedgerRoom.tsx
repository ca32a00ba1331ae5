import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Fate, LedgerRow } from '../../../features/mailboxes/contract.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { wordsOf } from '../../ui/forms.ts'
import { Instant } from '../../ui/Instant.tsx'
import { IconSearch } from '../../ui/icons.ts'
import { More } from '../../ui/More.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import { Lead } from '../../ui/Section.tsx'
import { Empty, ErrorState, LinesSkeleton } from '../../ui/States.tsx'
import studio from '../../ui/studio.module.css'
import table from '../../ui/table.module.css'
import { useRowKeys } from '../../ui/useRowKeys.ts'
import { FateSum } from './FateSum.tsx'
import { HeldMails } from './HeldMails.tsx'
import { MailSheet } from './MailSheet.tsx'
import { ledgerCountsQuery, ledgerQuery, mailboxesQuery } from './queries.ts'
import { fateName, fates, fateTone, reasonWords } from './words.ts'

/** Every message ever seen and the one thing that became of it. Nothing is deleted. */
export function LedgerRoom() {
  const me = useMe()
  const setQuery = useSetQuery()
  const fate = useQueryPart('fate') as Fate | null
  const box = useQueryPart('box')
  const open = useQueryPart('mail')
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 200)
  const boxes = useQuery({ ...mailboxesQuery, enabled: me.rights.includes('settings.read') }).data?.items ?? []
  const list = useInfiniteQuery({ ...ledgerQuery({ fate, mailbox: box, q }), placeholderData: keepPreviousData })
  const counts = useQuery(ledgerCountsQuery).data
  const waitingAs = (one: Fate) => counts?.waiting.find((each) => each.fate === one)?.count ?? 0
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = Boolean(fate || box || q)
  return (
    <>
      <RoomHead title="Mail ledger" said="Every message seen has exactly one fate. Its raw source is kept with it." />
      <RoomBody label="Mail ledger">
        {counts && <FateSum counts={counts} onFate={(one) => setQuery({ fate: one })} />}
        {waitingAs('failed') > 0 && fate !== 'failed' && (
          <p className={studio.problem}>
            {waitingAs('failed')} could not be worked on and rest with their raw bytes.{' '}
            <Lead to="/studio/mail?fate=failed">See them</Lead>
          </p>
        )}
        {!filtered && <HeldMails waiting={waitingAs('held')} onOpen={(id) => setQuery({ mail: id })} />}
        <div className={studio.acts}>
          <TextInput
            aria-label="Find a mail"
            placeholder="Sender, subject or Message-ID"
            leftSection={<IconSearch size={16} stroke={1.6} />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <NativeSelect
            aria-label="What became of it"
            value={fate ?? ''}
            onChange={(event) => setQuery({ fate: event.currentTarget.value || null })}
            data={[{ value: '', label: 'Every fate' }, ...fates.map(({ value, label }) => ({ value, label }))]}
          />
          {boxes.length > 1 && (
            <NativeSelect
              aria-label="At which address"
              value={box ?? ''}
              onChange={(event) => setQuery({ box: event.currentTarget.value || null })}
              data={[
                { value: '', label: 'Every address' },
                ...boxes.map(({ id, address }) => ({ value: id, label: address })),
              ]}
            />
          )}
        </div>
        {list.isError && rows.length === 0 ? (
          <ErrorState title="The ledger could not be read" onRetry={() => void list.refetch()}>
            {wordsOf(list.error)}
          </ErrorState>
        ) : list.isPending ? (
          <LinesSkeleton label="Loading the ledger" />
        ) : rows.length > 0 ? (
          <LedgerTable rows={rows} onOpen={(id) => setQuery({ mail: id })} />
        ) : filtered ? (
          <Empty
            title="No mail matches"
            act={
              <Button
                onClick={() => {
                  setTyped('')
                  setQuery({ fate: null, box: null })
                }}
              >
                Show all
              </Button>
            }
          >
            The search looks at sender, subject and Message-ID.
          </Empty>
        ) : (
          <Empty title="No mail was seen yet">
            {boxes[0] ? `Write to ${boxes[0].address} and watch it arrive here.` : 'The first one will stand here.'}
          </Empty>
        )}
        <More hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      </RoomBody>
      {open && <MailSheet key={open} id={open} onClose={() => setQuery({ mail: null })} />}
    </>
  )
}

function LedgerTable({ rows, onOpen }: { rows: LedgerRow[]; onOpen: (id: string) => void }) {
  const keys = useRowKeys<HTMLTableElement>()
  return (
    <table className={table.table} ref={keys}>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Mail</th>
          <th scope="col">Fate</th>
          <th scope="col" data-wide>
            Because
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Instant at={row.receivedAt} />
            </td>
            <td>
              <button type="button" className={studio.open} data-row onClick={() => onOpen(row.id)}>
                <b>{row.subject || 'Without a subject'}</b>
              </button>
              <small>{row.fromEmail ?? 'sender not readable'}</small>
            </td>
            <td data-tone={fateTone(row.fate)}>
              {fateName(row.fate)}
              {row.caseNumber && (
                <>
                  {' '}
                  <Lead to={`/cases/${row.caseNumber}`} strong>
                    {row.caseNumber}
                  </Lead>
                </>
              )}
            </td>
            <td data-wide>{row.error ?? reasonWords(row.reason)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Fate, LedgerRow } from '../../../features/mailboxes/contract.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { Instant } from '../../ui/Instant.tsx'
import { IconSearch } from '../../ui/icons.ts'
import { PagedList } from '../../ui/PagedList.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import { Lead } from '../../ui/Section.tsx'
import { Empty } from '../../ui/States.tsx'
import studio from '../../ui/studio.module.css'
import { RowName, Table } from '../../ui/Table.tsx'
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
        <PagedList
          what="mails"
          list={list}
          empty={
            filtered ? (
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
            )
          }
        >
          {(rows) => <LedgerTable rows={rows} onOpen={(id) => setQuery({ mail: id })} />}
        </PagedList>
      </RoomBody>
      {open && <MailSheet key={open} id={open} onClose={() => setQuery({ mail: null })} />}
    </>
  )
}

function LedgerTable({ rows, onOpen }: { rows: LedgerRow[]; onOpen: (id: string) => void }) {
  return (
    <Table
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { name: 'Time', cell: ({ receivedAt }) => <Instant at={receivedAt} /> },
        {
          name: 'Mail',
          cell: ({ id, subject, fromEmail }) => (
            <>
              <RowName onOpen={() => onOpen(id)}>{subject || 'Without a subject'}</RowName>
              <small>{fromEmail ?? 'sender not readable'}</small>
            </>
          ),
        },
        {
          name: 'Fate',
          tone: ({ fate }) => fateTone(fate) ?? false,
          cell: ({ fate, caseNumber }) => (
            <>
              {fateName(fate)}
              {caseNumber && (
                <>
                  {' '}
                  <Lead to={`/cases/${caseNumber}`} strong>
                    {caseNumber}
                  </Lead>
                </>
              )}
            </>
          ),
        },
        { name: 'Because', wide: true, cell: ({ error, reason }) => error ?? reasonWords(reason) },
      ]}
    />
  )
}

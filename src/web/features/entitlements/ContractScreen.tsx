import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { entitlementsContract } from '../../../features/entitlements/contract.ts'
import type { ResultOf } from '../../../platform/endpoint.ts'
import { useMe } from '../../app/session.ts'
import { useGo, useQueryPart, useSetQuery } from '../../ui/address.ts'
import { useNow } from '../../ui/clock.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { IconPencil } from '../../ui/icons.ts'
import { Facts, Lead, Section } from '../../ui/Section.tsx'
import { dayMonth } from '../../ui/time.ts'
import styles from '../customers/accounts.module.css'
import { RecordPage } from '../customers/RecordPage.tsx'
import { CancelSheet, RenewSheet } from './ContractActs.tsx'
import { ContractForm } from './ContractForm.tsx'
import own from './entitlements.module.css'
import { Ledger } from './Ledger.tsx'
import { LightMark } from './LightMark.tsx'
import { Meters } from './Meters.tsx'
import { contractQuery } from './queries.ts'
import { TakeSheet } from './TakeSheet.tsx'
import { grantOf } from './words.ts'

type Whole = ResultOf<typeof entitlementsContract.getContract>

/** One contract: whether it is in force, what is left of it, and every line that made it so. */
export function ContractScreen() {
  const { id } = useParams({ strict: false }) as { id: string }
  return (
    <RecordPage what="contract" query={useQuery(contractQuery(id))}>
      {(contract) => <Shown contract={contract} />}
    </RecordPage>
  )
}

function Shown({ contract }: { contract: Whole }) {
  const me = useMe()
  const go = useGo()
  const setQuery = useSetQuery()
  const sheet = useQueryPart('sheet')
  const mayEdit = me.rights.includes('contracts.edit')
  const mayTake = me.rights.includes('cases.work') && contract.standings.some(({ balance }) => balance !== null)
  const { terms, light, account } = contract
  const close = () => setQuery({ sheet: null })
  const open = (name: string) => () => setQuery({ sheet: name })
  const running = terms.endsOn !== null && !contract.cancelledOn
  return (
    <>
      <header className={styles.head}>
        <div>
          <Go className={styles.back} to={`/accounts/${account.id}`}>
            {account.name}
          </Go>
          <h1>{terms.name}</h1>
          <p>
            <LightMark light={light} /> {contract.number}. {light.reasons.join(' ')}
          </p>
        </div>
        {mayTake && (
          <Button variant="default" onClick={open('take')}>
            {mayEdit ? 'Use or adjust' : 'Use'}
          </Button>
        )}
        {mayEdit && running && !contract.renewedBy && (
          <Button variant="default" onClick={open('renew')}>
            Renew
          </Button>
        )}
        {mayEdit && (
          <Button variant="default" leftSection={<IconPencil size={15} stroke={1.7} />} onClick={open('change')}>
            Change
          </Button>
        )}
      </header>
      <div className={own.figures}>
        <Meters standings={contract.standings} />
      </div>
      <div className={styles.columns}>
        <div className={own.lines}>
          <Ledger contract={contract} />
        </div>
        <aside className={styles.facts} aria-label="Terms">
          <Terms contract={contract} />
          <Versions contract={contract} />
          {mayEdit && !contract.cancelledOn && (
            <Section level={2} title="End it early">
              <button type="button" className={styles.quiet} onClick={open('cancel')}>
                End this contract
              </button>
            </Section>
          )}
        </aside>
      </div>
      {mayEdit && sheet === 'change' && (
        <ContractForm contract={contract} account={account} onClose={close} onSaved={close} />
      )}
      {mayEdit && sheet === 'renew' && running && (
        <RenewSheet contract={contract} onClose={close} onDone={({ id }) => go(`/contracts/${id}`)} />
      )}
      {mayEdit && sheet === 'cancel' && <CancelSheet contract={contract} onClose={close} />}
      {mayTake && sheet === 'take' && <TakeSheet contract={contract} mayAdjust={mayEdit} onClose={close} />}
    </>
  )
}

const renewals = { none: 'None', by_hand: 'By hand', automatic: 'By itself, on the day after' }

function Terms({ contract }: { contract: Whole }) {
  const now = useNow()
  const { terms, cancelledOn, cancelledBecause, renewedFrom, renewedBy } = contract
  const covered = [...contract.covers.products, ...contract.covers.assets]
  const date = (day: string) => dayMonth(new Date(day), now, 'UTC')
  const rows: Parameters<typeof Facts>[0]['rows'] = [
    ['From', date(terms.startsOn)],
    ['To, included', terms.endsOn ? date(terms.endsOn) : 'until cancelled'],
    ['Renewal', renewals[terms.renewal]],
    ['Days begin in', terms.timeZone],
    ['Who may ask', terms.contactIds ? `${terms.contactIds.length} named people` : 'everybody at the account'],
    ['Covers', covered.length > 0 ? covered.map(({ name }) => name).join('; ') : 'every product'],
  ]
  if (terms.tier) rows.unshift(['Tier', terms.tier])
  if (cancelledOn) rows.push(['Cancelled from', `${date(cancelledOn)}: ${cancelledBecause}`])
  if (renewedFrom)
    rows.push([
      'Follows',
      <Lead key="from" to={`/contracts/${renewedFrom.id}`}>
        {renewedFrom.number}
      </Lead>,
    ])
  if (renewedBy)
    rows.push([
      'Followed by',
      <Lead key="by" to={`/contracts/${renewedBy.id}`}>
        {renewedBy.number}
      </Lead>,
    ])
  return (
    <>
      <Section level={2} title="Terms">
        <Facts rows={rows} />
        {terms.note && <p className={styles.notes}>{terms.note}</p>}
      </Section>
      <Section level={2} title="What it grants">
        <Facts rows={terms.entitlements.map((each) => [each.name, grantOf(each)])} />
      </Section>
    </>
  )
}

function Versions({ contract }: { contract: Whole }) {
  return (
    <Section level={2} title="Versions" count={contract.versions.length}>
      <ul className={own.versions}>
        {contract.versions.map(({ version, at, by, terms }) => (
          <li key={version}>
            <b>Version {version}</b>
            <span>
              {by ?? 'by itself'}, <Instant at={at} />, {terms.entitlements.map(grantOf).join(', ')}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

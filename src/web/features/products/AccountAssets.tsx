import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSetQuery } from '../../ui/address.ts'
import { useNow } from '../../ui/clock.ts'
import { More } from '../../ui/More.tsx'
import { Section } from '../../ui/Section.tsx'
import customers from '../customers/accounts.module.css'
import styles from './products.module.css'
import { assetsOf } from './queries.ts'
import { warrantyOf } from './words.ts'

const few = 6

/** What stands at the customer's, each with its warranty. */
export function AccountAssets({ account, mayEdit }: { account: string; mayEdit: boolean }) {
  const setQuery = useSetQuery()
  const now = useNow()
  const [all, setAll] = useState(false)
  const list = useInfiniteQuery(assetsOf(account))
  const { data, isError, hasNextPage } = list
  if (!data && !isError) return null
  const assets = (data?.pages.flatMap(({ items }) => items) ?? []).toSorted(
    (a, b) => Number(b.active) - Number(a.active),
  )
  const shown = all ? assets : assets.slice(0, few)
  return (
    <Section
      level={2}
      title="Assets"
      count={(!hasNextPage && assets.filter(({ active }) => active).length) || undefined}
      action={
        mayEdit && (
          <button type="button" className={customers.quiet} onClick={() => setQuery({ sheet: 'asset', asset: null })}>
            Add an asset
          </button>
        )
      }
    >
      {isError && !data && <p className={customers.none}>The assets could not be read.</p>}
      {data && assets.length === 0 && <p>Nothing is written down yet.</p>}
      <ul className={styles.assets}>
        {shown.map((asset) => {
          const name = asset.product.name
          const said = [asset.serial, asset.active ? warrantyOf(asset.warrantyUntil, now) : 'no longer in use']
          return (
            <li key={asset.id}>
              {mayEdit ? (
                <button
                  type="button"
                  className={styles.name}
                  onClick={() => setQuery({ sheet: 'asset', asset: asset.id })}
                >
                  {name}
                </button>
              ) : (
                <span className={styles.name}>{name}</span>
              )}
              <small>{said.filter(Boolean).join(', ')}</small>
            </li>
          )
        })}
      </ul>
      {!all && assets.length > few && (
        <button type="button" className={customers.quiet} onClick={() => setAll(true)}>
          {hasNextPage ? 'Show all' : `Show all ${assets.length}`}
        </button>
      )}
      {all && <More hasMore={hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </Section>
  )
}

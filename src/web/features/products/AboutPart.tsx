import { lazy, Suspense } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { useNow } from '../../ui/clock.ts'
import { Section } from '../../ui/Section.tsx'
import customers from '../customers/accounts.module.css'
import styles from './products.module.css'
import { warrantyOf } from './words.ts'

const AboutSheet = lazy(() => import('./AboutSheet.tsx').then((module) => ({ default: module.AboutSheet })))

/** What the case is about: the product, and the very piece of it with its warranty. */
export function AboutPart({ found }: { found: Case }) {
  const sheet = useQueryPart('sheet')
  const setQuery = useSetQuery()
  const now = useNow()
  const mayWork = useMe().rights.includes('cases.work') && found.status !== 'closed'
  const { product, asset } = found
  if (!product && !mayWork) return null
  return (
    <Section
      title="Product"
      action={
        mayWork && (
          <button type="button" className={customers.quiet} onClick={() => setQuery({ sheet: 'about' })}>
            {product ? 'Change' : 'Say what it is about'}
          </button>
        )
      }
    >
      {product && (
        <p className={styles.about}>
          <span>
            <b>{product.name}</b>
            {asset && <small>{[asset.serial, warrantyOf(asset.warrantyUntil, now)].filter(Boolean).join(', ')}</small>}
          </span>
        </p>
      )}
      <Suspense>
        {mayWork && sheet === 'about' && <AboutSheet found={found} onClose={() => setQuery({ sheet: null })} />}
      </Suspense>
    </Section>
  )
}

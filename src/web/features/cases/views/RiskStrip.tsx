import { UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { valuesOf } from './filter.ts'
import { risksQuery } from './queries.ts'
import styles from './RiskStrip.module.css'
import type { OpenView } from './useView.ts'
import { type RiskGroup, risks } from './values.ts'

/** How many cases of the view are breached, at risk, due today, later, or have no clock; a click shows those alone. */
export function RiskStrip({ view }: { view: OpenView }) {
  const chosen = valuesOf(view.filter.risk)
  const { data } = useQuery(risksQuery(view.filter))
  return (
    <fieldset className={styles.strip}>
      <legend>By due risk</legend>
      <span className={styles.once}>Each once:</span>
      {risks.map((each) => (
        <Part key={each.risk} view={view} {...each} count={data?.[each.risk]} chosen={chosen.includes(each.risk)} />
      ))}
    </fieldset>
  )
}

interface PartProps {
  view: OpenView
  risk: RiskGroup
  name: string
  hint: string
  tone: string
  chosen: boolean
  count: number | undefined
}

function Part({ view, risk, name, hint, tone, chosen, count }: PartProps) {
  const { risk: _, ...others } = view.filter
  return (
    <UnstyledButton
      className={styles.part!}
      title={hint}
      aria-pressed={chosen}
      data-tone={count ? tone : undefined}
      onClick={() => view.setFilter(chosen ? { ...others, risk: undefined } : { ...others, risk })}
    >
      {name} <b className="num">{count === undefined ? '–' : count.toLocaleString('en-GB')}</b>
    </UnstyledButton>
  )
}

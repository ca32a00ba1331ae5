import { money } from '../../ui/amounts.ts'
import { Hint } from '../../ui/Hint.tsx'
import styles from './Dossier.module.css'

const heights = { narrow: 34, wide: 52 }

interface Props {
  years: { year: number; minor: number }[]
  currency: string
  /** Room for every year's name. */
  wide?: boolean
}

/** Value per year as small columns; the running year carries the accent. */
export function YearBars({ years, currency, wide = false }: Props) {
  const top = Math.max(...years.map((each) => each.minor), 1)
  const height = wide ? heights.wide : heights.narrow
  const last = years.length - 1
  const told = years.map(({ year, minor }) => `${year}: ${money(minor, currency)}`)
  return (
    <div className={styles.years} data-wide={wide || undefined} role="img" aria-label={told.join(', ')}>
      {years.map(({ year, minor }, i) => (
        <Hint key={year} label={told[i]}>
          <span>
            <i style={{ height: Math.max((minor / top) * height, 1) }} data-now={i === last || undefined} />
            <small>{wide ? year : i === 0 || i === last ? `’${String(year).slice(2)}` : ''}</small>
          </span>
        </Hint>
      ))}
    </div>
  )
}

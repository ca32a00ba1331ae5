import type { ReactNode } from 'react'
import { Go } from './Go.tsx'
import styles from './ui.module.css'

/** A titled part of a page, set off by one hairline. */
export function Section({
  title,
  count,
  action,
  children,
  level = 3,
}: {
  title: string
  count?: ReactNode
  action?: ReactNode
  children: ReactNode
  level?: 2 | 3
}) {
  const Title = level === 2 ? 'h2' : 'h3'
  return (
    <section className={styles.section} aria-label={title}>
      <header>
        <Title>{title}</Title>
        {count !== undefined && <span className={styles.count}>{count}</span>}
        {action && <span className={styles.action}>{action}</span>}
      </header>
      {children}
    </section>
  )
}

export function Facts({ rows, left = false }: { rows: [string, ReactNode][]; left?: boolean }) {
  return (
    <dl className={styles.facts} data-left={left || undefined}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A number or a name that leads to what stands behind it. */
export function Lead({ to, children, strong = false }: { to: string; children: ReactNode; strong?: boolean }) {
  return (
    <Go className={styles.lead} data-strong={strong || undefined} to={to}>
      {children}
    </Go>
  )
}

const onMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

export function Key({ children }: { children: ReactNode }) {
  return <kbd className={styles.key}>{children === '⌘' && !onMac ? 'Ctrl' : children}</kbd>
}

import { useRouterState } from '@tanstack/react-router'
import { Go } from './Go.tsx'
import styles from './ui.module.css'

interface Props {
  label: string
  items: readonly { to: string; name: string }[]
}

/** Screens that belong together, as links above their title. */
export function Tabs({ label, items }: Props) {
  const path = useRouterState({ select: (state) => state.location.pathname })
  return (
    <nav className={styles.tabs} aria-label={label}>
      {items.map(({ to, name }) => (
        <Go key={to} to={to} aria-current={path === to ? 'page' : undefined}>
          {name}
        </Go>
      ))}
    </nav>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import { useGo } from '../ui/address.ts'
import styles from './Shell.module.css'

/** Whoever looks around as somebody of the demo company is never in doubt about it, and finds the way back. */
export function DemoBanner({ name }: { name: string }) {
  const cache = useQueryClient()
  const go = useGo()
  const leave = async () => {
    await api.people.signOut({})
    cache.clear()
    go('/sign-in')
  }
  return (
    <p className={styles.demo} role="note">
      You look around as <b>{name}</b> of the demo company.
      <button type="button" onClick={() => void leave()}>
        Sign out, and in as yourself
      </button>
    </p>
  )
}

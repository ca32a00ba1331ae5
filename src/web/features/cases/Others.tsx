import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useMe } from '../../app/session.ts'
import { Hint } from '../../ui/Hint.tsx'
import { IconEye, IconPencil } from '../../ui/icons.ts'
import styles from './CaseHead.module.css'
import { presenceQuery, tellPresence } from './presence.ts'
import { firstName } from './words.ts'

const againMs = 10_000

/** Who else is here, and whether they are writing. Being here is told for as long as the case is open. */
export function Others({ number }: { number: string }) {
  const me = useMe()
  const { data } = useQuery(presenceQuery(number))
  useEffect(() => {
    void tellPresence(number)
    const timer = setInterval(() => void tellPresence(number), againMs)
    return () => clearInterval(timer)
  }, [number])
  const others = data?.items.filter(({ person }) => person.id !== me.id) ?? []
  if (others.length === 0) return null
  const writing = others.some((other) => other.writing)
  const Icon = writing ? IconPencil : IconEye
  const said = others.map(
    ({ person, writing }) => `${person.name} ${writing ? 'is writing' : 'is looking at this case'}`,
  )
  return (
    <Hint label={said.join(', ')}>
      <span className={styles.seen} data-writing={writing || undefined} role="status" aria-label={said.join(', ')}>
        <Icon size={15} stroke={1.6} aria-hidden /> {others.map(({ person }) => firstName(person.name)).join(', ')}
      </span>
    </Hint>
  )
}

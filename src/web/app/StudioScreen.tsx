import { useMediaQuery } from '@mantine/hooks'
import { useParams, useRouter } from '@tanstack/react-router'
import { Suspense, useEffect } from 'react'
import { Go } from '../ui/Go.tsx'
import { Empty, LinesSkeleton } from '../ui/States.tsx'
import side from '../ui/side.module.css'
import styles from '../ui/studio.module.css'
import { useMe } from './session.ts'
import { type Room, rooms } from './studio.ts'

const atOnce = { getInitialValueInEffect: false }

/** Administration: what is promised, who does it, and what came in. */
export function StudioScreen() {
  const { room: slug } = useParams({ strict: false }) as { room?: string }
  const { history } = useRouter()
  const me = useMe()
  const phone = useMediaQuery('(max-width: 720px)', undefined, atOnce)
  const mine = rooms.filter((room) => me.rights.includes(room.right))
  const open = mine.find((room) => room.slug === slug)
  const first = mine[0]?.slug
  useEffect(() => {
    if (!slug && !phone && first) history.replace(`/studio/${first}`)
  }, [slug, phone, first, history])
  return (
    <div className={styles.screen} data-room={slug ? true : undefined}>
      <StudioNav rooms={mine} open={slug} />
      <div className={styles.part}>
        {open ? (
          <Suspense fallback={<LinesSkeleton label={`Loading ${open.name}`} />}>
            <open.Room />
          </Suspense>
        ) : (
          slug && (
            <Empty level={1} title="There is no such room" act={<Go to="/studio">Go to the studio</Go>}>
              The address may be mistyped, or your role does not include this room.
            </Empty>
          )
        )}
      </div>
    </div>
  )
}

function StudioNav({ rooms: mine, open }: { rooms: Room[]; open: string | undefined }) {
  const groups = [...new Set(mine.map((room) => room.group))]
  return (
    <nav className={`${side.side} ${styles.nav}`} aria-label="Studio">
      <header>{open ? <p>Studio</p> : <h1>Studio</h1>}</header>
      {groups.map((group) => (
        <section key={group} aria-label={group}>
          <h2>{group}</h2>
          <ul>
            {mine
              .filter((room) => room.group === group)
              .map(({ slug, name }) => (
                <li key={slug}>
                  <Go to={`/studio/${slug}`} aria-current={slug === open ? 'page' : undefined}>
                    {name}
                  </Go>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}

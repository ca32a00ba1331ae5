import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { Suspense, useEffect } from 'react'
import { peopleQuery } from '../features/people/queries.ts'
import { roleName } from '../features/people/roles.ts'
import { Go } from '../ui/Go.tsx'
import { IconLock } from '../ui/icons.ts'
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
  const readOnly = open?.edits !== undefined && !me.rights.includes(open.edits)
  useEffect(() => {
    if (!slug && !phone && first) history.replace(`/studio/${first}`)
  }, [slug, phone, first, history])
  return (
    <div className={styles.screen} data-room={slug ? true : undefined}>
      <StudioNav rooms={mine} open={slug} />
      <div className={styles.part} data-read-only={readOnly || undefined}>
        {readOnly && <ReadOnly />}
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

/** Why nothing can be changed here, and who is to be asked. */
function ReadOnly() {
  const me = useMe()
  const people = useQuery(peopleQuery).data?.items ?? []
  const admins = people.filter(({ role, deactivatedAt }) => role === 'admin' && !deactivatedAt)
  return (
    <p className={styles.readOnly} role="note">
      <IconLock size={14} stroke={1.8} aria-hidden />
      <span>
        Read only: a {roleName(me).toLowerCase()} sees what is set here, administrators change it.
        {admins.length > 0 && ` Ask ${listed(admins.map(({ name }) => name))}.`}
      </span>
    </p>
  )
}

const listed = (names: string[]): string =>
  names.length > 3
    ? `${names.slice(0, 3).join(', ')} or another`
    : new Intl.ListFormat('en', { type: 'disjunction' }).format(names)

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

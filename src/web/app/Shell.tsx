import { UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import type { Me } from '../../features/people/contract.ts'
import { myNextQuery } from '../features/cases/queries.ts'
import { unreadQuery } from '../features/notifications/queries.ts'
import { useQueryPart, useSetQuery } from '../ui/address.ts'
import { Face, initials } from '../ui/Face.tsx'
import { Go } from '../ui/Go.tsx'
import { Hint } from '../ui/Hint.tsx'
import { IconBell, IconMoon, IconPlus, IconQuestionMark, IconSearch, IconSun } from '../ui/icons.ts'
import { LaterMenu } from '../ui/LaterMenu.tsx'
import { Mark } from '../ui/Mark.tsx'
import { DemoBanner } from './DemoBanner.tsx'
import { OfflineBanner } from './OfflineBanner.tsx'
import type { Place } from './places.ts'
import styles from './Shell.module.css'
import { administers, statusWords, useMe } from './session.ts'
import { useLive } from './useLive.ts'
import { usePlaces } from './usePlaces.ts'
import { useShortcuts } from './useShortcuts.ts'

const DemoRunning = lazy(() => import('./DemoRunning.tsx').then((m) => ({ default: m.DemoRunning })))
const MyActs = lazy(() => import('./MyActs.tsx').then((m) => ({ default: m.MyActs })))

/** The rail of places beside whatever is open. */
export function Shell({ children }: { children: ReactNode }) {
  const path = useRouterState({ select: (s) => s.location.pathname })
  const me = useMe()
  const setQuery = useSetQuery()
  const connected = useLive()
  const places = usePlaces()
  useShortcuts(places)
  const beside = useQueryPart('case') !== null
  const deep = path.startsWith('/views') ? beside : path.split('/').filter(Boolean).length > 1
  return (
    <div className={styles.shell} data-deep={deep || undefined}>
      <a className={styles.skip} href="#main">
        Skip to content
      </a>
      <nav className={styles.rail} aria-label="Places">
        <span className={styles.mark}>
          <Mark size={24} />
        </span>
        {me.rights.includes('cases.work') && (
          <Hint label="New case · ⇧ C" position="right">
            <UnstyledButton className={styles.begin} aria-label="New case" onClick={() => setQuery({ new: 'case' })}>
              <IconPlus size={19} stroke={1.8} aria-hidden />
            </UnstyledButton>
          </Hint>
        )}
        {places
          .filter((place) => !place.studio || administers(me))
          .map((place) => (
            <PlaceLink key={place.to} place={place} path={path} />
          ))}
        <span className={styles.gap} />
        <UnstyledButton className={styles.place} onClick={() => setQuery({ palette: '1' })}>
          <IconSearch size={20} stroke={1.6} aria-hidden />
          <span>Search</span>
        </UnstyledButton>
        <span className={styles.desk}>
          <SchemeSwitch />
        </span>
        <Bell here={path === '/notifications'} />
        <Hint label="All keys · ?" position="right">
          <UnstyledButton className={styles.small} aria-label="Show all keys" onClick={() => setQuery({ help: '1' })}>
            <IconQuestionMark size={17} stroke={1.6} />
          </UnstyledButton>
        </Hint>
        <MyMenu me={me} />
      </nav>
      <main id="main" className={styles.main} tabIndex={-1}>
        {!connected && <OfflineBanner />}
        {me.demo && <DemoBanner name={me.name} />}
        {me.rights.includes('settings.edit') && (
          <Suspense fallback={null}>
            <DemoRunning />
          </Suspense>
        )}
        {children}
      </main>
    </div>
  )
}

function PlaceLink({ place: { to, name, letter, icon: Icon, also = [] }, path }: { place: Place; path: string }) {
  const waiting = useQuery(myNextQuery).data?.items.length
  const here = to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`) || also.includes(path)
  const count = to === '/my-next' ? waiting : undefined
  return (
    <Hint label={`${name} · g ${letter}`} position="right">
      <Go className={styles.place} to={to} aria-current={here ? 'page' : undefined}>
        <Icon size={20} stroke={1.6} aria-hidden />
        <span>{name}</span>
        {count ? (
          <b className="num">
            {count}
            <span className={styles.hidden}> cases</span>
          </b>
        ) : null}
      </Go>
    </Hint>
  )
}

function Bell({ here }: { here: boolean }) {
  const unread = useQuery(unreadQuery).data ?? 0
  const name = unread > 0 ? `Notifications, ${unread} not read` : 'Notifications'
  return (
    <Hint label={name} position="right">
      <Go
        className={styles.small}
        to="/notifications"
        aria-label={name}
        aria-current={here ? 'page' : undefined}
        data-bell
      >
        <IconBell size={17} stroke={1.6} aria-hidden />
        {unread > 0 && <b className="num">{unread > 99 ? '99+' : unread}</b>}
      </Go>
    </Hint>
  )
}

function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme()
  const dark = useComputedColorScheme('light') === 'dark'
  return (
    <Hint label={dark ? 'Light' : 'Dark'} position="right">
      <UnstyledButton
        className={styles.small}
        aria-label={dark ? 'Use light colours' : 'Use dark colours'}
        onClick={() => setColorScheme(dark ? 'light' : 'dark')}
      >
        {dark ? <IconSun size={17} stroke={1.6} /> : <IconMoon size={17} stroke={1.6} />}
      </UnstyledButton>
    </Hint>
  )
}

function MyMenu({ me }: { me: Me }) {
  return (
    <LaterMenu menu={(target) => <MyActs target={target} />}>
      <UnstyledButton
        className={styles.small}
        aria-label={`${initials(me.name)}, ${me.name}, ${statusWords[me.status]}`}
        data-me
      >
        <Face name={me.name} size={28} />
        <i className={styles.here} data-status={me.status} />
      </UnstyledButton>
    </LaterMenu>
  )
}

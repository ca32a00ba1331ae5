import '@mantine/spotlight/styles.layer.css'
import { useDebouncedValue } from '@mantine/hooks'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { SearchResult } from '../../features/search/contract.ts'
import { caseQuery } from '../features/cases/queries.ts'
import { searchQuery } from '../features/search/queries.ts'
import { addressOf, kinds, Snippet } from '../features/search/results.tsx'
import { caseIn, useGo, useSetQuery } from '../ui/address.ts'
import { counted } from '../ui/amounts.ts'
import {
  IconArrowRight,
  IconCheck,
  IconChecklist,
  IconClock,
  IconFlag,
  IconLock,
  IconMail,
  IconPhone,
  IconPlus,
  IconScale,
  IconSearch,
  IconUser,
  IconUserPlus,
  IconUsers,
} from '../ui/icons.ts'
import { Key } from '../ui/Section.tsx'
import styles from './overlays.module.css'
import { administers, useMe } from './session.ts'
import { onTypedAhead } from './typedAhead.ts'
import { useLeads, usePlaces } from './usePlaces.ts'

interface Act {
  label: string
  icon: typeof IconMail
  keys?: string
  note?: string | undefined
  run: () => void
}

const resultsShown = 12
const [store, palette] = createSpotlight()

/** One box to do, to go and to find. Loaded when it is first asked for. */
export function CommandPalette() {
  const setQuery = useSetQuery()
  const go = useGo()
  const [typed, setTyped] = useState('')
  const found = useFound(typed)
  useEffect(() => palette.open(), [])
  useEffect(() => onTypedAhead((text) => setTyped((known) => known + text)), [])

  const acts = useActs().filter((act) => act.label.toLowerCase().includes(typed.trim().toLowerCase()))
  const openResult = (to: string) => () => {
    palette.close()
    go(to)
  }
  return (
    <Spotlight.Root
      store={store}
      query={typed}
      onQueryChange={setTyped}
      onSpotlightClose={() => setQuery({ palette: null })}
      shortcut={null}
      scrollable
      maxHeight={432}
      radius="lg"
      size={620}
      yOffset="14vh"
      lockScroll={false}
      overlayProps={{ backgroundOpacity: 0.28, blur: 0, color: '#28231a' }}
      transitionProps={{ duration: 90 }}
      attributes={{ content: { 'aria-label': 'Do, go or find' } }}
      classNames={{
        content: styles.palette!,
        search: styles.search!,
        action: styles.action!,
        actionLabel: styles.label!,
        actionDescription: styles.description!,
        actionsGroup: styles.group!,
      }}
    >
      <Spotlight.Search
        leftSection={<IconSearch size={18} stroke={1.6} />}
        placeholder="Do, go or find: reply, C-10482, is:open"
        aria-label="Do, go or find"
      />
      <Spotlight.ActionsList>
        {acts.length > 0 && (
          <Spotlight.ActionsGroup label="Do and go">
            {acts.map((act) => (
              <ActLine key={act.label} act={act} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {kinds.map(({ kind, name, icon }) => {
          const here = found.filter((result) => result.kind === kind)
          return (
            here.length > 0 && (
              <Spotlight.ActionsGroup label={name} key={kind}>
                {here.map((result) => (
                  <ResultLine key={result.id} result={result} icon={icon} onOpen={openResult(addressOf(result))} />
                ))}
              </Spotlight.ActionsGroup>
            )
          )
        })}
        {found.length > 0 && (
          <Spotlight.Action
            label={`All results for “${typed.trim()}”`}
            leftSection={<IconSearch size={17} stroke={1.6} aria-hidden />}
            onClick={openResult(`/search?${new URLSearchParams({ q: typed.trim() })}`)}
          />
        )}
        {acts.length + found.length === 0 && (
          <Spotlight.Empty>Nothing found. A typo is forgiven; try a name, a number or is:open</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

interface ResultLineProps {
  result: SearchResult
  icon: typeof IconMail
  onOpen: () => void
}

function ResultLine({ result: { title, subtitle, snippet }, icon: Icon, onOpen }: ResultLineProps) {
  return (
    <Spotlight.Action onClick={onOpen}>
      <span className={styles.result}>
        <Icon size={17} stroke={1.6} aria-hidden />
        <span>
          <span className={styles.label}>{title}</span>
          <span className={styles.description}>
            {subtitle}
            {snippet && (
              <>
                : <Snippet text={snippet} />
              </>
            )}
          </span>
        </span>
      </span>
    </Spotlight.Action>
  )
}

function ActLine({ act: { label, icon: Icon, keys, note, run } }: { act: Act }) {
  return (
    <Spotlight.Action
      label={label}
      description={note ?? ''}
      leftSection={<Icon size={17} stroke={1.6} aria-hidden />}
      rightSection={
        keys && (
          <span className={styles.keys}>
            {keys.split(' ').map((key) => (
              <Key key={key}>{key}</Key>
            ))}
          </span>
        )
      }
      onClick={() => {
        palette.close()
        run()
      }}
    />
  )
}

/** What can be done here and now: on the open case, and where one can go. */
function useActs(): Act[] {
  const setQuery = useSetQuery()
  const go = useGo()
  const me = useMe()
  const number = useRouterState({
    select: (s) => caseIn({ pathname: s.location.pathname, search: s.location.searchStr }),
  })
  const open = useQuery({ ...caseQuery(number ?? ''), enabled: false }).data
  const missing = open?.closure.requirements.filter((r) => !r.met).length
  const leads = useLeads()
  const team: Act = { label: 'Tasks of my teams', icon: IconChecklist, run: () => go('/team-tasks') }
  const load: Act = { label: 'Load of my team', icon: IconScale, run: () => go('/workload') }
  const promises: Act = { label: 'Promises to customers', icon: IconClock, run: () => go('/promises') }
  const leave: Act = { label: 'Plan a leave', icon: IconUser, run: () => go('/leave') }
  const escalated: Act = { label: 'Escalated cases', icon: IconFlag, run: () => go('/escalated') }
  const away: Act = { label: 'Who is away', icon: IconUsers, run: () => go('/away') }
  const find: Act = { label: 'Search everything', icon: IconSearch, run: () => go('/search') }
  const onCase: Act[] = !open
    ? []
    : [
        {
          label: `Reply to ${open.contact?.name ?? 'the customer'}`,
          icon: IconMail,
          keys: 'r',
          run: () => setQuery({ write: 'reply', palette: null }),
        },
        {
          label: 'Write an internal note',
          icon: IconLock,
          keys: 'n',
          run: () => setQuery({ write: 'note', palette: null }),
        },
        { label: 'Log a call', icon: IconPhone, keys: 'c', run: () => setQuery({ write: 'call', palette: null }) },
        {
          label: 'Assign to someone',
          icon: IconUserPlus,
          keys: 'a',
          run: () => setQuery({ why: 'owner', palette: null }),
        },
        {
          label: 'Go on to another stage',
          icon: IconArrowRight,
          keys: ']',
          run: () => setQuery({ why: 'stage', palette: null }),
        },
        {
          label: `Resolve ${open.number}`,
          icon: IconCheck,
          keys: 'e',
          note: missing ? `${counted(missing, 'requirement')} missing` : undefined,
          run: () => setQuery({ sheet: 'close', palette: null }),
        },
      ]
  const begin: Act[] = me.rights.includes('cases.work')
    ? [{ label: 'New case', icon: IconPlus, keys: '⇧ C', run: () => setQuery({ new: 'case', palette: null }) }]
    : []
  const goTo = usePlaces()
    .filter((place) => !place.studio || administers(me))
    .map(({ name, to, icon, letter }) => ({ label: name, icon, keys: `g ${letter}`, run: () => go(to) }))
  return [...onCase, ...begin, ...goTo, team, ...(leads ? [load] : []), promises, escalated, away, leave, find]
}

function useFound(typed: string): SearchResult[] {
  const [q] = useDebouncedValue(typed.trim(), 120)
  const { data } = useQuery(searchQuery(q, resultsShown))
  return q ? (data?.items ?? []) : []
}

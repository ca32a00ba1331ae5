import { useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import type { Case } from '../../features/cases/contract.ts'
import { caseQuery } from '../features/cases/queries.ts'
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
import { administers, useMe } from './session.ts'
import { useLeads, usePlaces } from './usePlaces.ts'

export interface Act {
  label: string
  icon: typeof IconMail
  /** What else one may call it. */
  words?: string
  keys?: string
  note?: string | undefined
  run: () => void
}

/** Whether somebody who types this may mean the act: by its name, or by the beginning of another word for it. */
export function isCalled({ label, words = '' }: Pick<Act, 'label' | 'words'>, typed: string): boolean {
  const wanted = typed.trim().toLowerCase()
  return (
    label.toLowerCase().includes(wanted) || words.split(' ').some((word) => wanted !== '' && word.startsWith(wanted))
  )
}

/** What can be done here and now: on the open case, and where one can go. */
export function useActs(): Act[] {
  const setQuery = useSetQuery()
  const go = useGo()
  const me = useMe()
  const number = useRouterState({
    select: (s) => caseIn({ pathname: s.location.pathname, search: s.location.searchStr }),
  })
  const open = useQuery({ ...caseQuery(number ?? ''), enabled: false }).data
  const leads = useLeads()
  const team: Act = { label: 'Tasks of my teams', icon: IconChecklist, run: () => go('/team-tasks') }
  const load: Act = { label: 'Load of my team', icon: IconScale, run: () => go('/workload') }
  const promises: Act = { label: 'Promises to customers', icon: IconClock, run: () => go('/promises') }
  const leave: Act = { label: 'Plan a leave', icon: IconUser, words: 'vacation holiday away', run: () => go('/leave') }
  const escalated: Act = { label: 'Escalated cases', icon: IconFlag, run: () => go('/escalated') }
  const away: Act = { label: 'Who is away', icon: IconUsers, run: () => go('/away') }
  const find: Act = { label: 'Search everything', icon: IconSearch, run: () => go('/search') }
  const onCase = open ? actsOn(open, (query) => setQuery({ ...query, palette: null })) : []
  const begin: Act[] = me.rights.includes('cases.work')
    ? [{ label: 'New case', icon: IconPlus, keys: '⇧ C', run: () => setQuery({ new: 'case', palette: null }) }]
    : []
  const goTo = usePlaces()
    .filter((place) => !place.studio || administers(me))
    .map(({ name, to, icon, letter }) => ({ label: name, icon, keys: `g ${letter}`, run: () => go(to) }))
  return [...onCase, ...begin, ...goTo, team, ...(leads ? [load] : []), promises, escalated, away, leave, find]
}

/** What the reader may do on a case, as its keys do it. */
function actsOn({ can, contact, number, closure }: Case, show: (query: Record<string, string>) => void): Act[] {
  const missing = closure.requirements.filter((r) => !r.met).length
  const note: Act = {
    ...{ label: 'Write an internal note', icon: IconLock, words: 'comment', keys: 'n' },
    run: () => show({ write: 'note' }),
  }
  const work: Act[] = [
    {
      ...{
        label: `Reply to ${contact?.name ?? 'the customer'}`,
        icon: IconMail,
        words: 'answer write mail',
        keys: 'r',
      },
      run: () => show({ write: 'reply' }),
    },
    { label: 'Log a call', icon: IconPhone, words: 'phone', keys: 'c', run: () => show({ write: 'call' }) },
    { label: 'Add a task', icon: IconChecklist, words: 'todo', keys: 't', run: () => show({ write: 'task' }) },
    { label: 'Promise something', icon: IconClock, keys: 'p', run: () => show({ write: 'promise' }) },
    {
      ...{ label: 'Assign to someone', icon: IconUserPlus, words: 'owner hand give transfer', keys: 'a' },
      run: () => show({ why: 'owner' }),
    },
    {
      ...{ label: `Escalate ${number}`, icon: IconFlag, words: 'help specialist lead', keys: '⇧ E' },
      run: () => show({ sheet: 'escalate' }),
    },
    {
      ...{ label: 'Go on to another stage', icon: IconArrowRight, words: 'wait hold pending move', keys: ']' },
      run: () => show({ why: 'stage' }),
    },
    { label: 'Set the next step', icon: IconArrowRight, words: 'follow', keys: 's', run: () => show({ why: 'next' }) },
    {
      ...{ label: 'When it is due, and why', icon: IconClock, words: 'deadline clock sla', keys: 'd' },
      run: () => show({ why: 'due' }),
    },
  ]
  const resolve: Act = {
    ...{ label: `Resolve ${number}`, icon: IconCheck, words: 'close solve done', keys: 'e' },
    note: missing ? `${counted(missing, 'requirement')} missing` : undefined,
    run: () => show({ sheet: 'close' }),
  }
  return [
    ...(can.work ? work.slice(0, 1) : []),
    ...(can.note ? [note] : []),
    ...(can.work ? work.slice(1) : []),
    ...(can.resolve ? [resolve] : []),
  ]
}

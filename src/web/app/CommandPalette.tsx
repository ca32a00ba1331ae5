import '@mantine/spotlight/styles.layer.css'
import { useDebouncedValue } from '@mantine/hooks'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { SearchResult } from '../../features/search/contract.ts'
import { searchQuery } from '../features/search/queries.ts'
import { addressOf, kinds, Snippet } from '../features/search/results.tsx'
import { useGo, useSetQuery } from '../ui/address.ts'
import { type IconMail, IconSearch } from '../ui/icons.ts'
import { Key } from '../ui/Section.tsx'
import styles from './overlays.module.css'
import { onTypedAhead } from './typedAhead.ts'
import { type Act, isCalled, useActs } from './useActs.ts'

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

  const acts = useActs().filter((act) => isCalled(act, typed))
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

function useFound(typed: string): SearchResult[] {
  const [q] = useDebouncedValue(typed.trim(), 120)
  const { data } = useQuery(searchQuery(q, resultsShown))
  return q ? (data?.items ?? []) : []
}

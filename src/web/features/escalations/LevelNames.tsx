import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { LevelNames as Names } from '../../../features/escalations/contract/by-rule.ts'
import { api } from '../../api.ts'
import { wordsOf } from '../../ui/forms.ts'
import { Known } from '../../ui/Known.tsx'
import studio from '../../ui/studio.module.css'
import { levelsQuery } from './queries.ts'
import styles from './rules.module.css'

/** What the three levels are called, wherever an escalation is shown. */
export function LevelNames({ mayEdit }: { mayEdit: boolean }) {
  return (
    <section className={styles.names} aria-label="Names of the levels">
      <h2 className={studio.label}>
        What the levels are called <span>the higher, the closer to those who lead</span>
      </h2>
      <Known query={useQuery(levelsQuery)} what="The levels">
        {({ names }) => <NamesForm key={names.join()} was={names} mayEdit={mayEdit} />}
      </Known>
    </section>
  )
}

function NamesForm({ was, mayEdit }: { was: Names; mayEdit: boolean }) {
  const cache = useQueryClient()
  const [names, setNames] = useState<Names>(was)
  const save = useMutation({
    mutationFn: () =>
      api.escalations.nameLevels({ body: { was, names: names.map((name) => name.trim()) as unknown as Names } }),
    onSuccess: (saved) => cache.setQueryData(levelsQuery.queryKey, saved),
  })
  const changed = names.join() !== was.join()
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      {names.map((name, at) => (
        <TextInput
          key={at}
          label={`Level ${at + 1}`}
          disabled={!mayEdit}
          value={name}
          maxLength={40}
          onChange={(event) => {
            const typed = event.currentTarget.value
            setNames(names.map((each, place) => (place === at ? typed : each)) as unknown as Names)
          }}
        />
      ))}
      {save.error && <p className={studio.problem}>{wordsOf(save.error)}</p>}
      {mayEdit && changed && (
        <Button type="submit" loading={save.isPending} disabled={names.some((name) => !name.trim())}>
          Save names
        </Button>
      )}
    </form>
  )
}

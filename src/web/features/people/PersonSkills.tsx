import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Person } from '../../../features/people/contract/person.ts'
import { api } from '../../api.ts'
import { wordsOf } from '../../ui/forms.ts'
import { Go } from '../../ui/Go.tsx'
import { IconX } from '../../ui/icons.ts'
import { skillsQuery } from './queries.ts'
import { SkillLevel } from './SkillDots.tsx'
import styles from './skills.module.css'

/** What somebody can do, how well, and until when that is certain. */
export function PersonSkills({ person }: { person: Person }) {
  const cache = useQueryClient()
  const all = useQuery(skillsQuery).data?.items ?? []
  const [held, setHeld] = useState(person.skills)
  const save = useMutation({
    mutationFn: () =>
      api.people.setSkills({
        params: { id: person.id },
        body: { skills: held.map(({ id, level, until }) => ({ id, level, until })) },
      }),
    onSuccess: ({ skills }) => {
      setHeld(skills)
      void cache.invalidateQueries({ queryKey: ['people'] })
    },
  })
  const change = (id: string, part: Partial<(typeof held)[number]>) =>
    setHeld(held.map((each) => (each.id === id ? { ...each, ...part } : each)))
  const others = all.filter(({ id }) => held.every((each) => each.id !== id))
  const touched = JSON.stringify(held) !== JSON.stringify(person.skills)
  return (
    <section className={styles.part} aria-label={`Skills of ${person.name}`}>
      <h3>Skills</h3>
      {held.length > 0 && (
        <ul className={styles.held}>
          {held.map(({ id, name, level, until, expired }) => (
            <li key={id}>
              <b>
                {name}
                {expired && <small>has run out, routing does not count it</small>}
              </b>
              <SkillLevel skill={name} level={level} onChange={(next) => change(id, { level: next })} />
              <TextInput
                type="date"
                aria-label={`${name} counts until`}
                title="Counts until; empty: for good"
                value={until ?? ''}
                onChange={(event) => change(id, { until: event.currentTarget.value || null, expired: false })}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Remove ${name}`}
                onClick={() => setHeld(held.filter((each) => each.id !== id))}
              >
                <IconX size={15} stroke={1.8} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.add}>
        {others.length > 0 && (
          <NativeSelect
            aria-label="Add a skill"
            value=""
            data={[{ value: '', label: 'Add a skill…' }, ...others.map(({ id, name }) => ({ value: id, label: name }))]}
            onChange={(event) => {
              const skill = all.find(({ id }) => id === event.currentTarget.value)
              if (skill) setHeld([...held, { id: skill.id, name: skill.name, level: 3, until: null, expired: false }])
            }}
          />
        )}
        {(touched || save.isPending) && (
          <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
            Save skills
          </Button>
        )}
      </div>
      <p role="status" data-problem={save.error ? true : undefined}>
        {save.error ? (
          wordsOf(save.error)
        ) : all.length === 0 ? (
          <>
            There are no skills yet; <Go to="/studio/skills">make the first ones</Go>.
          </>
        ) : save.isSuccess && !touched ? (
          'Saved.'
        ) : (
          'Among those with equal room, the better at what a case asks for gets it.'
        )}
      </p>
    </section>
  )
}

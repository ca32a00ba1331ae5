import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Skill } from '../../../features/people/contract/skills.ts'
import { gapsOf } from '../../../features/people/rules/skills.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { counted } from '../../ui/amounts.ts'
import { useNow } from '../../ui/clock.ts'
import { IconPlus } from '../../ui/icons.ts'
import { Known } from '../../ui/Known.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import { Empty } from '../../ui/States.tsx'
import studio from '../../ui/studio.module.css'
import table from '../../ui/table.module.css'
import { useRowKeys } from '../../ui/useRowKeys.ts'
import { skillsQuery } from './queries.ts'
import { levelWords } from './SkillDots.tsx'
import { SkillSheet } from './SkillSheet.tsx'
import styles from './skills.module.css'

/** What people can do and cases ask for: who holds it, how well, and where it is thin. */
export function SkillsRoom() {
  const mayEdit = useMe().rights.includes('people.edit')
  const setQuery = useSetQuery()
  const chosen = useQueryPart('skill')
  const skills = useQuery(skillsQuery)
  const today = useNow().toISOString().slice(0, 10)
  const items = skills.data?.items ?? []
  const thin = items.filter(({ holders }) => gapsOf(holders, today).length > 0).length
  const skill = items.find(({ id }) => id === chosen) ?? null
  return (
    <>
      <RoomHead
        title="Skills"
        said={
          thin > 0
            ? `${counted(thin, 'skill')} of ${items.length} ${thin === 1 ? 'is' : 'are'} thin: one person alone has it, or it runs out.`
            : 'Among those with room, the better at what a case asks for gets it.'
        }
      >
        {mayEdit && (
          <Button leftSection={<IconPlus size={15} stroke={1.8} />} onClick={() => setQuery({ skill: 'new' })}>
            New skill
          </Button>
        )}
      </RoomHead>
      <RoomBody label="Skills">
        <Known query={skills} what="The skills">
          {(known) => <SkillTable skills={known.items} today={today} onOpen={(id) => setQuery({ skill: id })} />}
        </Known>
      </RoomBody>
      {(skill || (mayEdit && chosen === 'new')) && (
        <SkillSheet key={chosen} skill={skill} onClose={() => setQuery({ skill: null })} />
      )}
    </>
  )
}

function SkillTable({ skills, today, onOpen }: { skills: Skill[]; today: string; onOpen: (id: string) => void }) {
  const keys = useRowKeys<HTMLTableElement>()
  if (skills.length === 0)
    return (
      <Empty title="No skills yet">
        A skill is a language, a product or a kind of work. Give it to people with a level, and routing prefers them for
        cases that ask for it.
      </Empty>
    )
  return (
    <table className={table.table} ref={keys}>
      <thead>
        <tr>
          <th scope="col">Skill</th>
          <th scope="col" data-wide>
            Asked for by
          </th>
          <th scope="col">Held by</th>
          <th scope="col" data-right data-wide>
            People at level
            <span className={styles.counts}>
              {levelWords.map((words, at) => (
                <span key={words} title={`Level ${at + 1}: ${words}`}>
                  {at + 1}
                </span>
              ))}
            </span>
          </th>
        </tr>
      </thead>
      <tbody>
        {skills.map((skill) => (
          <tr key={skill.id}>
            <td>
              <button type="button" className={studio.open} data-row onClick={() => onOpen(skill.id)}>
                <b>{skill.name}</b>
              </button>
              {gapsOf(skill.holders, today)
                .slice(0, 2)
                .map((gap) => (
                  <small key={gap} className={styles.gap}>
                    {gap}
                  </small>
                ))}
            </td>
            <td data-wide>{askedBy(skill)}</td>
            <td>{heldBy(skill)}</td>
            <td data-right data-wide>
              <Counts skill={skill} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How many hold it at each level, the lowest first. */
function Counts({ skill }: { skill: Skill }) {
  const valid = skill.holders.filter(({ expired }) => !expired)
  return (
    <span className={styles.counts}>
      {levelWords.map((words, at) => {
        const count = valid.filter(({ level }) => level === at + 1).length
        return (
          <span key={words} data-none={count === 0 || undefined} title={`${count} at level ${at + 1}: ${words}`}>
            {count === 0 ? '·' : count}
          </span>
        )
      })}
    </span>
  )
}

function askedBy({ language, words, types }: Skill): string {
  const asks = [
    ...(language ? ['messages in it'] : []),
    ...types.map(({ name }) => name),
    ...words.slice(0, 3).map((word) => `“${word}”`),
    ...(words.length > 3 ? [counted(words.length - 3, 'more word')] : []),
  ]
  return asks.join(', ') || 'the type of its name'
}

function heldBy({ holders }: Skill): string {
  const names = holders.filter(({ expired }) => !expired).map(({ person }) => person.name)
  return names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', ')
}

import { NativeSelect, TagsInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Skill } from '../../../features/people/contract/skills.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { useNow } from '../../ui/clock.ts'
import { orNull, whyStays } from '../../ui/forms.ts'
import { Go } from '../../ui/Go.tsx'
import { languageName, languages } from '../../ui/languages.ts'
import { Removal } from '../../ui/Removal.tsx'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { dayMonth } from '../../ui/time.ts'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { PersonFace } from './PersonFace.tsx'
import { SkillDots } from './SkillDots.tsx'
import styles from './skills.module.css'

const labels = { name: 'Name', language: 'Language of its cases', words: 'Words that ask for it' }
interface Props {
  /** Null makes a new one. */
  skill: Skill | null
  onClose: () => void
}

/** What asks for a skill, and who holds it. */
export function SkillSheet({ skill, onClose }: Props) {
  const cache = useQueryClient()
  const now = useNow()
  const mayEdit = useMe().rights.includes('people.edit')
  const saved = () => {
    void cache.invalidateQueries({ queryKey: ['people'] })
    onClose()
  }
  const { form, submit, pending, problem, conflict } = useRecordForm({
    what: skill?.name ?? 'The skill',
    record: skill,
    valuesOf: (known: Skill | null) => ({
      name: known?.name ?? '',
      language: known?.language ?? '',
      words: known?.words ?? [],
    }),
    bodyOf: ({ name, language, words }) => ({ name: name.trim(), language: orNull(language), words }),
    labels,
    validate: { name: (name) => (name.trim() ? null : 'A skill needs a name') },
    create: (body) => api.people.createSkill({ body }),
    change: ({ id }, body) => api.people.changeSkill({ params: { id }, body }),
    onSaved: saved,
  })
  const remove = useMutation({
    mutationFn: () => api.people.removeSkill({ params: { id: skill!.id } }),
    onSuccess: saved,
  })
  const field = (name: keyof typeof labels) => ({ label: labels[name], ...form.getInputProps(name) })
  const named = (code: string) => ({ value: code, label: languageName(code) })
  const codes = skill?.language && !languages.includes(skill.language) ? [...languages, skill.language] : languages
  return (
    <Sheet title={skill?.name ?? 'New skill'} onClose={onClose}>
      {mayEdit && (
        <SheetForm
          onSubmit={submit}
          onCancel={onClose}
          problem={problem ?? (remove.error && whyStays(remove.error, 'skill'))}
          pending={pending}
          act={skill ? 'Save' : 'Make skill'}
        >
          <TextInput data-autofocus {...field('name')} />
          <NativeSelect
            {...field('language')}
            description="Only where the skill is a language"
            data={[{ value: '', label: 'Not a language' }, ...codes.map(named)]}
          />
          <TagsInput
            {...field('words')}
            wrapperProps={{ 'data-wide': true }}
            description="A subject or first message with one of these asks for it"
          />
        </SheetForm>
      )}
      {skill && (
        <section className={styles.part} aria-label={`Who has ${skill.name}`}>
          <h3>Who has it</h3>
          {skill.holders.length === 0 && <p>Nobody yet. Give it to somebody on their page in People.</p>}
          <ul className={styles.who}>
            {skill.holders.map(({ person, level, until, expired }) => (
              <li key={person.id}>
                <PersonFace id={person.id} name={person.name} size={22} />
                <span>
                  <Go to={`/studio/people?person=${person.id}`}>{person.name}</Go>{' '}
                  {until && (
                    <small data-late={expired || undefined}>
                      {expired ? 'ran out' : 'until'} {dayMonth(new Date(until), now)}
                    </small>
                  )}
                </span>
                <SkillDots level={level} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {skill && mayEdit && (
        <div className={styles.removing}>
          <Removal
            label="Remove from everybody"
            asks="It goes from everybody, and no case asks for it."
            pending={remove.isPending}
            onRemove={() => remove.mutate()}
          />
        </div>
      )}
      {conflict}
    </Sheet>
  )
}

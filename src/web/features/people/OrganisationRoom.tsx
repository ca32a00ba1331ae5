import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Organisation } from '../../../features/people/contract/organisation.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { useGo } from '../../ui/address.ts'
import { Known } from '../../ui/Known.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import studio from '../../ui/studio.module.css'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { zones } from '../../ui/zones.ts'
import { DemoPart } from './DemoPart.tsx'
import { organisationQuery } from './queries.ts'

export function OrganisationRoom() {
  const go = useGo()
  const organisation = useQuery(organisationQuery)
  const mayEdit = useMe().rights.includes('settings.edit')
  return (
    <>
      <RoomHead title="Organisation" said="Who you are to your customers, and whose day it is." />
      <RoomBody label="Organisation">
        <Known query={organisation} what="The organisation">
          {(found) => <OrganisationForm key={found.version} organisation={found} />}
        </Known>
        {mayEdit && (
          <section className={studio.block} aria-label="First steps">
            <h2 className={studio.label}>First steps</h2>
            <Button variant="default" onClick={() => go('/welcome')}>
              Mail, people and kinds of case on one page
            </Button>
          </section>
        )}
        {mayEdit && (
          <section className={studio.block} aria-label="Demo company">
            <h2 className={studio.label}>Demo company</h2>
            <p className={studio.sub}>
              Made-up colleagues, customers and cases. Where there are cases of your own, its rules come switched off
              and nothing changes for these.
            </p>
            <DemoPart />
          </section>
        )}
      </RoomBody>
    </>
  )
}

const labels = {
  name: 'Name',
  timeZone: 'Time zone',
  language: 'Language',
  idleMinutes: 'Away by itself after minutes',
}

function OrganisationForm({ organisation }: { organisation: Organisation }) {
  const cache = useQueryClient()
  const mayEdit = useMe().rights.includes('settings.edit')
  const { form, submit, pending, problem, conflict } = useRecordForm({
    what: 'The organisation',
    record: organisation,
    valuesOf: (known: Organisation | null) => ({
      name: known?.name ?? '',
      timeZone: known?.timeZone ?? 'UTC',
      language: known?.language ?? 'en',
      idleMinutes: known?.idleMinutes ? String(known.idleMinutes) : '',
    }),
    bodyOf: ({ name, timeZone, language, idleMinutes }) => ({
      name: name.trim(),
      timeZone,
      language: language.trim(),
      idleMinutes: idleMinutes.trim() === '' ? null : Number(idleMinutes),
    }),
    labels,
    validate: {
      idleMinutes: (text) =>
        text.trim() === '' || (Number(text) >= 1 && Number(text) <= 480) ? null : 'Minutes from 1 to 480, or nothing',
    },
    change: (_, body) => api.people.changeOrganisation({ body }),
    onSaved: (saved) => {
      cache.setQueryData(organisationQuery.queryKey, saved)
      void cache.invalidateQueries({ queryKey: ['me'] })
      void cache.invalidateQueries({ queryKey: ['setup'] })
    },
  })
  const field = (name: keyof typeof labels) => ({
    label: labels[name],
    disabled: !mayEdit,
    ...form.getInputProps(name),
  })
  return (
    <form className={studio.narrow} onSubmit={submit}>
      <TextInput {...field('name')} description="Stands in the portal, in mail and at sign-in" />
      <NativeSelect
        {...field('timeZone')}
        data={zones}
        description="For dates in mail and for people without their own"
      />
      <TextInput
        {...field('language')}
        description="What we write in when nothing else is known, such as en or pt-BR"
      />
      <TextInput
        {...field('idleMinutes')}
        inputMode="numeric"
        description="Who touches no screen for so long gets no new cases until they are back, and keeps what they have. Empty: never"
      />
      {problem && <p className={studio.problem}>{problem}</p>}
      {mayEdit && (
        <Button type="submit" loading={pending} disabled={!form.isDirty()}>
          Save
        </Button>
      )}
      {conflict}
    </form>
  )
}

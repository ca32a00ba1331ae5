import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Company, whomToAsk } from '../../../features/approvals/rules/asked.ts'
import type { ApprovalAsked } from '../../../features/casetypes/contract/approvals.ts'
import type { Person } from '../../../features/people/contract/person.ts'
import type { RoleSet } from '../../../features/people/contract/roles.ts'
import { useNow } from '../../ui/clock.ts'
import { rolesQuery } from '../people/queries.ts'
import styles from './preview.module.css'

interface Props {
  approvals: readonly ApprovalAsked[]
  people: readonly Person[]
  teams: readonly { id: string; name: string; lead: { id: string } }[]
}

/** Who would be asked today, for a case of somebody who asks themselves: the same rule as live. */
export function ApprovalPreview({ approvals, people, teams }: Props) {
  const now = useNow()
  const owners = people.filter((each) => each.teams.length > 0 && ['agent', 'manager', 'admin'].includes(each.role))
  const roles = useQuery(rolesQuery).data?.items ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const owner = owners.find(({ id }) => id === chosen) ?? owners.find(({ manager }) => manager) ?? owners[0]
  if (!owner || approvals.length === 0) return null
  const facts = {
    company: companyOf(people, teams, roles),
    teamId: owner.teams[0]!.id,
    ownerId: owner.id,
    requesterId: owner.id,
    barred: new Map([[owner.id, 'asked for it']]),
  }
  return (
    <div className={styles.preview} data-approval-preview>
      <NativeSelect
        size="xs"
        label="Who would be asked today, for a case of"
        data={owners.map(({ id, name, teams: [team] }) => ({ value: id, label: `${name}, ${team!.name}` }))}
        value={owner.id}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <dl>
        {approvals.map(({ key, title, approvers, mode }, at) => {
          const { asked, leftOut, selfCheck } = whomToAsk(approvers, mode, facts, now)
          const nameOf = (id: string) => people.find((each) => each.id === id)?.name ?? 'a colleague'
          return (
            <div key={key}>
              <dt>{title || `Approval ${at + 1}`}</dt>
              <dd>
                {asked.map(({ personId, because, standIn }) => (
                  <span key={personId}>
                    <b>{nameOf(standIn?.personId ?? personId)}</b>{' '}
                    {standIn
                      ? `for ${nameOf(personId)}: ${standIn.because}`
                      : selfCheck
                        ? `themselves: ${because}`
                        : because}
                  </span>
                ))}
                {asked.length === 0 && <span>Nobody may decide it.</span>}
                {leftOut.length > 0 && (
                  <small>not {leftOut.map(({ name, because }) => `${name} (${because})`).join(', ')}</small>
                )}
              </dd>
            </div>
          )
        })}
      </dl>
    </div>
  )
}

const companyOf = (people: Props['people'], teams: Props['teams'], roles: readonly RoleSet[]): Company => ({
  people: people.map((each) => ({
    id: each.id,
    name: each.name,
    role: each.role,
    chosen: roles.find(({ people: held }) => held.some(({ id }) => id === each.id))?.rights ?? null,
    ownRoleId: each.ownRole?.id ?? null,
    teamIds: each.teams.map(({ id }) => id),
    managerId: each.manager?.id ?? null,
    status: each.status,
    statusSince: new Date(each.statusSince),
    awayUntil: each.awayUntil ? new Date(each.awayUntil) : null,
    deactivatedAt: each.deactivatedAt ? new Date(each.deactivatedAt) : null,
  })),
  teams: teams.map(({ id, name, lead }) => ({ id, name, leadId: lead.id })),
  roles: roles.filter(({ shipped }) => !shipped),
  leaves: [],
})

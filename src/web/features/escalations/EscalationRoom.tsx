import { Button, Switch } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { EscalationRule } from '../../../features/escalations/contract/by-rule.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { IconPlus } from '../../ui/icons.ts'
import { Known } from '../../ui/Known.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import { Empty } from '../../ui/States.tsx'
import { said } from '../../ui/said.ts'
import studio from '../../ui/studio.module.css'
import table from '../../ui/table.module.css'
import { useRowKeys } from '../../ui/useRowKeys.ts'
import { useConditionChoices } from '../cases/conditions/useConditionChoices.ts'
import { LevelNames } from './LevelNames.tsx'
import { rulesQuery, useLevelNames } from './queries.ts'
import { RuleSheet } from './RuleSheet.tsx'
import { thenSaid, whenSaid } from './ruleWords.ts'
import { levelSaid } from './words.ts'

/** When cases go up without anybody doing it, and what the levels are called. */
export function EscalationRoom() {
  const mayEdit = useMe().rights.includes('settings.edit')
  const setQuery = useSetQuery()
  const chosen = useQueryPart('rule')
  const rules = useQuery(rulesQuery)
  const rule = rules.data?.items.find(({ id }) => id === chosen) ?? null
  return (
    <>
      <RoomHead
        title="Escalation"
        said="A case goes up by hand, by a step of a clock, or by one of these rules: once, until it is taken back and something new happens."
      >
        {mayEdit && (
          <Button leftSection={<IconPlus size={15} stroke={1.8} />} onClick={() => setQuery({ rule: 'new' })}>
            New rule
          </Button>
        )}
      </RoomHead>
      <RoomBody label="Escalation">
        <Known query={rules} what="The rules">
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="No rules yet">
                Make one, and cases that come back, stay unanswered or matter most go up by themselves.
              </Empty>
            ) : (
              <RuleTable rules={items} mayEdit={mayEdit} onOpen={(id) => setQuery({ rule: id })} />
            )
          }
        </Known>
        <LevelNames mayEdit={mayEdit} />
      </RoomBody>
      {mayEdit && (rule || chosen === 'new') && (
        <RuleSheet key={chosen} rule={rule} onClose={() => setQuery({ rule: null })} />
      )}
    </>
  )
}

interface TableProps {
  rules: EscalationRule[]
  mayEdit: boolean
  onOpen: (id: string) => void
}

function RuleTable({ rules, mayEdit, onOpen }: TableProps) {
  const keys = useRowKeys<HTMLTableElement>()
  const names = useLevelNames()
  const known = useConditionChoices(rules.flatMap(({ conditions }) => conditions)).names
  return (
    <table className={table.table} ref={keys}>
      <thead>
        <tr>
          <th scope="col">Rule</th>
          <th scope="col">Goes to</th>
          <th scope="col" data-right>
            On
          </th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr key={rule.id} data-past={rule.disabled || undefined}>
            <td>
              {mayEdit ? (
                <button type="button" className={studio.open} data-row onClick={() => onOpen(rule.id)}>
                  <b>{rule.name}</b>
                </button>
              ) : (
                <b>{rule.name}</b>
              )}
              <small>{whenSaid(rule, known)}</small>
            </td>
            <td>
              {levelSaid(rule.level, names)}
              <small>{thenSaid(rule, known)}</small>
            </td>
            <td data-right>
              <OnOff rule={rule} mayEdit={mayEdit} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function OnOff({ rule: { id, name, version, disabled }, mayEdit }: { rule: EscalationRule; mayEdit: boolean }) {
  const cache = useQueryClient()
  const turn = useMutation({
    mutationFn: () => api.escalations.changeRule({ params: { id }, body: { version, disabled: !disabled } }),
    ...said,
    onSettled: () => cache.invalidateQueries({ queryKey: rulesQuery.queryKey }),
  })
  return (
    <Switch
      size="sm"
      aria-label={`${name} is on`}
      checked={!disabled}
      disabled={!mayEdit || turn.isPending}
      onChange={() => turn.mutate()}
      styles={{ root: { display: 'inline-block' } }}
    />
  )
}

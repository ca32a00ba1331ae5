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
import { RowName, Table } from '../../ui/Table.tsx'
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
  const names = useLevelNames()
  const known = useConditionChoices(rules.flatMap(({ conditions }) => conditions)).names
  return (
    <Table
      rows={rules}
      keyOf={({ id }) => id}
      isPast={({ disabled }) => disabled}
      columns={[
        {
          name: 'Rule',
          cell: (rule) => (
            <>
              <RowName onOpen={mayEdit ? () => onOpen(rule.id) : null}>{rule.name}</RowName>
              <small>{whenSaid(rule, known)}</small>
            </>
          ),
        },
        {
          name: 'Goes to',
          cell: (rule) => (
            <>
              {levelSaid(rule.level, names)}
              <small>{thenSaid(rule, known)}</small>
            </>
          ),
        },
        { name: 'On', right: true, cell: (rule) => <OnOff rule={rule} mayEdit={mayEdit} /> },
      ]}
    />
  )
}

function OnOff({ rule: { id, name, version, disabled }, mayEdit }: { rule: EscalationRule; mayEdit: boolean }) {
  const cache = useQueryClient()
  const turn = useMutation({
    mutationFn: () => api.escalations.changeRule({ params: { id }, body: { version, disabled: !disabled } }),
    ...said,
    onSettled: () => cache.invalidateQueries({ queryKey: rulesQuery.queryKey }),
  })
  if (!mayEdit) return disabled ? 'off' : 'on'
  return (
    <Switch
      size="sm"
      aria-label={`${name} is on`}
      checked={!disabled}
      disabled={turn.isPending}
      onChange={() => turn.mutate()}
      styles={{ root: { display: 'inline-block' } }}
    />
  )
}

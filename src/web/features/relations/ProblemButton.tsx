import { Button, Popover } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { CaseRow } from '../../../features/cases/contract/case-row.ts'
import { api } from '../../api.ts'
import { counted } from '../../ui/amounts.ts'
import { IconAlertTriangle } from '../../ui/icons.ts'
import { said } from '../../ui/said.ts'
import { CasePicker } from '../families/CasePicker.tsx'
import { useFamilyAct } from '../families/queries.ts'

/** Makes the chosen cases incidents of one problem. */
export function ProblemButton({ rows, onDone }: { rows: CaseRow[]; onDone: () => void }) {
  const [open, setOpen] = useState(false)
  const link = useFamilyAct(async (problem: string) => ({
    problem,
    ...(await api.relations.linkIncidents({ params: { id: problem }, body: { cases: rows.map(({ id }) => id) } })),
  }))
  const pick = (problem: string) =>
    link.mutate(problem, {
      ...said,
      onSuccess: ({ linked, refused }) => {
        setOpen(false)
        notifications.show({
          title: `${counted(linked, 'incident')} of ${problem}`,
          message: refused.length > 0 ? refused.map(({ because }) => because).join(' ') : 'All of them are linked.',
          ...(refused.length > 0 && { color: 'orange', autoClose: 15_000 }),
        })
        onDone()
      },
    })
  return (
    <Popover opened={open} onChange={setOpen} position="top" width={420} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconAlertTriangle size={15} stroke={1.7} />}
          onClick={() => setOpen((was) => !was)}
        >
          Problem
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="The problem behind the chosen cases">
        <CasePicker
          label={`The problem behind ${counted(rows.length, 'case')}`}
          except=""
          account={rows[0]?.account ?? null}
          onPick={pick}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

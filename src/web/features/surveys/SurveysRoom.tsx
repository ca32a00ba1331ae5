import { Button, NativeSelect } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SurveyReport, SurveyTime } from '../../../features/surveys/contract.ts'
import { csv, saveFile } from '../../ui/files.ts'
import { Known } from '../../ui/Known.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import { Lead } from '../../ui/Section.tsx'
import { Empty } from '../../ui/States.tsx'
import studio from '../../ui/studio.module.css'
import { Table } from '../../ui/Table.tsx'
import { answersQuery, surveyReport } from './queries.ts'
import { Said } from './SurveyPart.tsx'
import styles from './surveys.module.css'
import {
  kindName,
  meanWords,
  reportTable,
  scoreWords,
  shareWords,
  slaName,
  sumWords,
  sureWords,
  times,
} from './surveyWords.ts'

/** What customers said afterwards: by type, team and outcome of the clocks, and in their own words. */
export function SurveysRoom() {
  const [during, setDuring] = useState<SurveyTime>('90_days')
  const report = useQuery({ ...surveyReport(during), placeholderData: keepPreviousData })
  return (
    <>
      <RoomHead title="Surveys" said="What customers said afterwards, of the cases that you may see.">
        <NativeSelect
          aria-label="Time"
          value={during}
          onChange={(event) => setDuring(event.currentTarget.value as SurveyTime)}
          data={times}
        />
      </RoomHead>
      <RoomBody label="Surveys">
        <Known query={report} what="The report">
          {(found) =>
            found.rows.length === 0 ? (
              <Empty title="Nobody was asked in that time">
                A case type says what its customers are asked, in its designer under Afterwards.
              </Empty>
            ) : (
              <>
                <Whole found={found} />
                <Answers />
              </>
            )
          }
        </Known>
      </RoomBody>
    </>
  )
}

function Whole({ found }: { found: SurveyReport }) {
  return (
    <>
      <section aria-label="In all">
        {found.byKind.map((each) => (
          <p key={each.kind} className={styles.sum}>
            {sumWords(each)}
          </p>
        ))}
        <p className={studio.sub}>
          Type, team and clocks are those at the resolution, whatever changed since. Counted by when they were asked.
          Good is 4 and 5 of 5, 5 to 7 of 7, 9 and 10 of 10. The share lies in the interval with 95 % confidence
          (Wilson).
        </p>
      </section>
      <section aria-label="By type, team and clocks">
        <h2 className={studio.label}>
          By type, team and clocks{' '}
          <Button
            variant="subtle"
            size="compact-xs"
            color="gray"
            onClick={() => saveFile('surveys.csv', csv(reportTable(found)))}
          >
            Save as CSV
          </Button>
        </h2>
        <Table
          lines
          rows={found.rows}
          keyOf={(row) => `${row.type.id} ${row.kind} ${row.team?.id} ${row.sla}`}
          columns={[
            { name: 'Type', cell: ({ type }) => <b>{type.name}</b> },
            { name: 'Question', wide: true, cell: ({ kind }) => kindName[kind] },
            { name: 'Team', cell: ({ team }) => team?.name ?? 'none' },
            { name: 'Clocks', cell: ({ sla }) => slaName[sla] },
            {
              name: 'Answered',
              said: 'Of those who were asked',
              right: true,
              cell: (row) => `${row.answered} of ${row.asked}`,
            },
            {
              name: 'Mean',
              right: true,
              wide: true,
              cell: (row) => row.mean !== null && scoreWords(row.kind, Number(meanWords(row))),
            },
            { name: 'Good', right: true, cell: shareWords },
            { name: 'Interval', said: 'In which the share lies with 95 % confidence', right: true, cell: sureWords },
            { name: 'Low', right: true, tone: ({ low }) => low > 0 && 'overdue', cell: ({ low }) => low },
          ]}
        />
      </section>
    </>
  )
}

function Answers() {
  const answers = useInfiniteQuery(answersQuery)
  const items = answers.data?.pages.flatMap((page) => page.items) ?? []
  if (items.length === 0) return null
  return (
    <section aria-label="Answers">
      <h2 className={studio.label}>
        Answers <span>the newest first</span>
      </h2>
      <ul className={styles.said}>
        {items.map((survey) => (
          <li key={survey.id}>
            <Said survey={survey} />
            <p className={styles.meta}>
              <Lead to={`/cases/${survey.case.number}`}>{survey.case.number}</Lead> {survey.case.subject}
            </p>
          </li>
        ))}
      </ul>
      {answers.hasNextPage && (
        <Button mt={12} size="xs" variant="default" onClick={() => void answers.fetchNextPage()}>
          Show more
        </Button>
      )}
    </section>
  )
}

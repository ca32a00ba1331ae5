import { useQuery } from '@tanstack/react-query'
import type { Survey } from '../../../features/surveys/contract.ts'
import { Instant } from '../../ui/Instant.tsx'
import { Lead, Section } from '../../ui/Section.tsx'
import { surveyOfCase, surveysOfAccount } from './queries.ts'
import styles from './surveys.module.css'
import { kindName, notAskedWords, scoreWords } from './surveyWords.ts'

/** What the customer of a case was asked afterwards, and said. */
export function SurveyPart({ number }: { number: string }) {
  const items = useQuery(surveyOfCase(number)).data?.items ?? []
  if (items.length === 0) return null
  return (
    <Section title="Survey">
      {items.map((survey) => (
        <Said key={survey.id} survey={survey} />
      ))}
    </Section>
  )
}

/** The last answers of the people of an account. */
export function AccountSurveys({ account }: { account: string }) {
  const items = useQuery(surveysOfAccount(account)).data?.items ?? []
  if (items.length === 0) return null
  return (
    <Section level={2} title="Last answers">
      {items.map((survey) => (
        <div key={survey.id}>
          <Said survey={survey} />
          <p className={styles.meta}>
            <Lead to={`/cases/${survey.case.number}`}>{survey.case.number}</Lead> {survey.case.subject}
          </p>
        </div>
      ))}
    </Section>
  )
}

export function Said({ survey }: { survey: Survey }) {
  const { kind, score, reading, words, contact, answeredAt, askedAt, notAskedBecause, dueAt } = survey
  if (score !== null && answeredAt) {
    return (
      <>
        <p className={styles.line}>
          {kindName[kind]} <b data-reading={reading ?? undefined}>{scoreWords(kind, score)}</b>
          {contact && `, ${contact.name}`}, <Instant at={answeredAt} />
        </p>
        {words && <p className={styles.words}>“{words}”</p>}
      </>
    )
  }
  return (
    <p className={styles.line}>
      {askedAt ? (
        <>
          Asked <Instant at={askedAt} />, not answered
        </>
      ) : notAskedBecause ? (
        `Not asked: ${notAskedWords[notAskedBecause]}`
      ) : (
        <>
          Will be asked <Instant at={dueAt} />
        </>
      )}
    </p>
  )
}

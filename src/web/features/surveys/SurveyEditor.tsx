import { NativeSelect } from '@mantine/core'
import type { SurveyAsked, SurveyKind } from '../../../features/casetypes/contract/surveys.ts'
import type { CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import { scales } from '../../../features/casetypes/rules/surveys.ts'
import { texts } from '../../../features/surveys/texts.ts'
import studio from '../../ui/studio.module.css'
import styles from './surveys.module.css'
import { WholeNumber } from './WholeNumber.tsx'

interface Props {
  definition: CaseTypeDefinition
  disabled: boolean
  onChange: (part: Partial<CaseTypeDefinition>) => void
}

const kinds: { value: SurveyKind | ''; label: string }[] = [
  { value: '', label: 'nothing' },
  { value: 'csat', label: 'how satisfied they are, 1 to 5' },
  { value: 'ces', label: 'how easy it was, 1 to 7' },
  { value: 'nps', label: 'whether they recommend us, 0 to 10' },
]
const usual = { afterHours: 24, notAgainDays: 30 }

/** What customers of this type are asked after a resolution, as they read it. */
export function SurveyEditor({ definition: { survey }, disabled, onChange }: Props) {
  const set = (part: Partial<SurveyAsked>) => survey && onChange({ survey: { ...survey, ...part } })
  return (
    <section aria-label="Survey">
      <h2 className={studio.title}>Afterwards</h2>
      <p className={studio.sub}>
        One question by mail, in the name of the owner, to whoever was told of the resolution. A case that is open again
        by then asks nothing.
      </p>
      <NativeSelect
        size="xs"
        mt={10}
        label="Customers are asked"
        disabled={disabled}
        value={survey?.kind ?? ''}
        data={kinds}
        onChange={(event) => {
          const kind = event.currentTarget.value as SurveyKind | ''
          onChange({ survey: kind ? { ...usual, ...survey, kind } : undefined })
        }}
      />
      {survey && (
        <>
          <p className={styles.when}>
            <WholeNumber
              label="Hours after the resolution"
              disabled={disabled}
              most={720}
              value={survey.afterHours}
              onChange={(afterHours) => set({ afterHours })}
            />{' '}
            hours after the resolution
          </p>
          <p className={styles.when}>
            <WholeNumber
              label="Days without another question"
              disabled={disabled}
              most={365}
              value={survey.notAgainDays}
              onChange={(notAgainDays) => set({ notAgainDays })}
            />{' '}
            days in which nobody is asked again
          </p>
          <figure className={styles.preview}>
            <figcaption>As a customer reads it</figcaption>
            <p>{texts.en.questions[survey.kind]}</p>
            <small>
              {scaleWords(survey.kind)}. {followed(survey.kind)}
            </small>
          </figure>
        </>
      )}
    </section>
  )
}

const scaleWords = (kind: SurveyKind): string => {
  const { from, to } = scales[kind]
  const points = texts.en.points[kind]
  return `${from} ${points[0]!.toLowerCase()}, ${to} ${points.at(-1)!.toLowerCase()}`
}

const followed = (kind: SurveyKind): string =>
  `${scales[kind].good} and more is good; for ${scales[kind].low} and less somebody asks why.`

import type { SurveyKind } from '../../../features/casetypes/contract/surveys.ts'
import { type Teller, textIn } from '../cases/eventParts.ts'
import { kindName, scoreWords } from './surveyWords.ts'

/** What customers were asked afterwards and said, in words. */
export const surveyTellers: Record<string, Teller> = {
  'survey.asked': (c) => ({ icon: 'resume', text: `${textIn(c, 'who')} was asked how it was` }),
  'survey.answered': (c) => ({
    icon: c.reading === 'low' ? 'risk' : 'done',
    text: `${textIn(c, 'who')} answered the survey: ${kindName[c.kind as SurveyKind]} ${scoreWords(c.kind as SurveyKind, Number(c.score))}`,
  }),
}

import type { Handlers } from '../../platform/http/implement.ts'
import { listSurveys, surveyReport } from './actions/report.ts'
import type { surveysContract } from './contract.ts'

export const surveysRoutes: Handlers<typeof surveysContract> = {
  listSurveys: (ctx, { query }) => listSurveys(ctx, query),
  getSurveyReport: (ctx, { query }) => surveyReport(ctx, query.during),
}

import type { FastifyInstance } from 'fastify'
import { anonymous } from '../../platform/http/implement.ts'
import { sendPaper, takeForms, writtenIn } from '../../platform/http/paper.ts'
import { inTransaction, type Runtime, readingContext } from '../../platform/runtime.ts'
import { answerSurvey, showSurvey } from './actions/answer.ts'
import { surveyPage, thanksPage } from './actions/render-page.ts'

/** The customer's page behind the link in a letter: plain HTML, a plain form. Opening it records nothing. */
export function mountSurvey(app: FastifyInstance, runtime: Runtime): void {
  void app.register(async (scope) => {
    takeForms(scope)
    scope.get<{ Params: { token: string } }>('/survey/:token', async (request, reply) => {
      const page = await showSurvey(readingContext(runtime, anonymous, request.id), request.params.token)
      return sendPaper(reply, page.state === 'invalid' ? 410 : 200, surveyPage(page))
    })
    scope.post<{ Params: { token: string } }>('/survey/:token', async (request, reply) => {
      const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
      const said = { scores: form.getAll('score'), words: writtenIn(form, 'words') }
      const { page, done, wrong } = await answerSurvey(
        (actor, work) => inTransaction(runtime, actor ?? anonymous, work, { requestId: request.id }),
        request.params.token,
        said,
      )
      if (done) return sendPaper(reply, 200, thanksPage(page))
      if (wrong) return sendPaper(reply, 422, surveyPage(page, { ...said, wrong }))
      return sendPaper(reply, page.state === 'invalid' ? 410 : 409, surveyPage(page))
    })
  })
}

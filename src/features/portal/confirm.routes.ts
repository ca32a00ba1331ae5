import type { FastifyInstance } from 'fastify'
import { anonymous } from '../../platform/http/implement.ts'
import { sendPaper, takeForms, writtenIn } from '../../platform/http/paper.ts'
import { Refusal } from '../../platform/refusal.ts'
import { inTransaction, type Runtime, readingContext } from '../../platform/runtime.ts'
import { type Answer, answerConfirm, showConfirm } from './actions/answer-confirm.ts'
import { confirmPage, thanksPage, type Wrong } from './actions/render-page.ts'

const longestAnswer = 10_000

/** The customer's page behind the link in a letter: plain HTML, plain forms. Opening it decides nothing. */
export function mountConfirm(app: FastifyInstance, runtime: Runtime): void {
  void app.register(async (scope) => {
    takeForms(scope)
    scope.get<{ Params: { token: string } }>('/confirm/:token', async (request, reply) => {
      const page = await showConfirm(readingContext(runtime, anonymous, request.id), request.params.token)
      return sendPaper(reply, page.state === 'invalid' ? 410 : 200, confirmPage(page))
    })
    scope.post<{ Params: { token: string } }>('/confirm/:token', async (request, reply) => {
      const { token } = request.params
      const read = answerOf(request.body)
      if ('key' in read) {
        const page = await showConfirm(readingContext(runtime, anonymous, request.id), token)
        return sendPaper(reply, page.state === 'invalid' ? 410 : 422, confirmPage(page, read))
      }
      const { page, done, followUp } = await answerConfirm(
        (actor, work) => inTransaction(runtime, actor ?? anonymous, work, { requestId: request.id }),
        token,
        read,
      )
      if (done) return sendPaper(reply, 200, thanksPage(page, done, followUp))
      return sendPaper(reply, page.state === 'invalid' ? 410 : 409, confirmPage(page))
    })
  })
}

/** Exactly one answer, once; a refusal of theirs needs words. */
function answerOf(body: unknown): Answer | NonNullable<Wrong> {
  const form = body instanceof URLSearchParams ? body : new URLSearchParams()
  const [answer, ...more] = form.getAll('answer')
  if (more.length > 0 || (answer !== 'yes' && answer !== 'no')) {
    throw new Refusal('malformed', { fields: [{ path: 'answer', message: 'yes or no' }] })
  }
  if (answer === 'yes') return { solved: true }
  const text = writtenIn(form, 'text')
  if (text === '') return { key: 'writeSomething', text }
  return text.length > longestAnswer ? { key: 'tooLong', text } : { solved: false, text }
}

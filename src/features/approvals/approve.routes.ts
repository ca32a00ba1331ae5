import type { FastifyInstance } from 'fastify'
import { anonymous } from '../../platform/http/implement.ts'
import { sendPaper, takeForms, writtenIn } from '../../platform/http/paper.ts'
import { Refusal } from '../../platform/refusal.ts'
import { inTransaction, type Runtime, readingContext } from '../../platform/runtime.ts'
import { answerDecision, type DecidePage, type ReadingAs, showDecision } from './actions/answer-link.ts'
import type { Decision } from './actions/decide.ts'
import { decidedPage, decidePage, type Wrong } from './actions/render-page.ts'

const longestComment = 2000

/** The approver’s page behind the link in a mail: plain HTML, plain forms. Opening it decides nothing. */
export function mountApprove(app: FastifyInstance, runtime: Runtime): void {
  void app.register(async (scope) => {
    takeForms(scope)
    const reading =
      (id: string): ReadingAs =>
      (actor) =>
        readingContext(runtime, actor ?? anonymous, id)
    scope.get<{ Params: { token: string } }>('/approve/:token', async (request, reply) => {
      const page = await showDecision(reading(request.id), request.params.token)
      return sendPaper(reply, isGone(page) ? 410 : 200, decidePage(page))
    })
    scope.post<{ Params: { token: string } }>('/approve/:token', async (request, reply) => {
      const { token } = request.params
      const said = decisionOf(request.body)
      if ('key' in said) {
        const page = await showDecision(reading(request.id), token)
        return sendPaper(reply, isGone(page) ? 410 : page.state === 'ask' ? 422 : 409, decidePage(page, said))
      }
      const { page, done } = await answerDecision(
        reading(request.id),
        (actor, work) => inTransaction(runtime, actor, work, { requestId: request.id }),
        token,
        said,
      )
      if (done) return sendPaper(reply, 200, decidedPage(page, said.decision))
      return sendPaper(reply, isGone(page) ? 410 : 409, decidePage(page))
    })
  })
}

const isGone = ({ state }: DecidePage): boolean => state === 'invalid' || state === 'expired'

/** Exactly one decision; a rejection needs words. */
function decisionOf(body: unknown): Decision | NonNullable<Wrong> {
  const form = body instanceof URLSearchParams ? body : new URLSearchParams()
  const [decision, ...more] = form.getAll('decision')
  if (more.length > 0 || (decision !== 'approved' && decision !== 'rejected'))
    throw new Refusal('malformed', { fields: [{ path: 'decision', message: 'approved or rejected' }] })
  const comment = writtenIn(form, 'comment')
  if (comment.length > longestComment) return { key: 'tooLong', text: comment }
  if (decision === 'rejected' && comment === '') return { key: 'commentNeeded', text: comment }
  return { decision, ...(comment && { comment }) }
}

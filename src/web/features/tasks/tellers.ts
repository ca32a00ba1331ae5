import { type Content, instantIn, type Teller, textIn, toldIn } from '../cases/eventParts.ts'

/** What became of tasks and promises, in words. */
export const taskTellers: Record<string, Teller> = {
  'task.added': (c) => ({ icon: 'change', text: `Task added: ${textIn(c, 'title')}` }),
  'task.changed': (c) => ({ icon: 'change', text: `Task changed: ${textIn(c, 'title')}${changedIn(c)}` }),
  'promise.given': (c) => ({ icon: 'resume', text: `Promised: ${textIn(c, 'title')}, ${instantIn(c, 'dueAt')}` }),
  'task.reminded': (c) => ({ icon: 'resume', text: `Reminded of: ${textIn(c, 'title')}${toldIn(c)}` }),
  'promise.reminded': (c) => ({ icon: 'resume', text: `Promise falls due: ${textIn(c, 'title')}${toldIn(c)}` }),
  'promise.broken': (c) => ({ icon: 'risk', text: `Promise not kept: ${textIn(c, 'title')}${toldIn(c)}` }),
  'task.done': (c) => ({
    icon: 'done',
    text: `${c.promise ? 'Promise kept' : 'Done'}: ${textIn(c, 'title')}${textIn(c, 'evidence') && `, “${textIn(c, 'evidence')}”`}`,
  }),
  'task.ready': (c) => ({ icon: 'resume', text: `Can be begun: ${textIn(c, 'title')}` }),
  'task.reopened': (c) => ({ icon: 'resume', text: `Not done after all: ${textIn(c, 'title')}` }),
  'task.handed_over': (c) => ({ icon: 'assign', text: `Task handed over: ${textIn(c, 'title')}` }),
  'task.cancelled': (c) => ({ icon: 'change', text: `Task cancelled: ${textIn(c, 'title')}` }),
}

/** What of a task is another now, and what it was. */
function changedIn(content: Content): string {
  const was = content.was as Content | undefined
  if (!was) return ''
  const doer = (of: Content) => textIn(of, 'owner') || textIn(of, 'team')
  const said = [
    'title' in was && `was “${textIn(was, 'title')}”`,
    ('owner' in was || 'team' in was) &&
      `${doer(content) || 'whoever has the case'}${doer(was) && doer(was) !== doer(content) ? ` instead of ${doer(was)}` : ''}`,
    'dueAt' in was &&
      `${instantIn(content, 'dueAt') ? `due ${instantIn(content, 'dueAt')}` : 'no date'}${instantIn(was, 'dueAt') && ` instead of ${instantIn(was, 'dueAt')}`}`,
    'evidence' in was && (textIn(content, 'evidence') ? `noted “${textIn(content, 'evidence')}”` : 'note removed'),
  ].filter((each) => typeof each === 'string')
  return said.map((each) => `; ${each}`).join('')
}

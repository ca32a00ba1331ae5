import { instantIn, type Teller, textIn, toldIn } from '../cases/eventParts.ts'

/** What became of tasks and promises, in words. */
export const taskTellers: Record<string, Teller> = {
  'task.added': (c) => ({ icon: 'change', text: `Task added: ${textIn(c, 'title')}` }),
  'task.changed': (c) => ({ icon: 'change', text: `Task changed: ${textIn(c, 'title')}` }),
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

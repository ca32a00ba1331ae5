import { DAY, HOUR } from './timing.ts'

/** Cases of Norrvik's own type: one from its first version, one from its second. */
export const visits = [
  {
    subject: 'Noise at the vacuum pump in hall 2',
    text: 'The pump in hall 2 has become loud since Monday. Can somebody come by and listen to it? Please ring at gate 3.',
    daysAgo: 12,
    priority: 'medium',
    custom: { access: 'Gate 3, ring for Mr Holm' },
    call: 'Told them that a technician comes; we look for a day that suits the shift.',
    lately: 'They keep Thursday free. The bearing set is ordered.',
    version: 1,
  },
  {
    subject: 'Chiller loses coolant, please look at it on site',
    text: 'We refill it every week now. Please send a technician to look at it on site.',
    daysAgo: 3,
    priority: 'high',
    custom: { site_access: 'Safety shoes; register at the reception', cost: '780' },
    call: 'Asked where it drips and since when; they send a picture.',
    lately: 'The picture shows the seal. They want us there this week.',
    version: 2,
  },
] as const

/** An hour (UTC) of the working day that lies so many days back, or of the last one before that. */
export function workday(now: Date, days: number, hour: number): Date {
  const day = Math.floor(now.getTime() / DAY) - days
  const weekday = new Date(day * DAY).getUTCDay()
  const back = weekday === 6 ? 1 : weekday === 0 ? 2 : 0
  return new Date((day - back) * DAY + hour * HOUR)
}

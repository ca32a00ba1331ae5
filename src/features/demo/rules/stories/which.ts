import type { Tongue } from '../company/account-rows.ts'
import type { Talk, Topic, Work } from './story.ts'
import { goods, money, service, technical } from './talk-en.ts'
import { talkDe, topicsDe } from './tongue-de.ts'
import { talkEs, topicsEs } from './tongue-es.ts'
import { talkFr, topicsFr } from './tongue-fr.ts'
import { talkNo, topicsNo } from './tongue-no.ts'
import { topicsOfService } from './topics-en.ts'
import { topicsOfThings } from './topics-things.ts'
import { works } from './work.ts'

const english: Record<string, Talk> = {
  billing_dispute: money,
  refund_review: money,
  technical_issue: technical,
  service_outage: technical,
  warranty_claim: goods,
  replacement_request: goods,
}
const others: Record<Exclude<Tongue, 'en'>, Talk> = { de: talkDe, fr: talkFr, es: talkEs, no: talkNo }
const topicsIn: Record<Tongue, Record<string, readonly Topic[]>> = {
  en: { ...topicsOfService, ...topicsOfThings },
  de: topicsDe,
  fr: topicsFr,
  es: topicsEs,
  no: topicsNo,
}

export const talkOf = (type: string, tongue: Tongue): Talk =>
  tongue === 'en' ? (english[type] ?? service) : others[tongue]
export const workOf = (type: string): Work => works[type]!
/** Empty where nobody writes about that type in that language. */
export const topicsOf = (type: string, tongue: Tongue): readonly Topic[] => topicsIn[tongue][type] ?? []

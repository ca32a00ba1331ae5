import { siteVisit } from '../defaults/site-visit.ts'

/** A type that changed once and is about to change again, for a company that is only shown. */
export const exampleType = () => siteVisit

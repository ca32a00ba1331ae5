/** What is said in cases of one kind. `{about}` and other words in braces are filled in for each case. */
export interface Talk {
  /** Our first answers. */
  first: readonly string[]
  /** What we write while we work. */
  later: readonly string[]
  /** What we ask the customer for, and the next step that this leaves. */
  asks: readonly (readonly [letter: string, nextStep: string])[]
  /** What the customer answers to that. */
  answers: readonly string[]
  /** What the customer writes by themselves. */
  nudges: readonly string[]
  /** That somebody else has to move first, and the next step that this leaves. */
  holds: readonly (readonly [letter: string, nextStep: string])[]
  /** The letter with the solution. */
  last: readonly string[]
  /** The customer writes again after a solution that was none. */
  again: readonly string[]
}

/** What colleagues say among themselves in cases of one type, and how these end. Always in English. */
export interface Work {
  notes: readonly string[]
  calls: readonly string[]
  next: readonly string[]
  ends: readonly Ending[]
}
export type Ending = readonly [code: string, summary: string, cause: string]

/** One thing that customers write about: subject, what it is called in a sentence, and the opening letter. */
export type Topic = readonly [subject: string, about: string, letter: string]

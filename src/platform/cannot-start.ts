/** Something the person who runs Caseward can mend. Its message is shown as it is, without a stack. */
export class CannotStart extends Error {
  override name = 'CannotStart'
}

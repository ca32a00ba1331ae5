import { IconCheck, IconCircle, IconX } from '../../ui/icons.ts'
import { stepNames, type TestResult } from './imap.ts'
import styles from './mailboxes.module.css'

/** What came of each step of a test, in words. */
export function TestSteps({ result }: { result: TestResult }) {
  return (
    <ul className={styles.steps} aria-label="What came of the test">
      {result.steps.map(({ step, ok, said }) => (
        <li key={step} data-ok={ok === null ? 'none' : ok}>
          {ok === null ? (
            <IconCircle size={15} stroke={1.6} aria-label="not tried" />
          ) : ok ? (
            <IconCheck size={15} stroke={2} aria-label="works" />
          ) : (
            <IconX size={15} stroke={2} aria-label="fails" />
          )}
          <b>{stepNames[step]}</b>
          <span>{said}</span>
        </li>
      ))}
    </ul>
  )
}

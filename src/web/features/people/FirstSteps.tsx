import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Me } from '../../../features/people/contract.ts'
import { useGo } from '../../ui/address.ts'
import { useNow } from '../../ui/clock.ts'
import { IconCheck } from '../../ui/icons.ts'
import { Mark } from '../../ui/Mark.tsx'
import { DemoPart } from './DemoPart.tsx'
import { InviteStep } from './InviteStep.tsx'
import { MailIn, MailOut, useSpeaking } from './MailStep.tsx'
import { TypesStep } from './TypesStep.tsx'
import styles from './welcome.module.css'

/** Three real steps; none has to wait for another. */
export function FirstSteps({ me }: { me: Me }) {
  const go = useGo()
  const { mailbox, receives: received } = useSpeaking(me.rights.includes('settings.edit'))
  const sent = me.mailLeaves
  return (
    <>
      <header className={styles.head}>
        <Mark />
        <h1>
          {greeting(useNow())}, {me.name.split(' ')[0]}. After three steps the first case can come.
        </h1>
        <p>Each can be changed later, and none has to wait for another.</p>
      </header>
      <ol className={styles.steps}>
        <Step
          number={1}
          title="Mail, in and out"
          said={
            received && sent
              ? 'What is written to your address becomes a case, and answers leave.'
              : 'What is written to your address becomes a case; your answers leave by your mail server.'
          }
          done={received && sent}
        >
          <h3 className={styles.half} data-done={received || undefined}>
            In
          </h3>
          <MailIn mailbox={mailbox} receives={received} />
          <h3 className={styles.half} data-done={sent || undefined}>
            Out
          </h3>
          <MailOut />
        </Step>
        <Step
          number={2}
          title="Invite people"
          said={`One address a line. They become agents${teamsSaid(me)} and choose their own password; both can be changed later.`}
        >
          <InviteStep teams={me.teams} />
        </Step>
        <Step
          number={3}
          title="Pick the kinds of case you handle"
          said="A question in general is there. More come with stages, tasks and a rule for when they may be closed."
        >
          <TypesStep />
        </Step>
      </ol>
      <footer className={styles.foot}>
        <Button size="sm" onClick={() => go('/')}>
          Open Caseward
        </Button>
        <span>What is left can be done later in the studio.</span>
      </footer>
      {me.rights.includes('settings.edit') && (
        <aside className={styles.demo} aria-label="Demo company">
          <h2>Or look around first</h2>
          <p>
            Fill this installation with <b>Norrvik</b>, a made-up company with colleagues, customers and three months of
            cases. No mail leaves the house, and one click removes all of it.
          </p>
          <DemoPart />
        </aside>
      )}
    </>
  )
}

interface StepProps {
  number: number
  title: string
  said: string
  done?: boolean
  children: ReactNode
}

function Step({ number, title, said, done, children }: StepProps) {
  return (
    <li className={styles.step} data-done={done || undefined}>
      <span className={styles.number} aria-hidden>
        {done ? <IconCheck size={16} stroke={2.2} /> : number}
      </span>
      <div>
        <h2>{title}</h2>
        <p className={styles.said}>{said}</p>
        {children}
      </div>
    </li>
  )
}

const teamsSaid = ({ teams }: Me): string =>
  teams.length > 0 ? ` of ${teams.map(({ name }) => name).join(' and ')}` : ''

function greeting(now: Date): string {
  const hour = now.getHours()
  if (hour < 12) return 'Good morning'
  return hour < 18 ? 'Good afternoon' : 'Good evening'
}

import { Checkbox, SegmentedControl, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { LetterLanguage, Letters } from '../../../features/casetypes/contract/letters.ts'
import { letterLanguages } from '../../../features/casetypes/rules/letters.ts'
import { letterOf, texts } from '../../../features/informing/texts.ts'
import styles from './informing.module.css'

interface Props {
  label: string
  /** Which usual words to begin with. */
  usual: 'usualStage' | 'usualInTouch'
  /** What a customer reads of the stage. */
  stage: string
  letters: Letters | undefined
  disabled: boolean
  onChange: (letters: Letters | undefined) => void
}

const names: Record<LetterLanguage, string> = { en: 'English', de: 'German', fr: 'French', es: 'Spanish', ar: 'Arabic' }

/** What a customer is told by itself, in each language, beside the letter that it becomes. */
export function LetterEditor({ label, usual, stage, letters, disabled, onChange }: Props) {
  const [language, setLanguage] = useState<LetterLanguage>('en')
  const words = letters?.[language] ?? ''
  const write = (text: string) => {
    const { [language]: _, ...rest } = letters ?? {}
    const next = text.trim() ? { ...rest, [language]: text } : rest
    onChange(Object.keys(next).length > 0 ? next : undefined)
  }
  return (
    <div className={styles.editor}>
      <Checkbox
        label={label}
        disabled={disabled}
        checked={letters !== undefined}
        onChange={(event) => onChange(event.currentTarget.checked ? { en: texts.en[usual] } : undefined)}
      />
      {letters && (
        <>
          <SegmentedControl
            size="xs"
            className={styles.languages!}
            aria-label="Language of the words"
            value={language}
            onChange={(next) => setLanguage(next as LetterLanguage)}
            data={letterLanguages.map((each) => ({ value: each, label: `${names[each]}${letters[each] ? '' : ' –'}` }))}
          />
          <div className={styles.sides}>
            <div>
              <Textarea
                aria-label={`Words in ${names[language]}`}
                disabled={disabled}
                autosize
                minRows={3}
                maxLength={4000}
                dir={language === 'ar' ? 'rtl' : 'ltr'}
                placeholder={`No words in ${names[language]} yet: these customers read another language.`}
                value={words}
                onChange={(event) => write(event.currentTarget.value)}
              />
              {!words && !disabled && (
                <button type="button" className={styles.usual} onClick={() => write(texts[language][usual])}>
                  Begin with the usual words
                </button>
              )}
              <p className={styles.slots}>
                {'{subject}, {number}, {stage} and {agent} are filled in; greeting and name stand around it.'}
              </p>
            </div>
            <Preview letters={letters} language={language} stage={stage} />
          </div>
        </>
      )}
    </div>
  )
}

function Preview({ letters, language, stage }: { letters: Letters; language: LetterLanguage; stage: string }) {
  const { language: told, text } = letterOf(letters, [language], {
    name: 'Ingrid Sollberg',
    subject: 'Invoice 3381 charged twice',
    number: 'C-10482',
    stage: stage || 'We look into it',
    agent: 'Ana Ferreira',
    organisation: '',
  })
  return (
    <figure className={styles.preview} dir={told === 'ar' ? 'rtl' : 'ltr'} lang={told}>
      <figcaption>
        {told === language
          ? 'As a customer reads it'
          : `Customers who read ${names[language]} get it in ${names[told]}`}
      </figcaption>
      <p>{text}</p>
    </figure>
  )
}

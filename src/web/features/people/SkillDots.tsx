import styles from './skills.module.css'

/** What the levels mean, from the lowest. */
export const levelWords = ['has a start', 'with help', 'on their own', 'hard ones too', 'teaches others'] as const
const levels = [1, 2, 3, 4, 5] as const

/** A level as five dots and in words. */
export function SkillDots({ level }: { level: number }) {
  return (
    <span className={styles.dots} role="img" aria-label={`Level ${level} of 5: ${levelWords[level - 1]}`}>
      {levels.map((each) => (
        <i key={each} data-on={each <= level || undefined} />
      ))}
    </span>
  )
}

interface Props {
  /** Of what, for whoever cannot see where it stands. */
  skill: string
  level: number
  onChange: (level: number) => void
}

/** The same, to choose by. */
export function SkillLevel({ skill, level, onChange }: Props) {
  return (
    <fieldset className={styles.level}>
      <legend>{`Level of ${skill}`}</legend>
      {levels.map((each) => (
        <label key={each} title={levelWords[each - 1]}>
          <input
            type="radio"
            name={`level-${skill}`}
            value={each}
            checked={each === level}
            onChange={() => onChange(each)}
          />
          <i data-on={each <= level || undefined} aria-hidden />
          <span>{`${each}: ${levelWords[each - 1]}`}</span>
        </label>
      ))}
      <b>{levelWords[level - 1]}</b>
    </fieldset>
  )
}

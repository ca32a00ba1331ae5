import type { Priority } from '../../../platform/shapes.ts'
import studio from '../../ui/table.module.css'
import { metrics, priorities, secondsOf } from './metrics.ts'
import styles from './policies.module.css'
import { cellOf, countedBy, countsBy, type Matrix } from './targets.ts'

interface Props {
  calendars: { id: string; name: string }[]
  matrix: Matrix
  before: Matrix
  disabled: boolean
  onChange: (matrix: Matrix) => void
  /** Which priority somebody is about to edit. */
  onPriority: (priority: Priority) => void
}

/** Clock by priority; a changed target keeps the old one beside it until it is published. */
export function TargetMatrix({ matrix, before, calendars, disabled, onChange, onPriority }: Props) {
  return (
    <div className={styles.scroll}>
      <table className={`${studio.table} ${styles.matrix}`}>
        <thead>
          <tr>
            <th scope="col">Clock</th>
            {priorities.map((priority) => (
              <th key={priority} scope="col">
                {priority}
              </th>
            ))}
            <th scope="col">Counts</th>
          </tr>
        </thead>
        <tbody>
          {metrics.map(({ metric, name, from }) => (
            <tr key={metric}>
              <th scope="row">
                <b>{name}</b>
                <small>{from}</small>
              </th>
              {priorities.map((priority) => {
                const cell = cellOf(metric, priority)
                const text = matrix.cells[cell] ?? ''
                const was = before.cells[cell] ?? ''
                const changed = secondsOf(text) !== secondsOf(was)
                return (
                  <td key={priority}>
                    {changed && <s>{was || 'none'}</s>}
                    <input
                      className={styles.target}
                      aria-label={`${name}, ${priority}${changed ? `, was ${was || 'none'}` : ''}`}
                      aria-invalid={secondsOf(text) === undefined}
                      data-changed={changed || undefined}
                      placeholder="none"
                      disabled={disabled}
                      value={text}
                      onChange={(event) => {
                        onPriority(priority)
                        onChange({ ...matrix, cells: { ...matrix.cells, [cell]: event.currentTarget.value } })
                      }}
                    />
                  </td>
                )
              })}
              <td>
                <select
                  className={styles.time}
                  aria-label={`${name} counts`}
                  disabled={disabled}
                  value={countsBy(matrix, metric)}
                  onChange={(event) => onChange(countedBy(matrix, metric, event.currentTarget.value))}
                >
                  {countsBy(matrix, metric) === 'each' && <option value="each">by priority</option>}
                  <option value="business">business time</option>
                  <option value="calendar">day and night</option>
                  {calendars.map(({ id, name }) => (
                    <option key={id} value={id}>
                      by {name}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { CaseType, CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import { api } from '../../api.ts'
import { counted } from '../../ui/amounts.ts'
import { Instant } from '../../ui/Instant.tsx'
import { Known } from '../../ui/Known.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { said } from '../../ui/said.ts'
import styles from './along.module.css'
import { versionsQuery } from './queries.ts'

interface Props {
  type: CaseType
  mayEdit: boolean
  onBegin: (definition: CaseTypeDefinition) => void
  onTakeAlong: () => void
  onClose: () => void
}

const shownAtOnce = 8

/** Every version with who published it, when, what it changed, and how many cases still run on it. */
export function VersionsSheet({ type, mayEdit, onBegin, onTakeAlong, onClose }: Props) {
  const versions = useQuery(versionsQuery(type.id))
  const begin = useMutation({
    mutationFn: (version: number) => api.types.getTypeVersion({ params: { id: type.id, version } }),
    ...said,
    onSuccess: ({ definition }) => onBegin(definition as unknown as CaseTypeDefinition),
  })
  const behind = versions.data?.items.slice(1).reduce((sum, { openCases }) => sum + openCases, 0) ?? 0
  return (
    <Sheet title={`Versions of ${type.definition.name}`} onClose={onClose} size={620}>
      <div className={styles.sheet}>
        {mayEdit && behind > 0 && (
          <p>
            <Button variant="default" size="xs" onClick={onTakeAlong}>
              Take {counted(behind, 'case')} along to version {type.version}…
            </Button>
          </p>
        )}
        <Known query={versions} what="The versions">
          {({ items }) => (
            <ol className={styles.versions}>
              {items.map(({ version, at, by, openCases, changes }) => (
                <li key={version}>
                  <div className={styles.of}>
                    <b>Version {version}</b>
                    <span>
                      {by?.name ?? 'as it was shipped'}, <Instant at={at} />
                      {openCases > 0 && `, ${counted(openCases, 'open case')}`}
                    </span>
                  </div>
                  {mayEdit && version !== type.version && (
                    <Button size="compact-xs" variant="subtle" onClick={() => begin.mutate(version)}>
                      Begin a draft from it
                    </Button>
                  )}
                  {changes.length > 0 && (
                    <ul>
                      {changes.slice(0, shownAtOnce).map((change) => (
                        <li key={change}>{change}</li>
                      ))}
                      {changes.length > shownAtOnce && <li>{`and ${changes.length - shownAtOnce} more changes`}</li>}
                    </ul>
                  )}
                </li>
              ))}
            </ol>
          )}
        </Known>
      </div>
    </Sheet>
  )
}

import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ShownPolicy } from '../../../features/sla/contract/policies.ts'
import type { PolicyVersion } from '../../../features/sla/contract/policy-history.ts'
import { Instant } from '../../ui/Instant.tsx'
import { Known } from '../../ui/Known.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import styles from './policies.module.css'
import { type DrawnPolicy, type Names, policyChanges } from './policyChanges.ts'
import { policyVersionsQuery } from './queries.ts'
import { asDrawn } from './usePolicyDraft.tsx'

interface Props {
  policy: ShownPolicy
  names: Names
  /** Null where the reader may not draw. */
  onBegin: ((drawn: DrawnPolicy, version: number) => void) | null
  onClose: () => void
}

/** Every version with who published it, when, and what it changed; any of them can be the draft again. */
export function PolicyVersions({ policy, names, onBegin, onClose }: Props) {
  const versions = useInfiniteQuery(policyVersionsQuery(policy.id))
  return (
    <Sheet title={`Versions of ${policy.name}`} onClose={onClose} size={620}>
      <div className={styles.told}>
        <Known query={versions} what="The versions">
          {({ pages }) => (
            <ol className={styles.versions}>
              {pages
                .flatMap(({ items }) => items)
                .map((each) => (
                  <li key={each.version}>
                    <p>
                      <b>Version {each.version}</b>
                      <span>
                        {each.savedBy?.name ?? 'as it was set up'}, <Instant at={each.savedAt} />
                        {each.appliesTo === 'open_cases_too' && '; open cases followed'}
                      </span>
                      {onBegin && each.version !== policy.version && (
                        <Button
                          size="compact-xs"
                          variant="subtle"
                          onClick={() => onBegin(asDrawn(each.policy), each.version)}
                        >
                          Make this the draft
                        </Button>
                      )}
                    </p>
                    <ul>
                      {changesOf(each, names).map((change) => (
                        <li key={change}>{change}</li>
                      ))}
                    </ul>
                  </li>
                ))}
            </ol>
          )}
        </Known>
        {versions.hasNextPage && (
          <Button variant="subtle" loading={versions.isFetchingNextPage} onClick={() => void versions.fetchNextPage()}>
            Earlier versions
          </Button>
        )}
      </div>
    </Sheet>
  )
}

function changesOf({ policy, was, switched }: PolicyVersion, names: Names): string[] {
  const changes = was ? policyChanges(asDrawn(was), asDrawn(policy), names) : []
  if (switched) changes.push('It was switched on or off.')
  if (changes.length > 0) return changes
  return [was ? 'Nothing that can be seen here changed.' : 'The first version.']
}

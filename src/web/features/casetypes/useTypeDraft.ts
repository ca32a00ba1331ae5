import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { TypeDraft } from '../../../features/casetypes/contract/drafts.ts'
import type { CaseType, CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import { ApiProblem } from '../../../platform/client.ts'
import { api } from '../../api.ts'
import { useBeforeLeaving } from '../../ui/useBeforeLeaving.ts'
import { isAlike } from './definition.ts'
import { draftQuery } from './queries.ts'
import { refusedFields } from './saying.ts'

const pause = 500

/** What is being drawn of a type. It is kept on the server as it is drawn, and goes on from there anywhere. */
export function useTypeDraft(current: CaseType, kept: TypeDraft | null, mayEdit: boolean) {
  const cache = useQueryClient()
  const query = draftQuery(current.id)
  // What the draft began with: a colleague's new version is met when publishing, never by losing what was drawn.
  const [type, setType] = useState(current)
  const [drawn, setDrawn] = useState(() => drawnOf(current, mayEdit ? kept : null))
  const [saved, setSaved] = useState(mayEdit ? kept : null)
  const [savedAs, setSavedAs] = useState(drawn)
  const [theirs, setTheirs] = useState<TypeDraft | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const changed = !isAlike(drawn, drawnOf(type, null))
  const dirty = mayEdit && (saved ? !isAlike(drawn, savedAs) : changed)
  const take = (next: TypeDraft | null) => {
    setSaved(next)
    cache.setQueryData(query.queryKey, { draft: next })
  }
  const begin = (fresh: CaseType, draft: TypeDraft | null) => {
    setType(fresh)
    setDrawn(drawnOf(fresh, draft))
    setSavedAs(drawnOf(fresh, draft))
    setSaved(draft)
    setTheirs(null)
    setTrouble(null)
  }
  if (current !== type && !changed && !saved) begin(current, null)
  else if (mayEdit && kept && !dirty && kept.version > (saved?.version ?? 0)) begin(current, kept)
  const save = useMutation({
    mutationFn: async ({ what, over }: { what: Drawn; over: TypeDraft | null }) => {
      await cache.cancelQueries({ queryKey: query.queryKey })
      if (isAlike(what, drawnOf(type, null))) {
        if (over) await api.types.discardTypeDraft({ params: { id: type.id }, query: { version: over.version } })
        return null
      }
      return api.types.saveTypeDraft({
        params: { id: type.id },
        body: {
          version: over?.version ?? null,
          basedOn: type.version,
          definition: what.definition as unknown as Record<string, unknown>,
          teamId: what.teamId || null,
        },
      })
    },
    onSuccess: (next, { what }) => {
      setTrouble(null)
      setTheirs(null)
      setSavedAs(what)
      take(next)
    },
    onError: (error) => {
      const met = error instanceof ApiProblem && error.code === 'changed_meanwhile'
      const ahead = met ? ((error.detail.current as TypeDraft | null) ?? null) : null
      setTheirs(ahead)
      // it was thrown away meanwhile: what is drawn here begins a new one
      if (met && !ahead) setSaved(null)
      setTrouble(met ? null : `Not kept yet: ${refusedFields(error).join('; ')}`)
    },
  })
  const waits = dirty && !theirs && !save.isPending
  const { mutate } = save
  useEffect(() => {
    if (!waits) return
    const timer = setTimeout(() => mutate({ what: drawn, over: saved }), pause)
    return () => clearTimeout(timer)
  }, [waits, drawn, saved, mutate])
  // Whoever goes elsewhere at once loses nothing.
  const last = useRef<(() => void) | null>(null)
  last.current = waits ? () => mutate({ what: drawn, over: saved }) : null
  useEffect(() => () => last.current?.(), [])
  useBeforeLeaving(() => last.current?.())
  return {
    type,
    draft: drawn.definition,
    teamId: drawn.teamId,
    changed,
    saved,
    theirs,
    trouble,
    /** Everything that was drawn is kept. */
    isKept: !dirty,
    /** Goes on from what is published, or from a draft of it. */
    restart: (fresh: CaseType, draft: TypeDraft | null) => {
      take(draft)
      begin(fresh, draft)
    },
    change: (part: Partial<CaseTypeDefinition>) =>
      setDrawn((known) => ({ ...known, definition: { ...known.definition, ...part } })),
    setTeamId: (teamId: string) => setDrawn((known) => ({ ...known, teamId })),
    /** Keeps what is drawn here over what a colleague kept meanwhile. */
    insist: () => mutate({ what: drawn, over: theirs }),
    flush: async () => {
      if (!dirty) return saved
      return save.mutateAsync({ what: drawn, over: saved })
    },
    discard: (fresh = type) =>
      mutate({ what: drawnOf(type, null), over: saved }, { onSuccess: () => begin(fresh, null) }),
  }
}

interface Drawn {
  definition: CaseTypeDefinition
  teamId: string
}

const drawnOf = ({ definition, team }: CaseType, draft: TypeDraft | null): Drawn =>
  draft
    ? { definition: draft.definition as unknown as CaseTypeDefinition, teamId: draft.teamId ?? '' }
    : { definition, teamId: team?.id ?? '' }

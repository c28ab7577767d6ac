import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { Draft, Entry } from '../model/form'
import { passing } from './storage'

export interface HeldDraft {
  readonly envelope: Draft
  readonly body: Draft
  /** One for each record meant: sent again with it, a record is kept once. */
  readonly idempotencyKey: string
  /** When something was last typed; 0 for a draft nobody touched. */
  readonly typedUnixMs: number
}

const prefix = 'gwarchod.draft.'

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function read(key: string): HeldDraft | undefined {
  try {
    const text = passing.read(prefix + key)
    return text === undefined ? undefined : (JSON.parse(text) as HeldDraft)
  } catch {
    return undefined
  }
}

/** Forgets every draft of this tab: when somebody signs out. */
export function forgetDrafts(): void {
  for (const key of passing.keys()) if (key.startsWith(prefix)) passing.remove(key)
}

export interface DraftHandle {
  readonly draft: HeldDraft
  /** The draft was found, not begun: it outlived a reload or a lost session. */
  readonly found: boolean
  readonly set: (part: 'envelope' | 'body', field: string, entry: Entry) => void
  readonly renewKey: () => void
  readonly forget: () => void
}

/** What is being typed, kept in this tab at every keystroke. `begin` fills a draft not yet begun. */
export function useDraft(
  key: string,
  begin: () => Pick<HeldDraft, 'envelope' | 'body'>,
): DraftHandle {
  const fresh = useRef(begin)
  fresh.current = begin
  const start = (): HeldDraft => ({ ...fresh.current(), idempotencyKey: newKey(), typedUnixMs: 0 })
  const [found, setFound] = useState(() => read(key) !== undefined)
  const [draft, setDraft] = useState<HeldDraft>(() => read(key) ?? start())

  useEffect(() => {
    if (draft.typedUnixMs > 0) passing.write(prefix + key, JSON.stringify(draft))
  }, [key, draft])

  const set = useCallback((part: 'envelope' | 'body', field: string, entry: Entry) => {
    setDraft((held) => ({
      ...held,
      [part]: { ...held[part], [field]: entry },
      typedUnixMs: Date.now(),
    }))
  }, [])

  return {
    draft,
    found,
    set,
    renewKey: () => setDraft((held) => ({ ...held, idempotencyKey: newKey() })),
    forget: () => {
      passing.remove(prefix + key)
      setFound(false)
      setDraft(start())
    },
  }
}

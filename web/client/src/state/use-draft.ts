import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Draft, Entry } from '../model/form'
import type { About } from '../model/outbox'
import type { Kept } from './kept'
import { lasting, passing } from './storage'

export interface HeldDraft {
  readonly envelope: Draft
  readonly body: Draft
  /** One for each record meant: sent again with it, a record is kept once. */
  readonly idempotencyKey: string
  /** When something was last typed; 0 for a draft nobody touched. */
  readonly typedUnixMs: number
  /** Which form it belongs to, so that it is found again. */
  readonly about?: About
}

const prefix = 'gwarchod.draft.'
const keptPrefix = 'draft '
// Whoever chose once to keep drafts on this device means the next one too.
const habit = 'gwarchod.keep-drafts'
const keptDaysMax = 30
const dayMs = 86_400_000

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function parsed(text: string | undefined): HeldDraft | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as HeldDraft)
  } catch {
    return undefined
  }
}

/** Forgets every draft of this tab: when somebody signs out. */
export function forgetDrafts(): void {
  for (const key of passing.keys()) if (key.startsWith(prefix)) passing.remove(key)
}

/** Drafts nobody came back to for a month leave the device. */
export function dropOldDrafts(kept: Kept, nowUnixMs: number): void {
  for (const key of kept.keys()) {
    if (!key.startsWith(keptPrefix)) continue
    const draft = parsed(kept.read(key))
    if (!draft || nowUnixMs - draft.typedUnixMs > keptDaysMax * dayMs) kept.remove(key)
  }
}

/** The drafts which an account keeps on this device, the latest first, by their keys. */
export function keptDrafts(kept: Kept, account: string): readonly (readonly [string, HeldDraft])[] {
  return kept
    .keys()
    .filter((key) => key.startsWith(`${keptPrefix}${account} `))
    .flatMap((key) => {
      const draft = parsed(kept.read(key))
      return draft?.about ? [[key, draft] as const] : []
    })
    .sort((left, right) => right[1].typedUnixMs - left[1].typedUnixMs)
}

function later(left: HeldDraft | undefined, right: HeldDraft | undefined): HeldDraft | undefined {
  if (!left || !right) return left ?? right
  return left.typedUnixMs > right.typedUnixMs ? left : right
}

export interface DraftHandle {
  readonly draft: HeldDraft
  /** The draft was found, not begun: it outlived a reload or a lost session. */
  readonly found: boolean
  /** It is kept on this device, and not in this tab only. */
  readonly lasts: boolean
  readonly setLasts: (lasts: boolean) => void
  readonly set: (part: 'envelope' | 'body', field: string, entry: Entry) => void
  readonly renewKey: () => void
  readonly forget: () => void
}

export interface DraftAsked {
  readonly key: string
  readonly about: About
  /** Fills a draft not yet begun. */
  readonly begin: () => Pick<HeldDraft, 'envelope' | 'body'> & Partial<HeldDraft>
  /** Kept on this device from the start, whatever the reader's habit. */
  readonly lasts?: boolean
}

/** What is being typed, kept at every keystroke: in this tab, or on this device if the reader chose so. */
export function useDraft(kept: Kept, asked: DraftAsked): DraftHandle {
  const latest = useRef(asked)
  latest.current = asked
  const { key } = asked
  const start = (): HeldDraft => ({
    idempotencyKey: newKey(),
    typedUnixMs: 0,
    ...latest.current.begin(),
    about: latest.current.about,
  })
  const [onDevice] = useState(() => parsed(kept.read(keptPrefix + key)))
  const [inTab] = useState(() => parsed(passing.read(prefix + key)))
  const [found, setFound] = useState(onDevice !== undefined || inTab !== undefined)
  const [draft, setDraft] = useState<HeldDraft>(() => later(onDevice, inTab) ?? start())
  const [lasts, setLastsHere] = useState(
    onDevice !== undefined ||
      (kept.able && (asked.lasts === true || lasting.read(habit) !== undefined)),
  )

  // Before the next thing happens, not after the next picture: the tab may be gone by then.
  useLayoutEffect(() => {
    if (draft.typedUnixMs === 0) return
    const text = JSON.stringify({ ...draft, about: latest.current.about })
    // The tab has it at once; the device a moment later, which a page just closing may not have.
    passing.write(prefix + key, text)
    if (lasts) kept.write(keptPrefix + key, text)
    else kept.remove(keptPrefix + key)
  }, [kept, key, draft, lasts, asked.about.provider])

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
    lasts,
    setLasts: (next) => {
      if (next) lasting.write(habit, '1')
      else lasting.remove(habit)
      setLastsHere(next)
    },
    set,
    renewKey: () => setDraft((held) => ({ ...held, idempotencyKey: newKey() })),
    forget: () => {
      passing.remove(prefix + key)
      kept.remove(keptPrefix + key)
      setFound(false)
      setDraft(start())
    },
  }
}

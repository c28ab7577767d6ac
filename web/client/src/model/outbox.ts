import type { JsonObject } from '@bufbuild/protobuf'
import type { Draft } from './form'

/** What the reader wrote in both languages' words, as it is kept. */
export interface BothWords {
  readonly en: string
  readonly cy: string
}

/** Which form something was written in, and how to come back to it. */
export interface About {
  readonly account: string
  /** '' for a provider not registered yet. */
  readonly provider: string
  readonly providerName: string
  readonly kind: string
  readonly kindName: BothWords
  readonly updates: string
  readonly corrects: string
  /** Another record that it is about. */
  readonly about: string
  /** Written in the short form, not in that of its kind. */
  readonly quick?: boolean
}

export interface Fault {
  readonly field: string
  readonly words: BothWords
}

/** Why the server would not take it. */
export interface Refusal {
  readonly code: string
  readonly words: BothWords
  readonly errors: readonly Fault[]
}

/**
 * A record that was to be sent and has no answer yet. `waiting` is sent by itself; `held` was taken out
 * to be changed, `refused` must be: neither is sent until the reader says so.
 */
export interface Waiting extends About {
  /** The idempotency key of its draft: sent again with it, it is kept once. */
  readonly id: string
  readonly envelope: JsonObject
  readonly body: JsonObject
  readonly draft: { readonly envelope: Draft; readonly body: Draft }
  readonly keptUnixMs: number
  readonly state: 'waiting' | 'held' | 'refused'
  readonly refusal?: Refusal
}

/** A browser may hold so many; whoever reaches it is told, and keeps the form as it is. */
export const waitingMax = 100

/** What an answer means for what waits: it is done, it is tried again later, or its owner must act. */
export type Fate = 'sent' | 'later' | 'refused'

const passing: ReadonlySet<number> = new Set([401, 408, 425, 429])

/** `status`: of the answer; undefined where none came. `code`: what the refusal is called. */
export function fateOf(status: number | undefined, code = ''): Fate {
  if (status === undefined || status >= 500 || passing.has(status)) return 'later'
  if (status < 400) return 'sent'
  // The session was renewed since: the next try carries its token.
  return code === 'csrf' ? 'later' : 'refused'
}

/** In the order in which they were written: a record may bring an earlier one up to date. */
export function inOrder(items: readonly Waiting[]): readonly Waiting[] {
  return [...items].sort(
    (left, right) => left.keptUnixMs - right.keptUnixMs || (left.id < right.id ? -1 : 1),
  )
}

/** Reads one as it was kept; nothing when it is none. */
export function readWaiting(text: string | undefined): Waiting | undefined {
  try {
    const read = JSON.parse(text ?? '') as Partial<Waiting>
    return typeof read.id === 'string' && typeof read.kind === 'string' && read.draft
      ? (read as Waiting)
      : undefined
  } catch {
    return undefined
  }
}

import { useCallback, useEffect, useMemo, useState } from 'preact/hooks'
import type { Answer, Api } from '../api/http'
import type { Recorded } from '../generated/gwarchod/v1/views_pb'
import { waitMs } from '../model/line'
import { fateOf, inOrder, readWaiting, waitingMax } from '../model/outbox'
import type { About, BothWords, Refusal, Waiting } from '../model/outbox'
import type { Kept } from './kept'

/** One that waited and is now recorded; told until the reader has seen it. */
export interface Sent extends About {
  readonly id: string
  readonly event: string
}

export interface Outbox {
  /** Of the account signed in, in the order in which they were written. */
  readonly items: readonly Waiting[]
  /** How many wait for other accounts to sign in on this device. */
  readonly ofOthers: number
  readonly sent: readonly Sent[]
  readonly sending: boolean
  /** True once it lies on this device; false when it could not be kept. */
  readonly put: (item: Waiting) => Promise<boolean>
  /** Not sent until it is put again. */
  readonly hold: (id: string) => void
  /** Sent by itself from now on. */
  readonly release: (id: string) => void
  readonly discard: (id: string) => void
  readonly seen: () => void
}

const prefix = 'waiting '
const lock = 'gwarchod-outbox'
const keyOf = ({ account, id }: Pick<Waiting, 'account' | 'id'>) => `${prefix}${account} ${id}`

function waitingIn(kept: Kept): readonly Waiting[] {
  return inOrder(
    kept
      .keys()
      .filter((key) => key.startsWith(prefix))
      .flatMap((key) => readWaiting(kept.read(key)) ?? []),
  )
}

const bothWords = (text?: { readonly en: string; readonly cy: string }): BothWords => ({
  en: text?.en ?? '',
  cy: text?.cy ?? '',
})

/** Why it was refused, as it can be kept. */
export function refusalOf(answer: Extract<Answer<unknown>, { kind: 'refused' }>): Refusal {
  const { code, words, errors } = answer.problem
  return {
    code,
    words: bothWords(words),
    errors: errors.map(({ field, words: why }) => ({ field, words: bothWords(why) })),
  }
}

async function send(api: Api, item: Waiting): Promise<Answer<Recorded>> {
  const record = { kind: item.kind, envelope: item.envelope, body: item.body }
  return item.provider === ''
    ? api.register(record, item.id)
    : api.record(item.provider, record, item.id)
}

/**
 * What waits to be sent, and its sending: in order, once each by its idempotency key, by one tab at a
 * time, whenever `reachable` says that the server answers and knows `account`.
 */
export function useOutbox(api: Api, kept: Kept, account: string, reachable: boolean): Outbox {
  const [all, setAll] = useState(() => waitingIn(kept))
  const [sent, setSent] = useState<readonly Sent[]>([])
  const [sending, setSending] = useState(false)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => kept.watch(() => setAll(waitingIn(kept))), [kept])
  const items = useMemo(() => all.filter((item) => item.account === account), [all, account])

  const keep = useCallback((item: Waiting) => kept.write(keyOf(item), JSON.stringify(item)), [kept])

  const nextDue = useCallback(
    () => waitingIn(kept).find((item) => item.account === account && item.state === 'waiting'),
    [kept, account],
  )

  /** Sends until nothing is due; false when it must be tried again later. */
  const sendDue = useCallback(
    () =>
      navigator.locks.request(lock, { ifAvailable: true }, async (mine) => {
        if (!mine) return false
        await kept.reload()
        for (let item = nextDue(); item; item = nextDue()) {
          const answer = await send(api, item)
          if (answer.kind === 'ok') {
            const { provider, eventId: event } = answer.value
            const done = { ...item, provider, event }
            kept.remove(keyOf(item))
            setSent((held) => [...held, done])
            continue
          }
          const refused = answer.kind === 'refused' ? answer : undefined
          if (!refused || fateOf(refused.status, refused.problem.code) !== 'refused') return false
          keep({ ...item, state: 'refused', refusal: refusalOf(refused) })
        }
        await kept.settled()
        return nextDue() === undefined
      }),
    [api, kept, keep, nextDue],
  )

  const isDue = items.some(({ state }) => state === 'waiting')
  useEffect(() => {
    if (!reachable || account === '' || !isDue) return undefined
    let current = true
    let timer: ReturnType<typeof setTimeout> | undefined
    setSending(true)
    void sendDue().then((all) => {
      if (!current) return
      setSending(false)
      if (!all) timer = setTimeout(() => setAttempt(attempt + 1), waitMs(attempt, Math.random()))
    })
    return () => {
      current = false
      setSending(false)
      clearTimeout(timer)
    }
  }, [reachable, account, isDue, attempt, sendDue])

  const change = (id: string, state: Waiting['state']) => {
    const item = items.find((each) => each.id === id)
    if (item) keep({ ...item, state })
  }
  return {
    items,
    ofOthers: all.length - items.length,
    sent,
    sending,
    put: async (item) => {
      const others = all.filter(({ id }) => id !== item.id)
      if (!kept.able || others.length >= waitingMax) return false
      keep(item)
      return kept.settled()
    },
    hold: (id) => change(id, 'held'),
    release: (id) => {
      setAttempt(0)
      change(id, 'waiting')
    },
    discard: (id) => kept.remove(keyOf({ account, id })),
    seen: () => setSent([]),
  }
}

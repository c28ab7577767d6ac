import { create, fromJsonString, toJsonString } from '@bufbuild/protobuf'
import { useCallback, useEffect, useState } from 'preact/hooks'
import type { Api } from '../api/http'
import { SessionViewSchema } from '../generated/gwarchod/v1/views_pb'
import type { SessionView } from '../generated/gwarchod/v1/views_pb'
import { dayOf } from '../model/dates'
import type { Kept } from './kept'
import { lasting } from './storage'

export interface Signed {
  readonly session: SessionView | undefined
  /** Whether the server answered when it was last asked. */
  readonly reach: 'asking' | 'here' | 'away'
  /** The session shown is the one kept on this device: the page was opened without a line. */
  readonly openedAway: boolean
  readonly ask: () => Promise<void>
  readonly set: (session: SessionView) => void
  readonly signOut: () => void
}

const key = 'session'
// Somebody signed out while the server could not hear of it: the first thing to tell it.
const owed = 'gwarchod.sign-out-owed'

function keptSession(kept: Kept): SessionView | undefined {
  try {
    const text = kept.read(key)
    if (text === undefined) return undefined
    const session = fromJsonString(SessionViewSchema, text, { ignoreUnknownFields: true })
    return { ...session, today: dayOf(Date.now()) }
  } catch {
    return undefined
  }
}

/** Who is signed in, as the server last said; as this device remembers while the server is away. */
export function useSession(api: Api, kept: Kept): Signed {
  const [session, setSession] = useState<SessionView>()
  const [reach, setReach] = useState<Signed['reach']>('asking')
  const [openedAway, setOpenedAway] = useState(false)

  const set = useCallback(
    (next: SessionView) => {
      setReach('here')
      setOpenedAway(false)
      setSession(next)
      if (!next.signedIn) kept.remove(key)
      if (!next.signedIn || !next.mayRecord) return
      const without = create(SessionViewSchema, { ...next, csrfToken: '' })
      kept.write(key, toJsonString(SessionViewSchema, without))
    },
    [kept],
  )

  const ask = useCallback(async () => {
    let answer = await api.session()
    if (answer.kind === 'ok' && lasting.read(owed) !== undefined) {
      if (answer.value.signedIn) await api.signOut()
      lasting.remove(owed)
      answer = await api.session()
    }
    if (answer.kind === 'ok') return set(answer.value)
    setReach('away')
    const remembered = keptSession(kept)
    setSession((held) => {
      if (held || !remembered) return held
      setOpenedAway(true)
      return remembered
    })
  }, [api, kept, set])

  const signOut = useCallback(() => {
    lasting.write(owed, '1')
    setSession(create(SessionViewSchema, {}))
    void api.signOut().then((answer) => {
      if (answer.kind !== 'unreachable') lasting.remove(owed)
      return ask()
    })
  }, [api, ask])

  useEffect(() => {
    const heard = () => void ask()
    void ask()
    globalThis.addEventListener('online', heard)
    return () => globalThis.removeEventListener('online', heard)
  }, [ask])

  return { session, reach, openedAway, ask, set, signOut }
}

import { create } from '@bufbuild/protobuf'
import { createApi } from '../../api/http'
import { createLive } from '../../api/live'
import { SessionViewSchema } from '../../generated/gwarchod/v1/views_pb'
import { sayings } from '../../i18n'
import type { Language } from '../../model/language'
import type { App } from '../../state/app'

const nothing = () => {}

/**
 * What the parts of the tracker's page may reach in a file: its words. Nobody is signed in, nothing can be asked
 * and nothing is kept.
 */
export function alone(language: Language, setLanguage: (language: Language) => void): App {
  return {
    api: createApi(() => Promise.reject(new Error('a file asks nobody')), nothing),
    live: createLive(''),
    line: { kind: 'connecting' },
    openedAway: false,
    onLine: false,
    kept: {
      able: false,
      read: () => undefined,
      write: nothing,
      remove: nothing,
      keys: () => [],
      settled: () => Promise.resolve(false),
      reload: () => Promise.resolve(),
      watch: () => nothing,
      forget: () => Promise.resolve(),
    },
    names: [],
    outbox: {
      items: [],
      ofOthers: 0,
      sent: [],
      sending: false,
      put: () => Promise.resolve(false),
      hold: nothing,
      release: nothing,
      discard: nothing,
      seen: nothing,
    },
    session: create(SessionViewSchema, {}),
    saying: sayings[language],
    board: undefined,
    liveBoard: { now: () => undefined, watch: () => nothing },
    boardFailed: false,
    reloadBoard: nothing,
    place: { path: '', query: '', hash: '' },
    done: undefined,
    go: nothing,
    finish: nothing,
    setLanguage,
    setSession: nothing,
    signOut: nothing,
    arrival: { pending: false },
  }
}

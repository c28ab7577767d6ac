import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Api } from '../api/http'
import type { Live } from '../api/live'
import type { SessionView } from '../generated/gwarchod/v1/views_pb'
import type { Text } from '../generated/gwarchod/v1/envelope_pb'
import { sayings } from '../i18n'
import type { Saying } from '../i18n'
import type { BoardView } from '../model/board'
import type { ProviderName } from '../model/find-provider'
import type { Language } from '../model/language'
import type { Line } from '../model/line'
import type { Kept } from './kept'
import type { Outbox } from './use-outbox'
import type { LiveBoard } from './use-board'

/** What was just recorded, told once on the page the reader is led to. */
export interface Done {
  readonly provider: string
  readonly event: string
  readonly kindName: Text | undefined
}

export interface Place {
  readonly path: string
  readonly query: string
  readonly hash: string
}

/** What every page may reach: made in main.tsx and handed down. */
export interface App {
  readonly api: Api
  readonly live: Live
  readonly line: Line
  /** The page was opened without a line, for whoever this device remembers. */
  readonly openedAway: boolean
  /** The server answers: what is sent has a good chance of arriving. */
  readonly onLine: boolean
  readonly kept: Kept
  /** Every provider, as far as this device knows them. */
  readonly names: readonly ProviderName[]
  readonly outbox: Outbox
  readonly session: SessionView
  readonly saying: Saying
  /** The board as last asked for whole: its lists and names. Its rows as they change: useLiveBoard(). */
  readonly board: BoardView | undefined
  readonly liveBoard: LiveBoard
  readonly boardFailed: boolean
  readonly reloadBoard: () => void
  readonly place: Place
  readonly done: Done | undefined
  readonly go: (url: string, how?: 'push' | 'replace') => void
  readonly finish: (done: Done | undefined) => void
  readonly setLanguage: (language: Language) => void
  readonly setSession: (session: SessionView) => void
  readonly signOut: () => void
  /** True until the heading of a page newly come to has taken the focus. */
  readonly arrival: { pending: boolean }
}

export const AppContext = createContext<App | undefined>(undefined)

export function useApp(): App {
  const app = useContext(AppContext)
  if (!app) throw new Error('used outside the page')
  return app
}

/** What the page says, by itself: it changes with the language only, so that what uses it keeps still. */
export const SayingContext = createContext<Saying>(sayings.en)

export function useSaying(): Saying {
  return useContext(SayingContext)
}

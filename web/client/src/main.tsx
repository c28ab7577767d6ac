import { create } from '@bufbuild/protobuf'
import { render } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { createApi } from './api/http'
import { createLive } from './api/live'
import { SessionViewSchema } from './generated/gwarchod/v1/views_pb'
import { sayings } from './i18n'
import type { Line } from './model/line'
import { isOpen, routeOf, worksAway } from './model/route'
import type { Route } from './model/route'
import { AppContext, SayingContext, useApp } from './state/app'
import type { App, Done } from './state/app'
import { isOf, openKept } from './state/kept'
import type { Kept } from './state/kept'
import { useBoard } from './state/use-board'
import { dropOldDrafts, forgetDrafts } from './state/use-draft'
import { useFormsAtHand } from './state/use-forms'
import { useLanguage } from './state/use-language'
import { useNames } from './state/use-names'
import { useOutbox } from './state/use-outbox'
import { usePlace } from './state/use-place'
import { useSession } from './state/use-session'
import { startWorker } from './state/worker'
import './style.scss'
import { AwayPage } from './views/away'
import { BoardPage } from './views/board/board'
import { Frame } from './views/frame/frame'
import { NowherePage } from './views/nowhere'
import {
  AccessibilityPage,
  AccountsPage,
  AttachPage,
  ConcernPage,
  DeadlinesPage,
  DevicePage,
  ErasePage,
  HistoryPage,
  OwnerPage,
  FiguresPage,
  PolicyPage,
  TryPage,
  ProviderPageView,
  ChooseKind,
  RecordPage,
  RegisterPage,
  WallPage,
} from './views/pages'
import { Failed, Loading } from './views/parts/notice'
import { SignInPage } from './views/sign-in/sign-in'

let signedOut = () => {}
const api = createApi(globalThis.fetch.bind(globalThis), () => signedOut())
const live = createLive(
  `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/live`,
)
const stranger = create(SessionViewSchema, {})

function Root({ kept }: { readonly kept: Kept }) {
  const { place, go, arrival } = usePlace()
  const [language, setLanguage] = useLanguage()
  const { session, reach, openedAway, ask, ...door } = useSession(api, kept)
  const [line, setLine] = useState<Line>({ kind: 'connecting' })
  const [done, finish] = useState<Done>()
  const saying = sayings[language]
  const route = useMemo(() => routeOf(place.path, place.query), [place.path, place.query])
  const signedIn = session?.signedIn ?? false
  const here = signedIn && reach === 'here'

  useEffect(() => {
    signedOut = () => void ask()
  }, [ask])
  useEffect(() => live.watch(setLine), [])
  useEffect(() => {
    if (!signedIn) return undefined
    live.start()
    return () => live.stop()
  }, [signedIn])
  // A browser does not say why a line was refused: it may be that the session has ended. Ask. And ask
  // when there is a line again, of who was remembered only.
  useEffect(() => {
    if (line.kind === 'lost' || line.kind === 'ended') void ask()
    if (line.kind === 'live' && reach === 'away') void ask()
  }, [line, ask])

  const board = useBoard(api, live, here || (signedIn && !openedAway), line.kind)
  const names = useNames(kept, board.view)
  const account = signedIn ? (session?.account ?? '') : ''
  const outbox = useOutbox(api, kept, account, here)
  useFormsAtHand(api, kept, account, here && session?.mayRecord === true)

  const app: App = {
    api,
    live,
    line,
    openedAway,
    onLine: here,
    kept,
    names,
    outbox,
    session: session ?? stranger,
    saying,
    board: board.view,
    liveBoard: board.liveBoard,
    boardFailed: board.failed,
    reloadBoard: board.reload,
    place,
    done,
    go,
    finish,
    setLanguage,
    arrival,
    setSession: (next) => {
      arrival.pending = true
      door.set(next)
      if (route.kind === 'sign-in') go('/', 'replace')
    },
    signOut: () => {
      forgetDrafts()
      void kept.forget(isOf(account))
      door.signOut()
      go('/sign-in')
    },
  }
  return (
    <AppContext.Provider value={app}>
      <SayingContext.Provider value={saying}>
        <Frame route={route}>
          {session ? (
            <Page route={session.signedIn || isOpen(route) ? route : { kind: 'sign-in' }} />
          ) : reach === 'away' ? (
            <Failed text={saying.t('problem.unreachable')} again={() => void ask()} />
          ) : (
            <Loading />
          )}
        </Frame>
      </SayingContext.Provider>
    </AppContext.Provider>
  )
}

function Page({ route }: { readonly route: Route }) {
  const { openedAway } = useApp()
  if (openedAway && !worksAway(route)) return <AwayPage />
  switch (route.kind) {
    case 'board':
      return <BoardPage />
    case 'wall':
      return <WallPage />
    case 'provider':
      return <ProviderPageView id={route.provider} key={route.provider} />
    case 'choose':
      return <ChooseKind id={route.provider} />
    case 'record':
      return route.provider === '' ? <RegisterPage route={route} /> : <RecordPage route={route} />
    case 'attach':
      return <AttachPage route={route} key={`${route.provider} ${route.to}`} />
    case 'history':
      return <HistoryPage route={route} key={`${route.provider} ${route.event}`} />
    case 'owner':
      return <OwnerPage owner={route.owner} key={route.owner} />
    case 'sign-in':
      return <SignInPage />
    case 'accounts':
      return <AccountsPage />
    case 'erase':
      return <ErasePage />
    case 'policy':
      return <PolicyPage />
    case 'deadlines':
      return <DeadlinesPage />
    case 'figures':
      return <FiguresPage />
    case 'try':
      return <TryPage />
    case 'accessibility':
      return <AccessibilityPage />
    case 'concern':
      return <ConcernPage provider={route.provider} key={route.provider} />
    case 'device':
      return <DevicePage leaving={route.leaving} />
    case 'nowhere':
      return <NowherePage />
  }
}

const root = document.getElementById('app')
const kept = await openKept()
dropOldDrafts(kept, Date.now())
if (root) render(<Root kept={kept} />, root)
startWorker()

import { create } from '@bufbuild/protobuf'
import { render } from 'preact'
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks'
import { createApi } from './api/http'
import { createLive } from './api/live'
import { SessionViewSchema } from './generated/gwarchod/v1/views_pb'
import type { SessionView } from './generated/gwarchod/v1/views_pb'
import { sayings } from './i18n'
import type { Line } from './model/line'
import { isOpen, routeOf } from './model/route'
import type { Route } from './model/route'
import { AppContext } from './state/app'
import type { App, Done } from './state/app'
import { useBoard } from './state/use-board'
import { forgetDrafts } from './state/use-draft'
import { useLanguage } from './state/use-language'
import { usePlace } from './state/use-place'
import './style.scss'
import { BoardPage } from './views/board/board'
import { Frame } from './views/frame/frame'
import { NowherePage } from './views/nowhere'
import {
  AccessibilityPage,
  AccountsPage,
  AttachPage,
  DeadlinesPage,
  ErasePage,
  PolicyPage,
  TryPage,
  ProviderPageView,
  ChooseKind,
  RecordPage,
  RegisterPage,
} from './views/pages'
import { Failed, Loading } from './views/parts/notice'
import { SignInPage } from './views/sign-in/sign-in'

let signedOut = () => {}
const api = createApi(globalThis.fetch.bind(globalThis), () => signedOut())
const live = createLive(
  `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/live`,
)
const stranger = create(SessionViewSchema, {})

function Root() {
  const { place, go, arrival } = usePlace()
  const [language, setLanguage] = useLanguage()
  const [session, setSession] = useState<SessionView>()
  const [unreachable, setUnreachable] = useState(false)
  const [line, setLine] = useState<Line>({ kind: 'connecting' })
  const [done, finish] = useState<Done>()
  const saying = sayings[language]
  const route = useMemo(() => routeOf(place.path, place.query), [place.path, place.query])
  const signedIn = session?.signedIn ?? false

  const ask = useCallback(async () => {
    const answer = await api.session()
    setUnreachable(answer.kind !== 'ok')
    if (answer.kind === 'ok') setSession(answer.value)
  }, [])
  useEffect(() => {
    void ask()
    signedOut = () => void ask()
  }, [ask])
  useEffect(() => live.watch(setLine), [])
  useEffect(() => {
    if (!signedIn) return undefined
    live.start()
    return () => live.stop()
  }, [signedIn])
  // A browser does not say why a line was refused: it may be that the session has ended. Ask.
  useEffect(() => {
    if (line.kind === 'lost' || line.kind === 'ended') void ask()
  }, [line, ask])

  const board = useBoard(api, live, signedIn, line.kind)

  const app: App = {
    api,
    live,
    line,
    session: session ?? stranger,
    saying,
    board: board.view,
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
      setSession(next)
      if (route.kind === 'sign-in') go('/', 'replace')
    },
    signOut: () => {
      forgetDrafts()
      void api.signOut().then(ask)
      go('/sign-in')
    },
  }
  return (
    <AppContext.Provider value={app}>
      <Frame route={route}>
        {session ? (
          <Page route={session.signedIn || isOpen(route) ? route : { kind: 'sign-in' }} />
        ) : unreachable ? (
          <Failed text={saying.t('problem.unreachable')} again={() => void ask()} />
        ) : (
          <Loading />
        )}
      </Frame>
    </AppContext.Provider>
  )
}

function Page({ route }: { readonly route: Route }) {
  switch (route.kind) {
    case 'board':
      return <BoardPage />
    case 'provider':
      return <ProviderPageView id={route.provider} key={route.provider} />
    case 'choose':
      return <ChooseKind id={route.provider} />
    case 'record':
      return route.provider === '' ? <RegisterPage route={route} /> : <RecordPage route={route} />
    case 'attach':
      return <AttachPage route={route} key={`${route.provider} ${route.to}`} />
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
    case 'try':
      return <TryPage />
    case 'accessibility':
      return <AccessibilityPage />
    case 'nowhere':
      return <NowherePage />
  }
}

const root = document.getElementById('app')
if (root) render(<Root />, root)

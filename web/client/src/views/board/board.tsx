import type { RefObject } from 'preact'
import { useCallback, useMemo, useRef } from 'preact/hooks'
import type { Board } from '../../generated/gwarchod/v1/views_pb'
import type { BoardView } from '../../model/board'
import { endOfDay } from '../../model/dates'
import {
  everything,
  isChanged,
  isSinceMeeting,
  lastMeeting,
  meetingDays,
  readFilter,
  writeFilter,
} from '../../model/filter'
import type { Filter, Since } from '../../model/filter'
import { paths } from '../../model/route'
import { useApp } from '../../state/app'
import { useLiveBoard } from '../../state/use-board'
import { usePastBoard } from '../../state/use-past-board'
import { useSeen } from '../../state/use-seen'
import { useStillFocus } from '../../state/use-still-focus'
import { Heading } from '../parts/heading'
import { Failed, Loading, Warning } from '../parts/notice'
import { whyNot } from '../parts/words'
import { BoardList } from './board-list'
import { BoardThen, BoardThenBanner } from './board-then'
import { FilterPanel } from './filter-panel'
import { News } from './news'
import { SavedViewsPanel } from './saved-views'
import { Summary } from './summary'

/** The board: every provider under its decided stage, what the record suggests, and why. */
export function BoardPage() {
  const app = useApp()
  const { saying, place } = app
  const { t } = saying
  const on = readFilter(place.query).on
  const past = usePastBoard(app.api, on)
  const live = useLiveBoard(app.liveBoard)
  const board = on === '' ? live : past.view
  const today = live?.board.asOf || app.session.today
  const meetings = useMemo(() => meetingDays(live?.board.rows ?? []), [live?.board.rows])
  const list = useRef<HTMLDivElement>(null)
  useStillFocus(list)
  const boardFailed = on === '' ? app.boardFailed : past.failure !== undefined
  const reloadBoard = on === '' ? app.reloadBoard : past.reload
  return (
    <>
      {on !== '' && <BoardThenBanner on={on} />}
      <div class="board-top">
        <Heading title={t('board.title')}>{t('board.heading')}</Heading>
        {board && <Waiting board={board.board} />}
      </div>
      <div class="board-tools">
        <SavedViewsPanel key={app.session.account} />
        <BoardThen on={on} today={today} meetings={meetings} />
        {on === '' && (
          <a
            class="govuk-link board-tools__wall"
            href={paths.wall(writeFilter(readFilter(place.query)))}
          >
            {t('wall.open')}
          </a>
        )}
      </div>
      {board ? (
        <>
          {board.board.stoppedAt !== 0n && (
            <div class="board-stopped">
              <Warning>{t('board.stoppedTitle')}</Warning>
              <p class="govuk-body board-stopped__more">
                {t('board.stopped', { position: String(board.board.stoppedAt) })}
              </p>
            </div>
          )}
          <BoardBody view={board} list={list} />
        </>
      ) : boardFailed ? (
        <Failed
          text={past.failure ? whyNot(past.failure, saying) : t('problem.unreachable')}
          again={reloadBoard}
        />
      ) : (
        <Loading />
      )}
    </>
  )
}

interface BodyProps {
  readonly view: BoardView
  readonly list: RefObject<HTMLDivElement | null>
}

function BoardBody({ view, list }: BodyProps) {
  const { saying, place, go, session } = useApp()
  const { t } = saying
  const { board } = view
  const filter = useMemo(() => readFilter(place.query), [place.query])
  const isPast = filter.on !== ''
  const { before: seen, markAll } = useSeen(session.account, isPast ? undefined : board)
  const change = useCallback((next: Filter) => go(`/${writeFilter(next)}`, 'replace'), [go])
  const clear = () => change({ ...everything, order: filter.order, on: filter.on })

  const meeting = useMemo(() => lastMeeting(board.rows, board.asOf), [board.rows, board.asOf])
  const since = useMemo<Since>(
    () => ({ asOf: board.asOf, seen, meetingUnixMs: endOfDay(meeting) }),
    [board.asOf, seen, meeting],
  )
  const news = useMemo(
    () => ({
      visit: board.rows.filter((row) => isChanged(row, since.seen)).length,
      meeting: board.rows.filter((row) => isSinceMeeting(row, since.meetingUnixMs)).length,
    }),
    [board.rows, since],
  )

  if (board.rows.length === 0) {
    return (
      <>
        <p class="govuk-body">{isPast ? t('then.boardEmpty') : t('board.empty')}</p>
        {!isPast && <Register />}
      </>
    )
  }
  return (
    <>
      {!isPast && <News view={view} />}
      <Summary board={board} filter={filter} change={change} />
      <FilterPanel
        board={board}
        filter={filter}
        change={change}
        news={isPast ? undefined : { ...news, meetingDay: meeting, markAll }}
      />
      <BoardList list={list} view={view} filter={filter} since={since} clear={clear} />
      {!isPast && <Register />}
    </>
  )
}

/** The way to the form of a new provider, for whoever may record. */
function Register() {
  const { saying, session } = useApp()
  if (!session.mayRecord) return null
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={paths.register()}>
        {saying.t('form.titleRegister')}
      </a>
    </p>
  )
}

/** How many wait for somebody to decide, and the way to them. */
function Waiting({ board }: { readonly board: Board }) {
  const { saying, place } = useApp()
  const { t } = saying
  const waiting = board.rows.filter((row) => row.needsDecision).length
  const { on } = readFilter(place.query)
  return (
    <p class="govuk-body board-top__waiting">
      {waiting === 0 ? (
        t('board.decideNone')
      ) : (
        <a class="govuk-link" href={`/${writeFilter({ ...everything, needsDecision: true, on })}`}>
          {t('board.decide', { count: waiting })}
        </a>
      )}
    </p>
  )
}

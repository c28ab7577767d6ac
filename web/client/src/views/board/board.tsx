import { useMemo } from 'preact/hooks'
import type { Board } from '../../generated/gwarchod/v1/views_pb'
import type { BoardView } from '../../model/board'
import { groups } from '../../model/board'
import {
  filterCount,
  everything,
  inOrder,
  isChanged,
  matches,
  readFilter,
  writeFilter,
} from '../../model/filter'
import type { Filter } from '../../model/filter'
import { paths } from '../../model/route'
import { useApp } from '../../state/app'
import { usePastBoard } from '../../state/use-past-board'
import { useSeen } from '../../state/use-seen'
import { Heading } from '../parts/heading'
import { Failed, Loading, Warning } from '../parts/notice'
import { whyNot } from '../parts/words'
import { BoardThen, BoardThenBanner } from './board-then'
import { FilterPanel } from './filter-panel'
import { News } from './news'
import { StageGroup } from './stage-group'

/** The board: every provider under its decided stage, what the record suggests, and why. */
export function BoardPage() {
  const app = useApp()
  const { saying, place } = app
  const { t } = saying
  const on = readFilter(place.query).on
  const past = usePastBoard(app.api, on)
  const board = on === '' ? app.board : past.view
  const boardFailed = on === '' ? app.boardFailed : past.failure !== undefined
  const reloadBoard = on === '' ? app.reloadBoard : past.reload
  return (
    <>
      {on !== '' && <BoardThenBanner on={on} />}
      <div class="board-top">
        <Heading title={t('board.title')}>{t('board.heading')}</Heading>
        {board && <Waiting board={board.board} />}
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
          <BoardBody view={board} />
        </>
      ) : boardFailed ? (
        <Failed
          text={past.failure ? whyNot(past.failure, saying) : t('problem.unreachable')}
          again={reloadBoard}
        />
      ) : (
        <Loading />
      )}
      <BoardThen on={on} key={on} />
    </>
  )
}

function BoardBody({ view }: { readonly view: BoardView }) {
  const { saying, place, go, session } = useApp()
  const { t, language } = saying
  const { board } = view
  const seen = useSeen(session.account, board)
  const filter = useMemo(() => readFilter(place.query), [place.query])
  const change = (next: Filter) => go(`/${writeFilter(next)}`, 'replace')

  const shown = useMemo(() => {
    const rows = board.rows.filter((row) => matches(row, filter, seen.before))
    return inOrder(rows, filter.order, language)
  }, [board.rows, filter, seen.before, language])
  const byStage = useMemo(() => groups(board.stages, shown), [board.stages, shown])
  const filtered = filterCount(filter) > 0
  const changedCount = board.rows.filter((row) => isChanged(row, seen.before)).length

  if (board.rows.length === 0) {
    return (
      <>
        <p class="govuk-body">{filter.on === '' ? t('board.empty') : t('then.boardEmpty')}</p>
        {filter.on === '' && <Register />}
      </>
    )
  }
  return (
    <>
      {filter.on === '' && <News view={view} />}
      <Summary board={board} filter={filter} change={change} />
      <FilterPanel board={board} filter={filter} change={change} />
      <div class="board-count">
        <p class="govuk-body" role="status">
          {t('board.shown', { count: shown.length, total: board.rows.length })}
          {board.asOf !== '' && ` · ${t('board.asOf', { day: saying.longDay(board.asOf) })}`}
        </p>
        {changedCount > 0 && filter.on === '' && (
          <p class="govuk-body">
            <a class="govuk-link" href={`/${writeFilter({ ...everything, changed: true })}`}>
              {t('board.changed', { count: changedCount })}
            </a>{' '}
            <button type="button" class="link-button" onClick={seen.markAll}>
              {t('board.markSeen')}
            </button>
          </p>
        )}
      </div>
      {shown.length === 0 ? (
        <div class="govuk-inset-text">
          <p class="govuk-body">{t('board.none')}</p>
          <button
            type="button"
            class="govuk-button govuk-button--secondary"
            onClick={() => change({ ...everything, order: filter.order, on: filter.on })}
          >
            {t('board.clear')}
          </button>
        </div>
      ) : (
        byStage
          .filter((group) => group.rows.length > 0)
          .map((group) => (
            <StageGroup
              key={group.stage.id}
              group={group}
              board={board}
              moved={view.moved}
              seen={seen.before}
              quiet={group.stage.level === 0 && !group.stage.offLadder && !filtered}
            />
          ))
      )}
      {filter.on === '' && <Register />}
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
  return (
    <p class="govuk-body board-top__waiting">
      {waiting === 0 ? (
        t('board.decideNone')
      ) : (
        <a
          class="govuk-link"
          href={`/${writeFilter({ ...everything, needsDecision: true, on: readFilter(place.query).on })}`}
        >
          {t('board.decide', { count: waiting })}
        </a>
      )}
    </p>
  )
}

interface SummaryProps {
  readonly board: Board
  readonly filter: Filter
  readonly change: (filter: Filter) => void
}

/** The whole picture in one line: how many stand at each stage. */
function Summary({ board, filter, change }: SummaryProps) {
  const { saying } = useApp()
  const { t } = saying
  const counts = groups(board.stages, board.rows)
  return (
    <section class="board-summary" aria-label={t('board.summary')}>
      <ul class="board-summary__stages">
        {counts.map(({ stage, rows }) => {
          const on = filter.stage === stage.id
          return (
            <li key={stage.id}>
              <button
                type="button"
                class={`board-summary__stage board-summary__stage--${stage.offLadder ? 'off' : Math.min(stage.level, 5)} ${on ? 'board-summary__stage--on' : ''} ${rows.length === 0 ? 'board-summary__stage--empty' : ''}`}
                aria-pressed={on}
                onClick={() => change({ ...filter, stage: on ? '' : stage.id })}
              >
                <span class="board-summary__count">{rows.length}</span>
                <span class="board-summary__name">{saying.stage(stage)}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

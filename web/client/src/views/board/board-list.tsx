import type { RefObject } from 'preact'
import { useCallback, useMemo, useRef, useState } from 'preact/hooks'
import type { BoardRow, StageName } from '../../generated/gwarchod/v1/views_pb'
import { arrangement, rowsIn } from '../../model/arrangement'
import { groups } from '../../model/board'
import type { BoardView } from '../../model/board'
import { filterCount, inOrder, matches } from '../../model/filter'
import type { Filter, Since } from '../../model/filter'
import { alphabet } from '../../model/language'
import { thenOn, writeThen } from '../../model/then'
import { useSaying } from '../../state/app'
import { useArrangement } from '../../state/use-arrangement'
import { useBeforePrint } from '../../state/use-growing'
import { useReading } from '../../state/use-reading'
import type { RowSetting } from './board-row'
import { StageGroup } from './stage-group'

interface Props {
  readonly list: RefObject<HTMLDivElement | null>
  readonly view: BoardView
  readonly filter: Filter
  readonly since: Since
  readonly clear: () => void
}

/** The rows, by stage. While somebody reads them each stays in its place, and says by itself what is new. */
export function BoardList({ list, view, filter, since, clear }: Props) {
  const saying = useSaying()
  const { t, language } = saying
  const { board } = view
  const latest = useRef({ view, since })
  latest.current = { view, since }
  const names = useRef(alphabet([], language))
  const namedIn = useRef(language)
  const { asOf, seen } = since
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [onPaper, setOnPaper] = useState(false)
  const filtered = filterCount(filter) > 0

  const arrange = useCallback(() => {
    const now = latest.current
    const { rows, stages } = now.view.board
    // A name newly come, or the other language, orders the names anew; else they keep their places.
    if (namedIn.current !== language || rows.some((row) => !names.current.has(row.name))) {
      names.current = alphabet(
        rows.map((row) => row.name),
        language,
      )
      namedIn.current = language
    }
    const found = rows.filter((row) => matches(row, filter, { ...now.since, seen }))
    // Where nothing presses, only rows that wait for something are shown at first.
    const shows = (stage: StageName, row: BoardRow) =>
      filtered ||
      onPaper ||
      stage.level > 0 ||
      stage.offLadder ||
      open.has(stage.id) ||
      row.needsDecision ||
      row.decisionToReview ||
      now.view.moved.has(row.provider)
    return arrangement(groups(stages, inOrder(found, filter.order, names.current)), shows)
  }, [filter, filtered, seen, language, open, onPaper])

  const isReading = useReading(list)
  const { arranged, waiting, again } = useArrangement(arrange, board.rows, isReading)
  useBeforePrint(
    () => setOnPaper(true),
    () => setOnPaper(false),
  )

  const shown = useMemo(
    () => rowsIn(arranged, new Map(board.rows.map((row) => [row.provider, row]))),
    [arranged, board.rows],
  )
  const then = writeThen(thenOn(filter.on))
  const { services } = board
  const setting = useMemo<RowSetting>(() => {
    const names = new Map(services.map((label) => [label.value, saying.words(label.text)]))
    return { saying, asOf, seen, then, serviceName: (service) => names.get(service) ?? '' }
  }, [saying, asOf, seen, then, services])

  const held = waiting.elsewhere > 0 || waiting.reordered
  const total = shown.reduce((sum, { rows, folded }) => sum + rows.length + folded, 0)
  return (
    <>
      <p class="govuk-body board-shown" role="status">
        {t('board.shown', { count: total, total: board.rows.length })}
        {board.asOf !== '' && ` · ${t('board.asOf', { day: saying.longDay(board.asOf) })}`}
      </p>
      <div ref={list} class="board-list">
        <div class="board-held">
          {held && (
            <p class="board-held__box">
              {waiting.elsewhere > 0
                ? t('board.held.elsewhere', { count: waiting.elsewhere })
                : t('board.held.reordered')}{' '}
              <button type="button" class="link-button" onClick={again}>
                {t('board.held.again')}
              </button>
            </p>
          )}
        </div>
        {total === 0 ? (
          <div class="govuk-inset-text">
            <p class="govuk-body">{t('board.none')}</p>
            <button type="button" class="govuk-button govuk-button--secondary" onClick={clear}>
              {t('board.clear')}
            </button>
          </div>
        ) : (
          shown
            .filter(({ rows, folded }) => rows.length + folded > 0)
            .map((group) => (
              <StageGroup
                key={group.stage.id}
                group={group}
                moved={view.moved}
                setting={setting}
                open={open.has(group.stage.id)}
                fold={(wide) => {
                  const next = new Set(open)
                  if (wide) next.add(group.stage.id)
                  else next.delete(group.stage.id)
                  setOpen(next)
                }}
              />
            ))
        )}
      </div>
    </>
  )
}

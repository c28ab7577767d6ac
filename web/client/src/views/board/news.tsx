import { useEffect, useRef, useState } from 'preact/hooks'
import type { BoardView, Move } from '../../model/board'
import type { Saying } from '../../i18n'
import type { StageName } from '../../generated/gwarchod/v1/views_pb'
import { useApp } from '../../state/app'

/** So long between two announcements: more would talk over whatever is being read. */
const gatherMs = 4_000

/** Tells, politely and summed up, what changed on the board while the reader looked elsewhere. */
export function News({ view }: { readonly view: BoardView }) {
  const { saying } = useApp()
  const [told, setTold] = useState<readonly Move[]>([])
  const gathered = useRef<Move[]>([])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    if (view.news.length === 0) return
    gathered.current.push(...view.news)
    // Not put off by what comes meanwhile: on a busy day it would never be told.
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      setTold(gathered.current)
      gathered.current = []
    }, gatherMs)
  }, [view.frames, view.news])
  useEffect(() => () => clearTimeout(timer.current), [])
  return (
    <p class="govuk-visually-hidden" role="status">
      {newsInWords(told, view.board.stages, saying)}
    </p>
  )
}

function newsInWords(moves: readonly Move[], stages: readonly StageName[], saying: Saying): string {
  const { t } = saying
  const names = new Set(moves.map((move) => move.provider))
  // Of one provider's several changes, the latest that changed a stage.
  const move = moves.findLast((each) => each.before !== each.after) ?? moves.at(-1)
  if (!move) return ''
  if (names.size > 1) return t('board.news.many', { count: names.size })
  const name = move.name
  const stage = saying.stage(stages.find((each) => each.id === move.after))
  if (move.before === move.after || stage === '') return t('board.news.row', { name })
  return move.decided
    ? t('board.news.decided', { name, stage })
    : t('board.news.suggested', { name, stage })
}

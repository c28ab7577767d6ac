import type { BoardRow } from '../../generated/gwarchod/v1/views_pb'
import { direction } from '../../model/board'
import { useSaying } from '../../state/app'
import { Icon } from './icon'

/** What the record suggests where it differs from what was decided: arrow and words, never colour alone. */
export function Suggestion({ row }: { readonly row: BoardRow }) {
  const saying = useSaying()
  const way = direction(row)
  if (way === 'same') return null
  const stage = saying.stage(row.suggested)
  const text =
    way === 'higher'
      ? saying.t('board.suggestsHigher', { stage })
      : saying.t('board.suggestsLower', { stage })
  return (
    <p class={`suggestion suggestion--${way}`}>
      <Icon shape={way === 'higher' ? 'up' : 'down'} />
      <span>{text}</span>
    </p>
  )
}

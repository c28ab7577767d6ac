import type { BoardRow } from '../../generated/gwarchod/v1/views_pb'
import { daysBetween } from '../../model/dates'
import type { Saying } from '../../i18n'
import { useSaying } from '../../state/app'
import { Icon } from '../parts/icon'
import { StageTag } from '../parts/stage-tag'
import { Suggestion } from '../parts/suggestion'

interface Props {
  readonly row: BoardRow
  readonly asOf: string
}

/** One provider as a room reads it: who, at which stage, what waits, and the first reason in a line. */
export function WallRow({ row, asOf }: Props) {
  const saying = useSaying()
  const { t } = saying
  const [first] = row.reasons
  const late = overdueWords(row, asOf, saying)
  return (
    <li class="wall-row" data-provider={row.provider}>
      <div class="wall-row__top">
        <p class="wall-row__name">
          {row.name}
          {row.place !== '' && <span class="wall-row__place"> · {row.place}</span>}
        </p>
        {late.length > 0 && <strong class="wall-row__late">{late.join(' · ')}</strong>}
      </div>
      <div class="wall-row__stage">
        {row.decided && <StageTag stage={row.decided} />}
        {row.needsDecision && (
          <strong class="decide-mark">
            <Icon shape="bell" /> {t('board.needsDecisionTag')}
          </strong>
        )}
        {row.decisionToReview && (
          <strong class="decide-mark">
            <Icon shape="again" /> {t('board.toReviewTag')}
          </strong>
        )}
        {row.needsDecision && <Suggestion row={row} />}
      </div>
      <p class="wall-row__why">{first ? saying.words(first.words) : t('board.agrees')}</p>
    </li>
  )
}

/** What is overdue, each in words. */
function overdueWords(row: BoardRow, asOf: string, { t }: Saying): readonly string[] {
  const days = row.reviewOn === '' ? 0 : daysBetween(row.reviewOn, asOf)
  return [
    ...(days > 0 ? [t('wall.review', { count: days })] : []),
    ...(row.overdueActions > 0 ? [t('wall.actions', { count: row.overdueActions })] : []),
    ...(row.overdueCount > 0 ? [t('wall.overdue', { count: row.overdueCount })] : []),
  ]
}

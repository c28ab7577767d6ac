import { heard, monthsShown } from '../../model/heard'
import type { BoardRow } from '../../generated/gwarchod/v1/views_pb'
import type { Saying } from '../../i18n'
import { Icon } from '../parts/icon'

const month = 4
const bar = 3
const height = 24
// A score below this does not fill the drawing: one small worry must not look like a mountain.
const scoreMin = 4

interface Props {
  readonly row: BoardRow
  readonly asOf: string
  readonly saying: Saying
}

/** Two years of what was heard, a bar for each month, and the same in words. */
export function Spark({ row, asOf, saying }: Props) {
  const { t } = saying
  const { months, lastYear, yearBefore, way } = heard(row, asOf)
  if (way === 'none') return <span class="board-row__calm">{t('board.heard.none')}</span>
  const most = Math.max(scoreMin, ...months)
  return (
    <>
      <svg
        class="spark"
        viewBox={`0 0 ${monthsShown * month} ${height}`}
        aria-hidden="true"
        focusable="false"
      >
        <path class="spark__line" d={`M0 ${height - 0.5}H${monthsShown * month}`} />
        <path class="spark__line" d={`M${(monthsShown / 2) * month - 0.5} 2V${height}`} />
        {months.map((score, at) =>
          score === 0 ? null : (
            <rect
              key={at}
              class={at < monthsShown / 2 ? 'spark__before' : 'spark__bar'}
              x={at * month}
              y={height - Math.max(2, (score / most) * height)}
              width={bar}
              height={Math.max(2, (score / most) * height)}
            />
          ),
        )}
      </svg>
      <span class="spark__words" aria-hidden="true">
        {way !== 'steady' && <Icon shape={way === 'rising' ? 'up' : 'down'} />}
        {t('board.heard.short', { last: lastYear, before: yearBefore })}
      </span>
      <span class="govuk-visually-hidden">
        {t(`board.heard.${way}`, { last: lastYear, before: yearBefore })}
      </span>
    </>
  )
}

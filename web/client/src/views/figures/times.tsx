import { scaleBand, scaleLinear } from 'd3-scale'
import type { MonthTimes } from '../../generated/gwarchod/v1/figures_pb'
import type { Month } from '../../model/figures'
import { useSaying } from '../../state/app'
import { Axes, plot, room } from './axes'

interface Props {
  readonly months: readonly Month[]
  readonly times: readonly (MonthTimes | undefined)[]
}

const dot = 5

/** For each month the median as a dot, and a line up to the longest. */
export function Times({ months, times }: Props) {
  const { t } = useSaying()
  const x = scaleBand().domain(months).range([room.left, plot.right]).padding(0.15)
  const most = Math.max(1, ...times.map((each) => each?.longestDays ?? 0))
  const y = scaleLinear().domain([0, most]).nice().range([plot.bottom, room.top])
  const key = plot.right + 24
  return (
    <svg class="figure__drawing" viewBox={`0 0 ${room.width} ${room.height}`} aria-hidden="true">
      <Axes months={months} x={x} y={y} />
      {months.map((month, at) => {
        const each = times[at]
        if (!each || each.ended === 0) return null
        const middle = (x(month) ?? 0) + x.bandwidth() / 2
        return (
          <g key={month}>
            <path
              class="figure__reach"
              d={`M${middle} ${y(each.medianDays)}V${y(each.longestDays)}`}
            />
            <path class="figure__reach" d={`M${middle - 4} ${y(each.longestDays)}h8`} />
            <circle class="figure__dot" cx={middle} cy={y(each.medianDays)} r={dot} />
          </g>
        )
      })}
      <g>
        <path class="figure__reach" d={`M${key} 30V70M${key - 4} 30h8`} />
        <circle class="figure__dot" cx={key} cy={70} r={dot} />
        <text x={key + 16} y={30} dy="0.32em">
          {t('figures.longest')}
        </text>
        <text x={key + 16} y={70} dy="0.32em">
          {t('figures.median')}
        </text>
        <text x={key - 4} y={104}>
          {t('figures.inDays')}
        </text>
      </g>
    </svg>
  )
}

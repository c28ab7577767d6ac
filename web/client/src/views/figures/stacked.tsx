import { scaleBand, scaleLinear } from 'd3-scale'
import { spread, totals } from '../../model/figures'
import type { Month, Series } from '../../model/figures'
import { Axes, plot, room } from './axes'
import { fillOf, paint, Patterns } from './patterns'

interface Props {
  /** Begins the ids within the drawing. */
  readonly id: string
  readonly months: readonly Month[]
  readonly series: readonly Series[]
  readonly colours: readonly string[]
  readonly names: readonly string[]
}

const labelGap = 19

/** A bar for each month, its parts one above another, the first at the foot; each named at the last bar. */
export function Stacked({ id, months, series, colours, names }: Props) {
  const x = scaleBand().domain(months).range([room.left, plot.right]).padding(0.15)
  const most = Math.max(1, ...totals(series))
  const y = scaleLinear().domain([0, most]).nice().range([plot.bottom, room.top])
  const paints = series.map((_, at) => paint(id, at, colours[at] ?? '#444'))

  const bars = months.map((month, at) => {
    let below = 0
    const parts = series.map((each) => {
      const from = below
      below += each.values[at] ?? 0
      return { from, to: below }
    })
    return { month, parts }
  })
  const last = bars.at(-1)?.parts ?? []
  const middles = last.map(({ from, to }) => y((from + to) / 2))
  const labels = spread(middles, labelGap, plot.bottom)
  const edge = plot.right - (x.bandwidth() * x.padding()) / 2
  return (
    <svg class="figure__drawing" viewBox={`0 0 ${room.width} ${room.height}`} aria-hidden="true">
      <Patterns paints={paints} />
      <Axes months={months} x={x} y={y} />
      {bars.map(({ month, parts }) => (
        <g key={month}>
          {parts.map(({ from, to }, at) => {
            const filled = paints[at]
            return to > from && filled ? (
              <rect
                key={filled.id}
                class="figure__part"
                x={x(month)}
                width={x.bandwidth()}
                y={y(to)}
                height={y(from) - y(to)}
                fill={fillOf(filled)}
              />
            ) : null
          })}
        </g>
      ))}
      {series.map((each, at) => {
        const filled = paints[at]
        const label = labels[at] ?? 0
        return (
          filled && (
            <g key={each.id}>
              <path
                class="figure__lead"
                d={`M${edge} ${middles[at] ?? 0}L${plot.right + 14} ${label}`}
              />
              <rect
                class="figure__part"
                x={plot.right + 16}
                y={label - 7}
                width={14}
                height={14}
                fill={fillOf(filled)}
              />
              <text x={plot.right + 36} y={label} dy="0.32em">
                {names[at]}: {each.values.at(-1) ?? 0}
              </text>
            </g>
          )
        )
      })}
    </svg>
  )
}

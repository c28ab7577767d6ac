import type { ScaleBand, ScaleLinear } from 'd3-scale'
import { shortMonth } from '../../model/dates'
import type { Month } from '../../model/figures'
import { useSaying } from '../../state/app'

/** The room of a drawing, in its own units, and what is kept free around it for words. */
export const room = { width: 1060, height: 300, left: 44, right: 410, top: 12, bottom: 40 } as const
export const plot = {
  right: room.width - room.right,
  bottom: room.height - room.bottom,
} as const
const ticksAbout = 5

interface Props {
  readonly months: readonly Month[]
  readonly x: ScaleBand<string>
  readonly y: ScaleLinear<number, number>
}

/** Whole numbers up the side, quarters along the foot, with the year where it begins. */
export function Axes({ months, x, y }: Props) {
  const saying = useSaying()
  const counts = y.ticks(ticksAbout).filter((count) => Number.isInteger(count))
  return (
    <g class="figure__axes">
      {counts.map((count) => (
        <g key={count}>
          <path class="figure__grid" d={`M${room.left} ${y(count)}H${plot.right}`} />
          <text x={room.left - 8} y={y(count)} dy="0.32em" text-anchor="end">
            {count}
          </text>
        </g>
      ))}
      {months.map((month, at) => {
        const isYear = month.endsWith('-01')
        if (!isYear && !/-(04|07|10)$/.test(month) && at !== 0) return null
        const middle = (x(month) ?? 0) + x.bandwidth() / 2
        return (
          <g key={month}>
            <path class="figure__tick" d={`M${middle} ${plot.bottom}v5`} />
            <text x={middle} y={plot.bottom + 18} text-anchor="middle">
              {shortMonth(`${month}-01`, saying.language)}
            </text>
            {(isYear || at === 0) && (
              <text x={middle} y={plot.bottom + 34} text-anchor="middle" class="figure__year">
                {month.slice(0, 4)}
              </text>
            )}
          </g>
        )
      })}
      <path class="figure__base" d={`M${room.left} ${plot.bottom}H${plot.right}`} />
    </g>
  )
}

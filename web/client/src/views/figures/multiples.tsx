import { scaleBand, scaleLinear } from 'd3-scale'
import { years } from '../../model/figures'
import type { Month, Series } from '../../model/figures'
import { useSaying } from '../../state/app'

interface Props {
  readonly months: readonly Month[]
  readonly series: readonly Series[]
  readonly names: readonly string[]
}

const width = 400
const height = 34

/** A line of small bars for each series, all to one scale, with its last year and the year before. */
export function Multiples({ months, series, names }: Props) {
  const { t } = useSaying()
  const x = scaleBand().domain(months).range([0, width]).padding(0.15)
  const most = Math.max(1, ...series.flatMap((each) => each.values))
  const y = scaleLinear().domain([0, most]).range([height, 0])
  return (
    <ul class="multiples" aria-hidden="true">
      {series.map((each, at) => (
        <li key={each.id} class="multiples__line">
          <span class="multiples__name">{names[at]}</span>
          <svg class="multiples__bars" viewBox={`0 0 ${width} ${height + 1}`}>
            <path class="figure__base" d={`M0 ${height + 0.5}H${width}`} />
            {months.map((month, index) => {
              const value = each.values[index] ?? 0
              return value === 0 ? null : (
                <rect
                  key={month}
                  class="multiples__bar"
                  x={x(month)}
                  width={x.bandwidth()}
                  y={y(value)}
                  height={height - y(value)}
                />
              )
            })}
          </svg>
          <span class="multiples__sum">{t('figures.lastAndBefore', years(each.values))}</span>
        </li>
      ))}
    </ul>
  )
}

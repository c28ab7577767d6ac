import type { BoardRow } from '../generated/gwarchod/v1/views_pb'
import { parseDay } from './dates'
import type { Day } from './dates'

export const monthsShown = 24

/** What was heard of a provider in two years, month by month, as a small drawing shows it. */
export interface Heard {
  /** The score of each month, oldest first; the last is that of the day given. */
  readonly months: readonly number[]
  readonly lastYear: number
  readonly yearBefore: number
  readonly way: 'rising' | 'falling' | 'steady' | 'none'
}

/** The two years that end in the month of a day. Months with no concern are not sent. */
export function heard(
  { concernMonths, concernScores }: Pick<BoardRow, 'concernMonths' | 'concernScores'>,
  on: Day,
): Heard {
  const day = parseDay(on)
  const last = day ? day.year * 12 + day.month - 1 : 0
  const months = new Array<number>(monthsShown).fill(0)
  concernMonths.forEach((month, index) => {
    const at = monthsShown - 1 - (last - (Math.floor(month / 100) * 12 + (month % 100) - 1))
    if (at >= 0 && at < monthsShown) months[at] = concernScores[index] ?? 0
  })
  const sum = (from: number, to: number) =>
    months.slice(from, to).reduce((all, score) => all + score, 0)
  const yearBefore = sum(0, monthsShown / 2)
  const lastYear = sum(monthsShown / 2, monthsShown)
  return { months, lastYear, yearBefore, way: wayOf(lastYear, yearBefore) }
}

function wayOf(lastYear: number, yearBefore: number): Heard['way'] {
  if (lastYear === 0 && yearBefore === 0) return 'none'
  if (lastYear === yearBefore) return 'steady'
  return lastYear > yearBefore ? 'rising' : 'falling'
}

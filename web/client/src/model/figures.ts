import type { Text } from '../generated/gwarchod/v1/envelope_pb'
import type { Figures, MonthTimes } from '../generated/gwarchod/v1/figures_pb'
import type { Label, StageName } from '../generated/gwarchod/v1/views_pb'

/** A month as the server writes it: yyyy-mm. */
export type Month = string

/** What is counted by month, in parts that add up. */
export interface Series {
  readonly id: string
  readonly name: Text | undefined
  /** Of a stage's series. */
  readonly stage?: StageName
  /** One for each month. */
  readonly values: readonly number[]
}

/** Every month from one to another, both included; none when a text is no month. */
export function monthsFrom(first: Month, last: Month): readonly Month[] {
  const [from, to] = [monthNumber(first), monthNumber(last)]
  if (from === undefined || to === undefined) return []
  const two = (number: number) => String(number).padStart(2, '0')
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => {
    const month = from + at
    return `${Math.floor(month / 12)}-${two((month % 12) + 1)}`
  })
}

function monthNumber(month: Month): number | undefined {
  const match = /^(\d{4})-(\d{2})/.exec(month)
  return match ? Number(match[1]) * 12 + Number(match[2]) - 1 : undefined
}

/** The months that figures tell of, up to the day they stand on. */
export function monthsOf(figures: Figures): readonly Month[] {
  return monthsFrom(figures.from, figures.asOf)
}

/** How many providers stood at each stage, as the policy orders them. */
export function stageSeries(figures: Figures): readonly Series[] {
  const on = new Map(figures.stagesOn.map((each) => [each.month, each.providers]))
  return figures.stages.map((stage, at) => ({
    id: stage.id,
    name: stage.name,
    stage,
    values: monthsOf(figures).map((month) => on.get(month)?.[at] ?? 0),
  }))
}

interface Counted {
  readonly month: Month
  readonly key: string
  readonly concerns: number
}

/** Concerns by strand, those with most first; a strand without any is left out. */
export function strandSeries(figures: Figures): readonly Series[] {
  const counted = figures.strands.map((each) => ({ ...each, key: each.strand }))
  return countedSeries(counted, figures.strandNames, monthsOf(figures))
}

/** Concerns by theme, likewise. `none` names those of which no theme was said; they come last. */
export function themeSeries(figures: Figures, none: Text): readonly Series[] {
  const counted = figures.themes.map((each) => ({ ...each, key: each.theme }))
  const all = countedSeries(counted, figures.themeNames, monthsOf(figures))
  const unsaid = all.filter((each) => each.id === '').map((each) => ({ ...each, name: none }))
  return [...all.filter((each) => each.id !== ''), ...unsaid]
}

function countedSeries(
  counted: readonly Counted[],
  names: readonly Label[],
  months: readonly Month[],
): readonly Series[] {
  const at = new Map(months.map((month, index) => [month, index]))
  const values = new Map<string, number[]>()
  for (const { month, key, concerns } of counted) {
    const index = at.get(month)
    if (index === undefined) continue
    const list = values.get(key) ?? new Array<number>(months.length).fill(0)
    list[index] = (list[index] ?? 0) + concerns
    values.set(key, list)
  }
  return [...values]
    .map(([id, list]) => ({
      id,
      name: names.find((label) => label.value === id)?.text,
      values: list,
    }))
    .sort((left, right) => sum(right.values) - sum(left.values) || (left.id < right.id ? -1 : 1))
}

export function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}

/** Of each month, the sum of all series. */
export function totals(series: readonly Series[]): readonly number[] {
  return (series[0]?.values ?? []).map((_, at) => sum(series.map((each) => each.values[at] ?? 0)))
}

/** The last twelve months, and the twelve before them. */
export function years(values: readonly number[]): {
  readonly last: number
  readonly before: number
} {
  return { last: sum(values.slice(-12)), before: sum(values.slice(-24, -12)) }
}

/** How long things took, for every month; nothing for a month in which none began. */
export function timesByMonth(
  sent: readonly MonthTimes[],
  months: readonly Month[],
): readonly (MonthTimes | undefined)[] {
  const by = new Map(sent.map((each) => [each.month, each]))
  return months.map((month) => by.get(month))
}

/** Where labels stand beside marks at these heights, so that none covers another; in the same order. */
export function spread(heights: readonly number[], gap: number, most: number): readonly number[] {
  const order = heights.map((height, index) => ({ height, index }))
  order.sort((left, right) => left.height - right.height)
  const placed = new Array<number>(heights.length).fill(0)
  let last = -Infinity
  for (const { height, index } of order) {
    last = Math.max(height, last + gap)
    placed[index] = last
  }
  // What ran past the end is pushed back up.
  let next = most
  for (const { index } of order.toReversed()) {
    const at = Math.min(placed[index] ?? 0, next)
    placed[index] = at
    next = at - gap
  }
  return placed
}

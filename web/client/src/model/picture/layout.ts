import { scaleUtc } from 'd3-scale'
import { utcMonth, utcYear } from 'd3-time'
import type { StageName } from '../../generated/gwarchod/v1/views_pb'
import { marksOf } from './marks'
import type { Cluster, Mark, Plot } from './marks'
import type { Row, StageStretch } from './rows'
import { dayAt } from './when'
import type { Stretch } from './when'

export type { Cluster, Mark, Shape } from './marks'

export interface Band {
  readonly stage: StageName
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly span: Stretch
}

export interface LaidRow {
  readonly row: Row
  readonly y: number
  readonly height: number
  readonly labelY: number
  readonly decided: readonly Band[]
  readonly suggested: readonly Band[]
  readonly embargoes: readonly { readonly x: number; readonly width: number; readonly y: number }[]
  readonly marks: readonly (Mark | Cluster)[]
}

export interface Tick {
  readonly x: number
  readonly day: string
  readonly unit: 'year' | 'month' | 'day'
}

export interface Picture {
  readonly width: number
  readonly height: number
  readonly plot: {
    readonly left: number
    readonly right: number
    readonly top: number
    readonly bottom: number
  }
  readonly labelsBeside: boolean
  readonly rows: readonly LaidRow[]
  readonly ticks: readonly Tick[]
  readonly xOf: (instant: number) => number
  readonly instantAt: (x: number) => number
}

// In pixels.
const labelWidth = 230
const besideFrom = 760
const labelHeight = 20
const axisHeight = 28
const laneHeight = 40
const bandHeight = 20
const thinBandHeight = 14
const tickGap = 80
const edge = 6

/** Lays out what is to be seen of the rows in the window, in a drawing of that width. */
export function layOut(rows: readonly Row[], window: Stretch, width: number): Picture {
  const labelsBeside = width >= besideFrom
  const left = labelsBeside ? labelWidth : edge
  const right = Math.max(left + 1, width - edge)
  const scale = scaleUtc()
    .domain([new Date(window.from), new Date(window.to)])
    .range([left, right])
  const xOf = (instant: number) => scale(new Date(instant))
  const laid: LaidRow[] = []
  let y = axisHeight
  for (const row of rows) {
    const placed = layRow(row, y, { window, left, right, xOf, labelsBeside })
    laid.push(placed)
    y += placed.height
  }
  return {
    width,
    height: y + edge,
    plot: { left, right, top: axisHeight, bottom: y },
    labelsBeside,
    rows: laid,
    ticks: scale.ticks(Math.max(2, Math.floor((right - left) / tickGap))).map((at) => ({
      x: scale(at),
      day: dayAt(Number(at)),
      unit: unitOf(at),
    })),
    xOf,
    instantAt: (x) => Number(scale.invert(x)),
  }
}

function unitOf(at: Date): Tick['unit'] {
  if (Number(utcYear.floor(at)) === Number(at)) return 'year'
  return Number(utcMonth.floor(at)) === Number(at) ? 'month' : 'day'
}

function layRow(row: Row, top: number, plot: Plot): LaidRow {
  const hasBand = row.decided.length > 0 || row.suggested.length > 0
  const labelRoom = plot.labelsBeside ? 4 : labelHeight
  let y = top + labelRoom
  const bandsTop = y
  if (hasBand) y += bandHeight + thinBandHeight + 4
  const isLane = row.records.length > 0 || !hasBand
  const middle = y + (laneHeight - 4) / 2
  if (isLane) y += laneHeight - 4
  return {
    row,
    y: top,
    height: y - top,
    labelY: plot.labelsBeside
      ? hasBand
        ? bandsTop + bandHeight / 2
        : middle
      : top + labelHeight / 2,
    decided: bands(row.decided, bandsTop, bandHeight, plot),
    suggested: bands(row.suggested, bandsTop + bandHeight + 1, thinBandHeight, plot),
    embargoes: row.embargoes.flatMap((held) => {
      const shown = clip(held, plot)
      return shown ? [{ ...shown, y: middle }] : []
    }),
    marks: isLane ? marksOf(row, middle, plot) : [],
  }
}

function clip(stretch: Stretch, { window, xOf }: Plot): { x: number; width: number } | undefined {
  const from = Math.max(stretch.from, window.from)
  const to = Math.min(stretch.to, window.to)
  if (from >= to) return undefined
  return { x: xOf(from), width: xOf(to) - xOf(from) }
}

function bands(
  stretches: readonly StageStretch[],
  y: number,
  height: number,
  plot: Plot,
): readonly Band[] {
  return stretches.flatMap((stretch) => {
    const shown = clip(stretch, plot)
    const { stage, from, isOpen } = stretch
    // Told as one that holds still, wherever its drawing ends.
    const span = isOpen ? { from, to: Number.POSITIVE_INFINITY } : stretch
    return shown ? [{ stage, y, height, span, ...shown }] : []
  })
}

import { scaleUtc } from 'd3-scale'
import { utcMonth, utcYear } from 'd3-time'
import { Severity } from '../../generated/gwarchod/v1/envelope_pb'
import type { StageName } from '../../generated/gwarchod/v1/views_pb'
import type { Drawn, Row, StageStretch } from './rows'
import { dayAt, oneDay } from './when'
import type { Stretch } from './when'

export type Shape = 'circle' | 'triangle' | 'diamond' | 'star' | 'square' | 'flag'

/** One record. What it draws beside itself stands at the same height. */
export interface Mark {
  readonly kind: 'mark'
  readonly id: string
  readonly drawn: Drawn
  readonly x: number
  readonly y: number
  readonly shape: Shape
  readonly radius: number
  readonly concern: boolean
  /** What it lasted, or within what it happened. */
  readonly range:
    { readonly from: number; readonly to: number; readonly vague: boolean } | undefined
  /** From when it happened to when it was written down, where that was late. */
  readonly tail:
    { readonly from: number; readonly to: number; readonly known: readonly number[] } | undefined
  /** Where later versions were written down. */
  readonly later: readonly number[]
}

/** Records that would lie upon one another, as one mark with their number. */
export interface Cluster {
  readonly kind: 'cluster'
  readonly id: string
  readonly all: readonly Drawn[]
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly worst: Severity
  readonly concerns: number
  /** What they span, to look closer at. */
  readonly span: Stretch
}

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
const trackGap = 17
const bandHeight = 20
const thinBandHeight = 14
const binWidth = 24
const tickGap = 80
const edge = 6

/** Two records a lane at one place; more are drawn as one mark with their number. */
const tracks = 2

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

interface Plot {
  readonly window: Stretch
  readonly left: number
  readonly right: number
  readonly xOf: (instant: number) => number
  readonly labelsBeside: boolean
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
    return shown ? [{ stage: stretch.stage, y, height, span: stretch, ...shown }] : []
  })
}

// Bins stand still in time while the window moves, so that nothing jumps from one mark to another.
function marksOf(row: Row, y: number, plot: Plot): readonly (Mark | Cluster)[] {
  const { window } = plot
  const perPixel = (window.to - window.from) / (plot.right - plot.left)
  const binMs = Math.max(oneDay, Math.ceil((perPixel * binWidth) / oneDay) * oneDay)
  const bins = new Map<number, Drawn[]>()
  for (const drawn of row.records) {
    if (drawn.place < window.from || drawn.place > window.to) continue
    const bin = Math.floor(drawn.place / binMs)
    const held = bins.get(bin)
    if (held) held.push(drawn)
    else bins.set(bin, [drawn])
  }
  const ends: number[] = new Array<number>(tracks).fill(Number.NEGATIVE_INFINITY)
  return [...bins].flatMap(([bin, all]): (Mark | Cluster)[] => {
    if (all.length > tracks) return [cluster(`${row.id}:${binMs / oneDay}:${bin}`, all, y, plot)]
    return all.map((drawn) => {
      const x = plot.xOf(drawn.place)
      const free = ends.findIndex((end) => x - end >= 2 * radiusOf(drawn) + 2)
      const track = free < 0 ? ends.indexOf(Math.min(...ends)) : free
      ends[track] = x
      return mark(drawn, x, y + (track - (tracks - 1) / 2) * trackGap, plot)
    })
  })
}

function cluster(id: string, all: readonly Drawn[], y: number, plot: Plot): Cluster {
  const places = all.map(({ place }) => place)
  const [from, to] = [Math.min(...places), Math.max(...places)]
  return {
    kind: 'cluster',
    id,
    all,
    x: plot.xOf((from + to) / 2),
    y,
    radius: Math.min(15, 9 + Math.log2(all.length)),
    worst: all.reduce<Severity>(
      (most, { record }) => Math.max(most, record.latest.severity),
      Severity.SEVERITY_UNSPECIFIED,
    ),
    concerns: all.filter(({ record }) => record.latest.concern).length,
    span: { from, to },
  }
}

function mark(drawn: Drawn, x: number, y: number, plot: Plot): Mark {
  const { when, record } = drawn
  const { window, xOf } = plot
  const within = (instant: number) => Math.min(Math.max(instant, window.from), window.to)
  const line = (from: number, to: number) => ({ from: xOf(within(from)), to: xOf(within(to)) })
  return {
    kind: 'mark',
    id: record.id,
    drawn,
    x,
    y,
    shape: shapeOf(drawn),
    radius: radiusOf(drawn),
    concern: record.latest.concern,
    range:
      when.kind === 'lasted' || when.kind === 'vague'
        ? { ...line(when.happened.from, when.happened.to), vague: when.kind === 'vague' }
        : undefined,
    tail: when.late
      ? {
          ...line(when.kind === 'day' ? drawn.place : when.happened.to, when.recorded + oneDay / 2),
          known: when.known.map((since) => xOf(within(since + oneDay / 2))),
        }
      : undefined,
    later: when.later
      .filter((day) => day >= window.from && day <= window.to)
      .map((day) => xOf(day + oneDay / 2)),
  }
}

function shapeOf({ record }: Drawn): Shape {
  const { severity, concern, kind } = record.latest
  switch (severity) {
    case Severity.CRITICAL:
      return 'star'
    case Severity.SERIOUS:
      return 'diamond'
    case Severity.MODERATE:
      return 'triangle'
    case Severity.LOW:
      return 'circle'
    case Severity.SEVERITY_UNSPECIFIED:
      return concern ? 'circle' : kind === 'StageDecision' ? 'flag' : 'square'
  }
}

function radiusOf({ record }: Drawn): number {
  return sizes[record.latest.severity]
}

const sizes: Record<Severity, number> = {
  [Severity.SEVERITY_UNSPECIFIED]: 5,
  [Severity.LOW]: 5,
  [Severity.MODERATE]: 6.5,
  [Severity.SERIOUS]: 8,
  [Severity.CRITICAL]: 10,
}

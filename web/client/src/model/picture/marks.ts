import { Severity } from '../../generated/gwarchod/v1/envelope_pb'
import type { Drawn, Row } from './rows'
import { oneDay } from './when'
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

/** Where and how the window is drawn. */
export interface Plot {
  readonly window: Stretch
  readonly left: number
  readonly right: number
  readonly xOf: (instant: number) => number
  readonly labelsBeside: boolean
}

// In pixels.
const trackGap = 17
const binWidth = 30

/** So many records stand at one place of a lane; more are drawn as one mark with their number. */
const abreast = 2

// Bins stand still in time while the window moves, so that nothing jumps from one mark to another.
/** The marks of a row about the height `y`. */
export function marksOf(row: Row, y: number, plot: Plot): readonly (Mark | Cluster)[] {
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
  const full = [...bins].filter(([, all]) => all.length > abreast)
  const clusters = full.map(([bin, all]) => {
    const centre = { from: plot.xOf(bin * binMs), to: plot.xOf((bin + 1) * binMs) }
    return cluster(`${row.id}:${binMs / oneDay}:${bin}`, all, centre, y, plot)
  })
  const single = [...bins].flatMap(([, all]) => (all.length > abreast ? [] : all))
  return withThoseBeneath(clusters, single, y, plot)
}

/** Single records that a cluster would lie upon become part of it; the others stand free. */
function withThoseBeneath(
  clusters: readonly Cluster[],
  single: readonly Drawn[],
  y: number,
  plot: Plot,
): readonly (Mark | Cluster)[] {
  const taken = new Map<string, Drawn[]>()
  const free = single.filter((drawn) => {
    const x = plot.xOf(drawn.place)
    const over = clusters.find((one) => Math.abs(one.x - x) < one.radius + radiusOf(drawn))
    if (over) taken.set(over.id, [...(taken.get(over.id) ?? []), drawn])
    return !over
  })
  return [
    ...clusters.map((one) => told({ ...one, all: [...one.all, ...(taken.get(one.id) ?? [])] })),
    ...sideBySide(free, y, plot),
  ].sort((left, right) => left.x - right.x || left.y - right.y)
}

/** Marks that touch one another stand above and below the middle, the others on it. */
function sideBySide(all: readonly Drawn[], y: number, plot: Plot): readonly Mark[] {
  const at = all.map((drawn) => ({ drawn, x: plot.xOf(drawn.place) }))
  const touches = (index: number, other: number) => {
    const [one, two] = [at[index], at[other]]
    if (!one || !two) return false
    return Math.abs(one.x - two.x) < radiusOf(one.drawn) + radiusOf(two.drawn) + 3
  }
  let above = false
  return at.map(({ drawn, x }, index) => {
    const before = touches(index, index - 1)
    above = before ? !above : true
    const isAlone = !before && !touches(index, index + 1)
    return mark(drawn, x, isAlone ? y : y + (above ? -trackGap : trackGap) / 2, plot)
  })
}

function cluster(
  id: string,
  all: readonly Drawn[],
  bin: { readonly from: number; readonly to: number },
  y: number,
  plot: Plot,
): Cluster {
  const radius = Math.min(binWidth / 2, 9 + Math.log2(all.length))
  const middle = all.reduce((sum, { place }) => sum + plot.xOf(place), 0) / all.length
  // Within its own bin, so that it does not touch its neighbours, and whole at the edge.
  const inBin = Math.min(Math.max(middle, bin.from + radius), bin.to - radius)
  const x = Math.min(Math.max(inBin, plot.left + radius), plot.right - radius)
  return told({ id, all, x, y, radius })
}

function told(of: Pick<Cluster, 'id' | 'all' | 'x' | 'y' | 'radius'>): Cluster {
  const places = of.all.map(({ place }) => place)
  return {
    kind: 'cluster',
    ...of,
    worst: of.all.reduce<Severity>(
      (most, { record }) => Math.max(most, record.latest.severity),
      Severity.SEVERITY_UNSPECIFIED,
    ),
    concerns: of.all.filter(({ record }) => record.latest.concern).length,
    span: { from: Math.min(...places), to: Math.max(...places) },
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

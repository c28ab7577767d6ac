import type { LaidRow, Picture } from './layout'
import { oneDay, startOf } from './when'
import type { Stretch } from './when'

/** Nothing closer is to be seen: records are told by the day. */
const closestMs = 7 * oneDay

/** The window grown or shrunk by the factor about an instant that stays where it is; never beyond `whole`. */
export function zoomed(window: Stretch, factor: number, about: number, whole: Stretch): Stretch {
  const length = window.to - window.from
  const wanted = Math.min(Math.max(length * factor, closestMs), whole.to - whole.from)
  const share = (about - window.from) / length
  return within({ from: about - wanted * share, to: about + wanted * (1 - share) }, whole)
}

/** The window moved by a part of its own length; never beyond `whole`. */
export function panned(window: Stretch, part: number, whole: Stretch): Stretch {
  const by = (window.to - window.from) * part
  return within({ from: window.from + by, to: window.to + by }, whole)
}

/** As much of it as there is, and not less than can be looked at. */
export function within(window: Stretch, whole: Stretch): Stretch {
  const length = Math.min(Math.max(window.to - window.from, closestMs), whole.to - whole.from)
  const from = Math.min(Math.max(window.from, whole.from), whole.to - length)
  return { from, to: from + length }
}

/** What the days given leave of the whole; nothing where none is given. */
export function windowOf(from: string, to: string, whole: Stretch): Stretch | undefined {
  const [first, last] = [startOf(from), startOf(to)]
  if (first === undefined && last === undefined) return undefined
  const end = last === undefined ? whole.to : last + oneDay
  return within(
    { from: first ?? whole.from, to: Math.max(end, (first ?? whole.from) + oneDay) },
    whole,
  )
}

export type Way = 'left' | 'right' | 'up' | 'down' | 'first' | 'last'

/** The mark next to another: along its row, or the nearest in time of the row above or below that has any. */
export function neighbour(picture: Picture, id: string, way: Way): string | undefined {
  const rows = picture.rows.map(({ marks }) => marks).filter((marks) => marks.length > 0)
  const at = rows.findIndex((marks) => marks.some((mark) => mark.id === id))
  const row = rows[at]
  if (!row) return rows[0]?.[0]?.id
  const index = row.findIndex((mark) => mark.id === id)
  switch (way) {
    case 'left':
      return (row[index - 1] ?? row[index])?.id
    case 'right':
      return (row[index + 1] ?? row[index])?.id
    case 'first':
      return row[0]?.id
    case 'last':
      return row.at(-1)?.id
    case 'up':
    case 'down': {
      const x = row[index]?.x ?? 0
      const next = rows[at + (way === 'up' ? -1 : 1)] ?? row
      return nearest(next, x)?.id
    }
  }
}

/** The mark that the record with that event id is, or lies in. */
export function holding(picture: Picture, event: string): string | undefined {
  for (const { marks } of picture.rows) {
    for (const mark of marks) {
      if (mark.kind === 'mark' ? mark.id === event : has(mark.all, event)) return mark.id
    }
  }
  return undefined
}

function has(all: readonly { readonly record: { readonly id: string } }[], event: string): boolean {
  return all.some(({ record }) => record.id === event)
}

function nearest(marks: LaidRow['marks'], x: number): LaidRow['marks'][number] | undefined {
  return marks.reduce<LaidRow['marks'][number] | undefined>(
    (best, mark) => (!best || Math.abs(mark.x - x) < Math.abs(best.x - x) ? mark : best),
    undefined,
  )
}

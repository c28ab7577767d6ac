import type { BoardRow, StageName } from '../generated/gwarchod/v1/views_pb'
import type { Group } from './board'

/** Which providers stand under which stage, in which order; what their rows say is another matter. */
export interface Arranged {
  readonly stage: StageName
  readonly providers: readonly string[]
  /** How many more stand there, folded away. */
  readonly folded: number
}
export type Arrangement = readonly Arranged[]

/** Of each group, the rows that are shown; those for which `shows` is false are folded away. */
export function arrangement(
  groups: readonly Group[],
  shows: (stage: StageName, row: BoardRow) => boolean,
): Arrangement {
  return groups.map(({ stage, rows }) => {
    const shown = rows.filter((row) => shows(stage, row)).map((row) => row.provider)
    return { stage, providers: shown, folded: rows.length - shown.length }
  })
}

export interface ShownGroup {
  readonly stage: StageName
  readonly rows: readonly BoardRow[]
  readonly folded: number
}

/** The rows of an arrangement, each as it is now; one that is no more is left out. */
export function rowsIn(
  arranged: Arrangement,
  rows: ReadonlyMap<string, BoardRow>,
): readonly ShownGroup[] {
  return arranged.map(({ stage, providers, folded }) => ({
    stage,
    folded,
    rows: providers.flatMap((provider) => {
      const row = rows.get(provider)
      return row ? [row] : []
    }),
  }))
}

/** How a board that is kept still differs from what it would be. */
export interface Waiting {
  /** How many rows came, went or belong under another stage. */
  readonly elsewhere: number
  readonly reordered: boolean
}

export function waiting(held: Arrangement, fresh: Arrangement): Waiting {
  const before = placed(held)
  const after = placed(fresh)
  let elsewhere = 0
  for (const [provider, stage] of before) if (after.get(provider) !== stage) elsewhere += 1
  for (const provider of after.keys()) if (!before.has(provider)) elsewhere += 1
  const now = [...after.keys()]
  return { elsewhere, reordered: [...before.keys()].some((provider, at) => provider !== now[at]) }
}

/** Each provider's stage, in the order of the rows. */
function placed(arranged: Arrangement): ReadonlyMap<string, string> {
  return new Map(
    arranged.flatMap(({ stage, providers }) =>
      providers.map((provider) => [provider, stage.id] as const),
    ),
  )
}

/** Parts of a list, so that a change of one row draws its own part anew and no other. */
export function chunks<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  const out: (readonly T[])[] = []
  for (let at = 0; at < list.length; at += size) out.push(list.slice(at, at + size))
  return out
}

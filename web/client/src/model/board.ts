import type { Board, BoardRow, StageName } from '../generated/gwarchod/v1/views_pb'
import type { ServerFrame } from '../generated/gwarchod/v1/live_pb'

/** How a provider's row changed while the reader was looking. */
export interface Move {
  readonly provider: string
  readonly name: string
  readonly before: string
  readonly after: string
  readonly decided: boolean
}

export interface BoardView {
  readonly board: Board
  /** Providers whose row changed since the page was opened, latest last. */
  readonly moved: ReadonlySet<string>
  /** What the last frame changed, for the polite announcement. */
  readonly news: readonly Move[]
  readonly frames: number
}

export function boardView(board: Board): BoardView {
  return { board, moved: new Set(), news: [], frames: 0 }
}

/** Takes in frames of the live topic `board`, in the order they came; deltas in a row at once. */
export function evolveBoard(view: BoardView, frames: readonly ServerFrame[]): BoardView {
  let next = view
  let rows: BoardRow[] = []
  const takeIn = () => {
    if (rows.length > 0) next = withRows(next, next.board, rows, false)
    rows = []
  }
  for (const { frame } of frames) {
    switch (frame.case) {
      case 'snapshot': {
        takeIn()
        const { board } = frame.value
        if (board) next = withRows(next, board, board.rows, true)
        break
      }
      case 'delta':
        rows.push(...frame.value.rows)
        break
      case 'bookmark':
      case 'refused':
      case 'pong':
      case undefined:
    }
  }
  takeIn()
  if (next === view) return view
  // What the watchers are told is what all these frames changed together.
  return { ...next, frames: view.frames + 1 }
}

function withRows(
  view: BoardView,
  board: Board,
  rows: readonly BoardRow[],
  whole: boolean,
): BoardView {
  const held = new Map(view.board.rows.map((row) => [row.provider, row]))
  const next = whole ? new Map<string, BoardRow>() : new Map(held)
  const moved = new Set(view.moved)
  const news: Move[] = []
  for (const row of rows) {
    const before = next.get(row.provider) ?? held.get(row.provider)
    // A row sent twice, or older than what is held, changes nothing.
    if (before && before.changedAt > row.changedAt && !whole) continue
    next.set(row.provider, row)
    if (before && before.changedAt === row.changedAt) continue
    moved.delete(row.provider)
    moved.add(row.provider)
    news.push(moveOf(before, row))
  }
  return { board: { ...board, rows: [...next.values()] }, moved, news, frames: view.frames + 1 }
}

function moveOf(before: BoardRow | undefined, after: BoardRow): Move {
  const decided = before !== undefined && before.decided?.id !== after.decided?.id
  return {
    provider: after.provider,
    name: after.name,
    before: (decided ? before.decided?.id : before?.suggested?.id) ?? '',
    after: (decided ? after.decided?.id : after.suggested?.id) ?? '',
    decided,
  }
}

/** Whether the record suggests a higher or a lower stage than the one decided. */
export function direction(row: BoardRow): 'higher' | 'lower' | 'same' {
  if (!row.decided || !row.suggested || row.decided.id === row.suggested.id) return 'same'
  if (row.suggested.level > row.decided.level) return 'higher'
  // Nothing suggests a step off the ladder, so a record that suggests less says nothing new there.
  if (row.suggested.level < row.decided.level && !row.decided.offLadder) return 'lower'
  return 'same'
}

export interface Group {
  readonly stage: StageName
  readonly rows: readonly BoardRow[]
}

/** The rows by decided stage, highest first; the order of the rows is kept. */
export function groups(stages: readonly StageName[], rows: readonly BoardRow[]): readonly Group[] {
  const byStage = new Map<string, BoardRow[]>(stages.map((stage) => [stage.id, []]))
  const known = new Map(stages.map((stage) => [stage.id, stage]))
  for (const row of rows) {
    const stage = row.decided
    if (!stage) continue
    known.set(stage.id, known.get(stage.id) ?? stage)
    const list = byStage.get(stage.id)
    if (list) list.push(row)
    else byStage.set(stage.id, [row])
  }
  return [...byStage.entries()]
    .flatMap(([id, list]) => {
      const stage = known.get(id)
      return stage ? [{ stage, rows: list }] : []
    })
    .sort(
      (left, right) => right.stage.level - left.stage.level || offLadder(right) - offLadder(left),
    )
}

function offLadder(group: Group): number {
  return group.stage.offLadder ? 1 : 0
}

/** The latest position any row was changed at: what the reader has seen of the board. */
export function seenUpTo(board: Board): bigint {
  return board.rows.reduce((latest, row) => (row.changedAt > latest ? row.changedAt : latest), 0n)
}

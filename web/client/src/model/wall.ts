import type { BoardRow, StageName } from '../generated/gwarchod/v1/views_pb'
import { isOverdue } from './filter'

/**
 * The rows that a room should look at: those that wait for a decision, or were decided on what was
 * corrected since, have something overdue, or stand in the upper half of the ladder. Pressing ones first.
 */
export function wallRows(
  rows: readonly BoardRow[],
  stages: readonly StageName[],
  asOf: string,
): readonly BoardRow[] {
  const top = Math.max(0, ...stages.map((stage) => stage.level))
  const isHigh = (row: BoardRow) => (row.decided?.level ?? 0) * 2 > top
  const rank = (row: BoardRow) =>
    row.needsDecision ? 0 : isHigh(row) ? 1 : row.decisionToReview ? 2 : 3
  return rows
    .filter(
      (row) => row.needsDecision || row.decisionToReview || isHigh(row) || isOverdue(row, asOf),
    )
    .sort(
      (left, right) =>
        rank(left) - rank(right) ||
        (right.decided?.level ?? 0) - (left.decided?.level ?? 0) ||
        right.overdueCount - left.overdueCount ||
        left.name.localeCompare(right.name),
    )
}

/** How many pages hold so many rows; one at least. */
export function pageCount(rows: number, aPage: number): number {
  return Math.max(1, Math.ceil(rows / Math.max(1, aPage)))
}

/** The page so many steps on; after the last comes the first. */
export function turned(page: number, steps: number, pages: number): number {
  return (((page + steps) % pages) + pages) % pages
}

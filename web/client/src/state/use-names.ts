import { useEffect, useMemo } from 'preact/hooks'
import type { BoardView } from '../model/board'
import type { ProviderName } from '../model/find-provider'
import type { Kept } from './kept'

const key = 'names'

function keptNames(kept: Kept): readonly ProviderName[] {
  try {
    return JSON.parse(kept.read(key) ?? '[]') as readonly ProviderName[]
  } catch {
    return []
  }
}

/** Every provider's name, from the board; as this device remembers them while there is none. */
export function useNames(kept: Kept, board: BoardView | undefined): readonly ProviderName[] {
  const rows = board?.board.rows
  // Names change when providers come; what else moves a row leaves them as they are.
  const count = rows?.length ?? 0
  const names = useMemo(
    () => rows?.map(({ provider, name, place }) => ({ provider, name, place })) ?? keptNames(kept),
    [kept, count],
  )
  useEffect(() => {
    if (count > 0) kept.write(key, JSON.stringify(names))
  }, [kept, names, count])
  return names
}

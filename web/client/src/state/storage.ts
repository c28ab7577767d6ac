/** A browser's own store, which may be full, forbidden or hold nonsense: then it is as if empty. */
export interface Store {
  read(key: string): string | undefined
  write(key: string, value: string): void
  remove(key: string): void
  keys(): readonly string[]
}

export function storeOf(storage: () => Storage): Store {
  function attempt<T>(act: (storage: Storage) => T, otherwise: T): T {
    try {
      return act(storage())
    } catch {
      return otherwise
    }
  }
  return {
    read: (key) => attempt((held) => held.getItem(key) ?? undefined, undefined),
    write: (key, value) => attempt((held) => held.setItem(key, value), undefined),
    remove: (key) => attempt((held) => held.removeItem(key), undefined),
    keys: () => attempt((held) => Object.keys(held), []),
  }
}

/** Kept on this computer: nothing personal. */
export const lasting = storeOf(() => localStorage)
/** Kept in this tab until it closes: what is being typed. */
export const passing = storeOf(() => sessionStorage)

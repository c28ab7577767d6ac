import { openSealedDatabase } from './sealed-database'
import type { SealedDatabase } from './sealed-database'
import type { Store } from './storage'

/**
 * Kept on this device until it is sent, discarded or its owner signs out: sealed, for it may be about
 * a person (docs/adr/0009). Read at once from memory; written to the device behind it.
 */
export interface Kept extends Store {
  /** False where nothing can be kept: the browser forbids it, or the page did not come by HTTPS. */
  readonly able: boolean
  /** Once what was written so far lies on the device: true. False: it could not be laid there. */
  settled(): Promise<boolean>
  /** Reads the device again, for another tab may have written. */
  reload(): Promise<void>
  /** Told whenever what is kept may have changed, here or in another tab. */
  watch(told: () => void): () => void
  /** Removes what the test says; the key too when nothing is left. */
  forget(which: (key: string) => boolean): Promise<void>
}

/** What goes when an account signs out: all that is its own, and what was kept for whoever is signed in. */
export function isOf(account: string): (key: string) => boolean {
  return (key) => key === 'session' || key === 'names' || key.split(' ')[1] === account
}

const channelName = 'gwarchod-kept'
const openMsMax = 2_000

async function openInTime(): Promise<SealedDatabase | undefined> {
  const tooLong = new Promise<undefined>((resolve) => {
    setTimeout(() => resolve(undefined), openMsMax)
  })
  return Promise.race([openSealedDatabase().catch(() => undefined), tooLong])
}

export async function openKept(): Promise<Kept> {
  const database = await openInTime()
  const others = database ? new BroadcastChannel(channelName) : undefined
  const watchers = new Set<() => void>()
  const tell = () => {
    for (const watcher of watchers) watcher()
  }
  let held = new Map<string, string>()
  let waiting = new Map<string, string | undefined>()
  let failed = database === undefined
  let writing: Promise<void> = Promise.resolve()

  function change(key: string, value: string | undefined): void {
    if (held.get(key) === value) return
    if (value === undefined) held.delete(key)
    else held.set(key, value)
    waiting.set(key, value)
    writing = writing.then(flush)
    tell()
  }

  // What is typed quickly is written once: each flush takes all that came since the last.
  async function flush(): Promise<void> {
    if (waiting.size === 0) return
    const taken = waiting
    waiting = new Map()
    try {
      await database?.change(taken)
      others?.postMessage('changed')
    } catch {
      failed = true
    }
  }

  async function reload(): Promise<void> {
    await writing
    if (!database || waiting.size > 0) return
    try {
      const read = await database.readAll()
      if (waiting.size === 0) held = new Map(read)
      tell()
    } catch {
      failed = true
    }
  }

  if (others) others.onmessage = () => void reload()
  await reload()
  return {
    able: database !== undefined,
    read: (key) => held.get(key),
    write: change,
    remove: (key) => change(key, undefined),
    keys: () => [...held.keys()],
    settled: async () => {
      await writing
      return !failed
    },
    reload,
    watch(told) {
      watchers.add(told)
      return () => watchers.delete(told)
    },
    async forget(which) {
      for (const key of held.keys()) if (which(key)) change(key, undefined)
      await writing
      if (held.size > 0) return
      await database?.destroy().catch(() => undefined)
      others?.postMessage('changed')
    },
  }
}

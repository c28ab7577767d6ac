/** What lies in the browser's lasting database, each entry sealed with a key that script cannot read. */
export interface SealedDatabase {
  readAll(): Promise<ReadonlyMap<string, string>>
  /** Writes and removes (undefined) in one transaction. */
  change(entries: ReadonlyMap<string, string | undefined>): Promise<void>
  /** Removes everything, and the key, so that whatever bytes are left on the disk open no more. */
  destroy(): Promise<void>
}

interface Sealed {
  readonly nonce: Uint8Array<ArrayBuffer>
  readonly sealed: ArrayBuffer
}

const databaseName = 'gwarchod'
const keys = 'keys'
const entries = 'entries'
const theKey = 'seal'
const nonceBytes = 12

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('refused'))
  })
}

function done(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'))
  })
}

async function open(): Promise<IDBDatabase> {
  const asked = indexedDB.open(databaseName, 1)
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore(keys)
    asked.result.createObjectStore(entries)
  }
  return answered(asked)
}

/** The key of this browser, made when first needed. Two tabs at once agree on whichever came first. */
async function keyOf(database: IDBDatabase): Promise<CryptoKey> {
  const held = await answered(database.transaction(keys).objectStore(keys).get(theKey))
  if (held) return held as CryptoKey
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  const store = database.transaction(keys, 'readwrite').objectStore(keys)
  const first = await answered(store.get(theKey))
  if (first) return first as CryptoKey
  await answered(store.put(fresh, theKey))
  return fresh
}

/** An entry's name is hidden too: it tells of whom one wrote. The same name gives the same place. */
async function placeOf(name: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(name))
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function seal(key: CryptoKey, name: string, value: string): Promise<Sealed> {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes))
  const plain = new TextEncoder().encode(JSON.stringify([name, value]))
  return { nonce, sealed: await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, plain) }
}

async function unseal(key: CryptoKey, held: Sealed): Promise<[string, string] | undefined> {
  try {
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: held.nonce }, key, held.sealed)
    return JSON.parse(new TextDecoder().decode(plain)) as [string, string]
  } catch {
    // Sealed with a key that is gone: it is as if it were not there.
    return undefined
  }
}

/** Throws where the browser has no such database, or no such key: a page that is not served safely. */
export async function openSealedDatabase(): Promise<SealedDatabase> {
  const database = await open()
  return {
    async readAll() {
      const key = await keyOf(database)
      const all = (await answered(
        database.transaction(entries).objectStore(entries).getAll(),
      )) as Sealed[]
      const read = await Promise.all(all.map((held) => unseal(key, held)))
      return new Map(read.filter((each) => each !== undefined))
    },
    async change(changed) {
      const key = await keyOf(database)
      const sealed = await Promise.all(
        [...changed].map(async ([name, value]) => ({
          place: await placeOf(name),
          held: value === undefined ? undefined : await seal(key, name, value),
        })),
      )
      const transaction = database.transaction(entries, 'readwrite')
      const store = transaction.objectStore(entries)
      for (const { place, held } of sealed) {
        if (held === undefined) store.delete(place)
        else store.put(held, place)
      }
      await done(transaction)
    },
    async destroy() {
      const transaction = database.transaction([keys, entries], 'readwrite')
      transaction.objectStore(entries).clear()
      transaction.objectStore(keys).clear()
      await done(transaction)
    },
  }
}

// Lets the page open without a line. It holds the page's own files of one version and nothing else:
// what the API says never passes through here (docs/adr/0009).

declare const self: ServiceWorkerGlobalScope

/** Filled in when the page is built: every file of this version, which a change of any of them renames. */
const version = '__VERSION__'
const files: readonly string[] = JSON.parse('__FILES__')

const prefix = 'gwarchod-'
const cacheName = prefix + version
const page = '/'
/** A line that takes longer is as good as none, for opening a page that is here already. */
const patienceMs = 4_000

self.addEventListener('install', (event) => {
  // No skipWaiting: pages of the version before still need their files, which the server has no more.
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(files)))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith(prefix) && name !== cacheName) await caches.delete(name)
      }
      await self.clients.claim()
    })(),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (url.pathname.startsWith('/api/')) return
  if (request.mode === 'navigate') event.respondWith(open(request))
  else if (files.includes(url.pathname)) event.respondWith(ofThisVersion(request))
})

/** The page as the server has it now; as it is held here when the server does not answer. */
async function open(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(patienceMs) })
    if (answer.status < 500) return answer
    return (await held(page)) ?? answer
  } catch {
    return (await held(page)) ?? Response.error()
  }
}

/** Files are named by their content: what is held here is what the server would send. */
async function ofThisVersion(request: Request): Promise<Response> {
  return (await held(new URL(request.url).pathname)) ?? fetch(request)
}

async function held(path: string): Promise<Response | undefined> {
  return (await caches.open(cacheName)).match(path)
}

export {}

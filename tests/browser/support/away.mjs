// A page that is ready to lose its line: its files, forms and names lie on the device.

/** Resolves once so many entries lie in the browser's lasting database: looked at anew at each change. */
function untilKept(page, least, most) {
  return page.evaluate(
    ([from, to]) =>
      new Promise((resolve) => {
        const changes = new BroadcastChannel('gwarchod-kept')
        const look = () => {
          const opening = indexedDB.open('gwarchod')
          opening.onsuccess = () => {
            const counting = opening.result.transaction('entries').objectStore('entries').count()
            counting.onsuccess = () => {
              opening.result.close()
              if (counting.result < from || counting.result > to) return
              changes.close()
              resolve()
            }
          }
        }
        changes.onmessage = look
        look()
      }),
    [least, most],
  )
}

/** Waits until the page would open without a line: who is signed in, the names and the forms are kept. */
export async function readyToLeave(page) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (navigator.serviceWorker.controller) return
    await new Promise((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true })
    })
  })
  await untilKept(page, 3, Infinity)
}

/** Waits until nothing is kept. */
export const emptied = (page) => untilKept(page, 0, 0)

/** What lies in the browser's lasting database, as whoever copies it would find it. */
export function onDevice(page) {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open('gwarchod')
        opening.onsuccess = () => {
          const database = opening.result
          const transaction = database.transaction(['entries', 'keys'])
          const entries = transaction.objectStore('entries').getAll()
          const keys = transaction.objectStore('keys').getAll()
          transaction.oncomplete = () => {
            database.close()
            resolve({
              texts: entries.result.map(({ sealed }) => new TextDecoder().decode(sealed)),
              extractable: keys.result.map((key) => key.extractable),
            })
          }
        }
      }),
  )
}

/**
 * Starts the service worker, which lets the page open without a line, once the page itself is here. A
 * browser that has none, or a page that did not come by HTTPS, goes on without.
 */
export function startWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const start = () => void navigator.serviceWorker.register('/worker.js').catch(() => undefined)
  if (document.readyState === 'complete') start()
  else globalThis.addEventListener('load', start)
}

import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Plugin } from 'vite'

export const workerFile = 'worker.js'

/** Tells the service worker, once everything is built, which files this version of the page is made of. */
export function listsFiles(): Plugin {
  return {
    name: 'gwarchod-worker',
    apply: 'build',
    enforce: 'post',
    writeBundle(options) {
      const folder = options.dir ?? ''
      const built = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== workerFile)
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
      const hash = createHash('sha256')
      for (const file of built) hash.update(relative(folder, file)).update(readFileSync(file))
      const names = built
        .map((file) => `/${relative(folder, file).replaceAll('\\', '/')}`)
        .map((name) => (name === '/index.html' ? '/' : name))
      const worker = join(folder, workerFile)
      const text = readFileSync(worker, 'utf8')
        .replace('__VERSION__', hash.digest('hex').slice(0, 16))
        .replace('__FILES__', JSON.stringify(names))
      writeFileSync(worker, text)
    },
  }
}

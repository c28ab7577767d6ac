import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { packTemplate } from './scripts/pack-template.ts'
import { listsFiles, workerFile } from './scripts/worker.ts'

// The program to talk to while developing: `GWARCHOD_ADDRESS=http://127.0.0.1:8080 npm run dev`.
const address = process.env['GWARCHOD_ADDRESS'] ?? 'http://127.0.0.1:8080'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  css: {
    // Lightning CSS refuses a rule of govuk-frontend that browsers skip; let it skip the rule too.
    lightningcss: { errorRecovery: true },
    preprocessorOptions: {
      scss: {
        loadPaths: [
          'src',
          '.',
          'node_modules/@ministryofjustice/frontend',
          'node_modules/govuk-frontend/dist',
        ].map((path) => fileURLToPath(new URL(path, import.meta.url))),
        quietDeps: true,
      },
    },
  },
  plugins: [listsFiles(), packTemplate()],
  build: {
    outDir: '../../build/pages',
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: {
      input: { index: 'index.html', worker: 'worker/worker.ts' },
      output: {
        // The worker's reach is the folder it is served from, and its name must stay.
        entryFileNames: ({ name }) => (name === 'worker' ? workerFile : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { proxy: { '/api': { target: address, ws: true, changeOrigin: false } } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
})

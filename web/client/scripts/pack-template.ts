import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import type { Plugin, ResolvedConfig } from 'vite'

/** A text put in the one place of another, dollar signs and all. */
function put(html: string, place: RegExp, text: string): string {
  if (!place.test(html)) throw new Error(`pack.html has no ${place.source}`)
  return html.replace(place, () => text)
}

/**
 * After the page, the template of a meeting pack: pack.html with its script and its style inside, so that the
 * file needs nothing beside it. The server puts a provider into it (services/app/src/pack).
 */
export function packTemplate(): Plugin {
  let config: ResolvedConfig
  return {
    name: 'pack-template',
    apply: 'build',
    configResolved(resolved) {
      config = resolved
    },
    async closeBundle() {
      const made = await build({
        configFile: false,
        root: config.root,
        logLevel: 'warn',
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        css: config.css,
        build: {
          write: false,
          target: config.build.target,
          assetsInlineLimit: Number.MAX_SAFE_INTEGER,
          cssCodeSplit: false,
          modulePreload: false,
          rolldownOptions: {
            input: join(config.root, 'pack.html'),
            output: { codeSplitting: false },
          },
        },
      })
      if (Array.isArray(made) || !('output' in made)) throw new Error('one build was asked for')
      let [script, style, html] = ['', '', '']
      for (const file of made.output) {
        if (file.type === 'chunk') script = file.code
        else if (file.fileName.endsWith('.css')) style = String(file.source)
        else if (file.fileName.endsWith('.html')) html = String(file.source)
      }
      // Within a script element neither may stand, in a text or anywhere else.
      script = script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')
      html = put(
        html,
        /<script type="module"[^>]*><\/script>/,
        `<script type="module">${script}</script>`,
      )
      html = put(html, /<link rel="stylesheet"[^>]*>/, `<style>${style}</style>`)
      await writeFile(resolve(config.root, config.build.outDir, 'pack-template.html'), html)
    },
  }
}

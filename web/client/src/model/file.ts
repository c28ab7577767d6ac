/** What of a file can be told before it is sent; the server decides by its content. */
export const fileBytesMax = 100 * 1024 * 1024

/** The endings of the types that are taken: what the file chooser offers first. */
export const fileEndings = [
  'pdf',
  'docx',
  'xlsx',
  'odt',
  'ods',
  'txt',
  'csv',
  'eml',
  'msg',
  'jpg',
  'jpeg',
  'png',
  'tif',
  'tiff',
  'heic',
  'mp3',
  'm4a',
  'wav',
  'mp4',
] as const

export type FileFault = 'missing' | 'empty' | 'tooLarge' | 'type'

/** What would be refused of a file chosen, or nothing. */
export function faultOfFile(
  file: { readonly name: string; readonly size: number } | undefined,
): FileFault | undefined {
  if (!file) return 'missing'
  if (file.size === 0) return 'empty'
  if (file.size > fileBytesMax) return 'tooLarge'
  const ending = endingOf(file.name)
  // A name without an ending says nothing: let the content speak.
  if (ending !== '' && !fileEndings.some((taken) => taken === ending)) return 'type'
  return undefined
}

/** "Visit 3 May.pdf" is called "Visit 3 May" until someone says better. */
export function titleOfName(name: string): string {
  const ending = endingOf(name)
  return (ending === '' ? name : name.slice(0, -ending.length - 1)).trim()
}

function endingOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase()
}

/** A size for people: in whole KB, or MB with one decimal. */
export function sizeInWords(bytes: number): { readonly value: number; readonly unit: 'KB' | 'MB' } {
  const megabyte = 1024 * 1024
  if (bytes < megabyte) return { value: Math.max(1, Math.round(bytes / 1024)), unit: 'KB' }
  return { value: Math.round((bytes / megabyte) * 10) / 10, unit: 'MB' }
}

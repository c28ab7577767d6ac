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

/** What a type of file is called on the page, alike in both languages. */
const callings: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'DOCX',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'XLSX',
  'application/vnd.oasis.opendocument.text': 'ODT',
  'application/vnd.oasis.opendocument.spreadsheet': 'ODS',
  'text/plain': 'TXT',
  'text/csv': 'CSV',
  'message/rfc822': 'EML',
  'application/vnd.ms-outlook': 'MSG',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/tiff': 'TIFF',
  'image/heic': 'HEIC',
  'audio/mpeg': 'MP3',
  'audio/mp4': 'M4A',
  'audio/wav': 'WAV',
  'video/mp4': 'MP4',
}

/** "PDF, 1.2 MB": what stands behind the way to a file; less where less is known of it. */
export function fileInWords(mediaType: string, bytes: number): string {
  const { value, unit } = sizeInWords(bytes)
  return [callings[mediaType] ?? mediaType, ...(bytes > 0 ? [`${value} ${unit}`] : [])]
    .filter((part) => part !== '')
    .join(', ')
}

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

import { describe, expect, test } from 'vitest'
import { faultOfFile, fileBytesMax, fileInWords, sizeInWords, titleOfName } from './file'

describe('a file chosen', () => {
  test('is told to be missing, empty, too large or of a type that is not taken', () => {
    expect(faultOfFile(undefined)).toBe('missing')
    expect(faultOfFile({ name: 'a.pdf', size: 0 })).toBe('empty')
    expect(faultOfFile({ name: 'a.pdf', size: fileBytesMax + 1 })).toBe('tooLarge')
    expect(faultOfFile({ name: 'a.exe', size: 1 })).toBe('type')
    expect(faultOfFile({ name: 'a.docm', size: 1 })).toBe('type')
  })

  test('is let through where its name says nothing against it', () => {
    expect(faultOfFile({ name: 'Visit 3 May.PDF', size: fileBytesMax })).toBeUndefined()
    expect(faultOfFile({ name: 'scan', size: 1 })).toBeUndefined()
    expect(faultOfFile({ name: '.notes', size: 1 })).toBeUndefined()
  })

  test('is called by its name without the ending', () => {
    expect(titleOfName('Visit 3 May.pdf')).toBe('Visit 3 May')
    expect(titleOfName('scan')).toBe('scan')
    expect(titleOfName('a.b.txt')).toBe('a.b')
  })

  test('is told of by its type and its size', () => {
    expect(fileInWords('application/pdf', 1_258_291)).toBe('PDF, 1.2 MB')
    expect(fileInWords('text/plain', 1)).toBe('TXT, 1 KB')
    expect(fileInWords('image/another', 0)).toBe('image/another')
    expect(fileInWords('', 0)).toBe('')
  })

  test('has a size in words', () => {
    expect(sizeInWords(1)).toEqual({ value: 1, unit: 'KB' })
    expect(sizeInWords(300 * 1024)).toEqual({ value: 300, unit: 'KB' })
    expect(sizeInWords(3.25 * 1024 * 1024)).toEqual({ value: 3.3, unit: 'MB' })
  })
})

import { describe, expect, test } from 'vitest'
import {
  nameFault,
  readViews,
  renamed,
  viewsMax,
  withView,
  without,
  writeViews,
} from './saved-views'

const views = withView(withView([], ' Barry  homes ', '?q=barry'), 'Late', '?overdue=1')

describe('saved views', () => {
  test('are kept as text and come back the same, their names tidied', () => {
    expect(readViews(writeViews(views))).toEqual([
      { name: 'Barry homes', query: '?q=barry' },
      { name: 'Late', query: '?overdue=1' },
    ])
  })
  test('are none where the store holds nonsense', () => {
    expect(readViews(undefined)).toEqual([])
    expect(readViews('{')).toEqual([])
    expect(readViews('{"name":"x"}')).toEqual([])
    expect(readViews('[1,{"name":""},{"name":"a","query":"?q=b"}]')).toEqual([
      { name: 'a', query: '?q=b' },
    ])
  })
  test('are renamed and deleted by name', () => {
    expect(renamed(views, 'Late', 'Overdue').map((view) => view.name)).toEqual([
      'Barry homes',
      'Overdue',
    ])
    expect(without(views, 'Late').map((view) => view.name)).toEqual(['Barry homes'])
  })
  test('take no empty name, none that another has, and no more than so many', () => {
    expect(nameFault(views, '  ')).toBe('missing')
    expect(nameFault(views, 'LATE')).toBe('taken')
    expect(nameFault(views, 'late', 'Late')).toBeUndefined()
    expect(nameFault(views, 'New')).toBeUndefined()
    const full = Array.from({ length: viewsMax }, (_, at) => ({ name: `view ${at}`, query: '' }))
    expect(nameFault(full, 'New')).toBe('many')
  })
})

import { useState } from 'preact/hooks'
import { readViews, writeViews } from '../model/saved-views'
import type { SavedViews } from '../model/saved-views'
import { lasting } from './storage'

/** The views which this account saved on this computer, and how to keep others in their place. */
export function useSavedViews(account: string): [SavedViews, (views: SavedViews) => void] {
  const key = `gwarchod.views.${account}`
  const [views, setViews] = useState(() => readViews(lasting.read(key)))
  return [
    views,
    (next) => {
      lasting.write(key, writeViews(next))
      setViews(next)
    },
  ]
}

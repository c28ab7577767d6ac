import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../../state/app'
import { Failed, Loading } from './notice'

/**
 * A page whose code is fetched when it is first shown, so that the first load stays light. Code that
 * cannot be had may belong to a version no longer served: the way out is to load the page anew.
 */
export function later<Props extends object>(
  fetchPage: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let held: ComponentType<Props> | undefined
  return function Later(props: Props) {
    const { saying } = useApp()
    const [state, setState] = useState<'waiting' | 'here' | 'missing'>(held ? 'here' : 'waiting')
    useEffect(() => {
      if (held) return undefined
      let current = true
      fetchPage().then(
        (page) => {
          held = page
          if (current) setState('here')
        },
        () => current && setState('missing'),
      )
      return () => {
        current = false
      }
    }, [])
    if (held && state === 'here') {
      const Page = held
      return <Page {...props} />
    }
    if (state === 'waiting') return <Loading />
    return <Failed text={saying.t('problem.pageGone')} again={() => location.reload()} />
  }
}

import { useEffect, useState } from 'preact/hooks'
import { useApp } from './app'

/**
 * What an account is called, where the reader may know: an administrator knows of all, anybody of their own.
 * Of others, the account.
 */
export function useAccountNames(): (account: string) => string {
  const { api, session } = useApp()
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  const { mayAdminister } = session
  useEffect(() => {
    let current = true
    if (!mayAdminister) return undefined
    void api.accounts().then((answer) => {
      if (!current || answer.kind !== 'ok') return
      setNames(new Map(answer.value.accounts.map(({ account, name }) => [account, name])))
    })
    return () => {
      current = false
    }
  }, [api, mayAdminister])
  return (account) => (account === session.account ? session.name : names.get(account)) || account
}

import { fromJsonString, toJsonString } from '@bufbuild/protobuf'
import { useCallback, useEffect } from 'preact/hooks'
import type { Answer, Api } from '../api/http'
import { FormsSchema } from '../generated/gwarchod/v1/views_pb'
import type { Forms } from '../generated/gwarchod/v1/views_pb'
import { useApp } from './app'
import type { Kept } from './kept'
import { useAsked } from './use-asked'

const keyOf = (account: string) => `forms ${account}`
const quietMs = 4_000

async function askForms(api: Api, kept: Kept, account: string): Promise<Answer<Forms>> {
  const answer = await api.forms()
  if (answer.kind === 'ok') kept.write(keyOf(account), toJsonString(FormsSchema, answer.value))
  if (answer.kind !== 'unreachable') return answer
  const text = kept.read(keyOf(account))
  if (text === undefined) return answer
  return { kind: 'ok', value: fromJsonString(FormsSchema, text, { ignoreUnknownFields: true }) }
}

/** The forms as the server has them; as this device remembers them while it is away. */
export function useForms() {
  const { api, kept, session } = useApp()
  const ask = useCallback(() => askForms(api, kept, session.account), [api, kept, session.account])
  return useAsked(ask)
}

/** Has the forms at hand before the line is lost; once the page has had time to show what was asked for. */
export function useFormsAtHand(api: Api, kept: Kept, account: string, wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return undefined
    const timer = setTimeout(() => void askForms(api, kept, account), quietMs)
    return () => clearTimeout(timer)
  }, [api, kept, account, wanted])
}

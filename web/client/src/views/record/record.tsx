import { create } from '@bufbuild/protobuf'
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { BoardRowSchema, ProviderViewSchema } from '../../generated/gwarchod/v1/views_pb'
import { withLanguages } from '../../model/choices'
import { needsTheRecord } from '../../model/layout'
import type { Route } from '../../model/route'
import { paths } from '../../model/route'
import { useApp } from '../../state/app'
import { useForms } from '../../state/use-forms'
import { useProvider } from '../../state/use-provider'
import { Heading } from '../parts/heading'
import { Failed, Loading } from '../parts/notice'
import { whyNot } from '../parts/words'
import { ProviderName } from './provider-name'
import { RecordForm } from './record-form'

type RecordRoute = Extract<Route, { kind: 'record' }>

/** The form of one kind of record, about one provider. */
export function RecordPage({ route }: { readonly route: RecordRoute }) {
  const { saying, session, names, outbox } = useApp()
  const { t } = saying
  const { answer, again } = useForms()
  const about = route.updates || route.corrects || route.about
  const { page, failure, reload } = useProvider(route.provider, about)
  // A form begun without the provider's record goes on without it: what is typed must not be disturbed.
  const [without, setWithout] = useState(false)
  const away = failure?.kind === 'unreachable' && about === ''
  useEffect(() => {
    if (away) setWithout(true)
  }, [away])
  const waiting = outbox.items.find(({ id }) => id === route.waiting)
  const waits = waiting?.state === 'waiting' ? waiting.id : undefined
  useEffect(() => {
    if (waits !== undefined) outbox.hold(waits)
  }, [waits])
  const [wasWaiting] = useState(waiting)
  const bare = (content: ComponentChildren) => (
    <>
      <a href={paths.provider(route.provider)} class="govuk-back-link">
        <ProviderName id={route.provider} />
      </a>
      <Heading title={t('provider.record')}>{t('provider.record')}</Heading>
      {content}
    </>
  )
  if (!session.mayRecord) return bare(<p class="govuk-body">{t('form.readOnly')}</p>)
  if (route.waiting !== '' && !wasWaiting)
    return bare(<p class="govuk-body">{t('device.noLonger')}</p>)
  if (answer && answer.kind !== 'ok')
    return bare(<Failed text={whyNot(answer, saying)} again={again} />)
  if (!answer) return <Loading />
  const kind = answer.value.kinds.find((each) => each.kind === route.record)
  if (!kind) return bare(<p class="govuk-body">{t('form.unknownKind')}</p>)
  const canWait = (away || without) && !needsTheRecord(kind)
  if (failure && !canWait) {
    const text = needsTheRecord(kind) && away ? t('away.needsRecord') : whyNot(failure, saying)
    return bare(<Failed text={text} again={reload} />)
  }
  if (!page && !canWait) return <Loading />

  const items = page?.items ?? []
  const item = items.find((each) => each.eventId === about)
  // The record it is about is still being fetched from the older part of the timeline.
  if (about !== '' && !item && page?.next !== '') return <Loading />
  const name = names.find(({ provider }) => provider === route.provider)?.name
  return (
    <RecordForm
      key={`${route.provider} ${route.record} ${about} ${route.waiting}`}
      route={route}
      kind={kind}
      envelope={withLanguages(answer.value.envelope)}
      view={page?.view ?? knownByName(route.provider, name)}
      items={items}
      item={item}
      waiting={wasWaiting}
    />
  )
}

function knownByName(provider: string, name = provider) {
  return create(ProviderViewSchema, { row: create(BoardRowSchema, { provider, name }) })
}

import type { ComponentChildren } from 'preact'
import { withLanguages } from '../../model/choices'
import type { Route } from '../../model/route'
import { paths } from '../../model/route'
import { useApp } from '../../state/app'
import { useAsked } from '../../state/use-asked'
import { useProvider } from '../../state/use-provider'
import { Heading } from '../parts/heading'
import { Failed, Loading } from '../parts/notice'
import { whyNot } from '../parts/words'
import { ProviderName } from './provider-name'
import { RecordForm } from './record-form'

type RecordRoute = Extract<Route, { kind: 'record' }>

/** The form of one kind of record, about one provider. */
export function RecordPage({ route }: { readonly route: RecordRoute }) {
  const { saying, api, session } = useApp()
  const { t } = saying
  const { answer, again } = useAsked(api.forms)
  const about = route.updates || route.corrects || route.about
  const { page, failure, reload } = useProvider(route.provider, about)
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
  if (answer && answer.kind !== 'ok')
    return bare(<Failed text={whyNot(answer, saying)} again={again} />)
  if (failure) return bare(<Failed text={whyNot(failure, saying)} again={reload} />)
  if (!answer || !page) return <Loading />

  const item = page.items.find((each) => each.eventId === about)
  // The record it is about is still being fetched from the older part of the timeline.
  if (about !== '' && !item && page.next !== '') return <Loading />
  const kind = answer.value.kinds.find((each) => each.kind === route.record)
  if (!kind) return bare(<p class="govuk-body">{t('form.unknownKind')}</p>)
  return (
    <RecordForm
      key={`${route.provider} ${route.record} ${about}`}
      route={route}
      kind={kind}
      envelope={withLanguages(answer.value.envelope)}
      view={page.view}
      items={page.items}
      item={item}
    />
  )
}

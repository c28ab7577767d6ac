import { create } from '@bufbuild/protobuf'
import { useEffect, useState } from 'preact/hooks'
import { ProviderViewSchema } from '../../generated/gwarchod/v1/views_pb'
import { withLanguages } from '../../model/choices'
import type { Route } from '../../model/route'
import { registration } from '../../model/route'
import { useApp } from '../../state/app'
import { useForms } from '../../state/use-forms'
import { Heading } from '../parts/heading'
import { Failed, Loading } from '../parts/notice'
import { whyNot } from '../parts/words'
import { RecordForm } from './record-form'

const nobodyYet = create(ProviderViewSchema)

/** The form that puts a provider on the register. */
export function RegisterPage({ route }: { readonly route: Extract<Route, { kind: 'record' }> }) {
  const { saying, session, outbox } = useApp()
  const { t } = saying
  const { answer, again } = useForms()
  const [waiting] = useState(() => outbox.items.find(({ id }) => id === route.waiting))
  useEffect(() => {
    if (waiting?.state === 'waiting') outbox.hold(waiting.id)
  }, [waiting])
  const heading = <Heading title={t('form.titleRegister')}>{t('form.titleRegister')}</Heading>
  if (!session.mayRecord) {
    return (
      <>
        {heading}
        <p class="govuk-body">{t('form.readOnly')}</p>
      </>
    )
  }
  if (!answer) return <Loading />
  if (answer.kind !== 'ok') return <Failed text={whyNot(answer, saying)} again={again} />
  const kind = answer.value.kinds.find((each) => each.kind === registration)
  if (!kind) return <p class="govuk-body">{t('form.unknownKind')}</p>
  return (
    <RecordForm
      key={`${registration} ${route.waiting}`}
      route={route}
      kind={kind}
      envelope={withLanguages(answer.value.envelope)}
      view={nobodyYet}
      items={[]}
      item={undefined}
      waiting={waiting}
    />
  )
}

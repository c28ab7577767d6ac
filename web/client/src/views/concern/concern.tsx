import { useState } from 'preact/hooks'
import type { Recorded } from '../../generated/gwarchod/v1/views_pb'
import { withLanguages } from '../../model/choices'
import { quickKind } from '../../model/quick'
import { useApp } from '../../state/app'
import { useForms } from '../../state/use-forms'
import { Heading } from '../parts/heading'
import { Failed, Loading } from '../parts/notice'
import { whyNot } from '../parts/words'
import { ConcernDone } from './concern-done'
import { ConcernForm } from './concern-form'

/** "Something not right", told within a minute, from a telephone as well. */
export function ConcernPage({ provider }: { readonly provider: string }) {
  const { saying, session } = useApp()
  const { t } = saying
  const { answer, again } = useForms()
  const [recorded, setRecorded] = useState<Recorded>()
  const [round, setRound] = useState(0)
  if (recorded) {
    return (
      <ConcernDone
        recorded={recorded}
        another={() => {
          setRecorded(undefined)
          setRound(round + 1)
        }}
      />
    )
  }
  const title = t('concern.title')
  const bare = (text: string) => (
    <>
      <Heading title={title}>{title}</Heading>
      <p class="govuk-body">{text}</p>
    </>
  )
  if (!session.mayRecord) return bare(t('form.readOnly'))
  if (!answer) return <Loading />
  if (answer.kind !== 'ok') {
    return (
      <>
        <Heading title={title}>{title}</Heading>
        <Failed text={whyNot(answer, saying)} again={again} />
      </>
    )
  }
  const kind = answer.value.kinds.find((each) => each.kind === quickKind)
  if (!kind) return bare(t('form.unknownKind'))
  return (
    <ConcernForm
      key={round}
      provider={provider}
      kind={kind}
      envelope={withLanguages(answer.value.envelope)}
      done={setRecorded}
      step={round > 0}
    />
  )
}

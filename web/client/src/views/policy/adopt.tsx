import { useState } from 'preact/hooks'
import { paths } from '../../model/route'
import { useApp } from '../../state/app'
import { TextInput } from '../parts/controls'
import { Heading } from '../parts/heading'
import { ErrorSummary, Success, Warning } from '../parts/notice'
import { whyNot } from '../parts/words'

interface Props {
  readonly text: string
  readonly version: string
  readonly back: () => void
}

const names = ['approvedBy', 'why', 'from'] as const
type FieldName = (typeof names)[number]
const isDay = /^\d{4}-\d{2}-\d{2}$/

/** Puts a policy that was tried in force: who approved it, why and from when, said twice. */
export function AdoptPolicy({ text, version, back }: Props) {
  const { saying, session, api } = useApp()
  const { t } = saying
  const [wish, setWish] = useState({ approvedBy: '', why: '', from: '' })
  const [step, setStep] = useState<'ask' | 'confirm' | 'done'>('ask')
  const [missing, setMissing] = useState<readonly FieldName[]>([])
  const [refused, setRefused] = useState<readonly string[]>([])
  const [sending, setSending] = useState(false)
  const words = {
    approvedBy: {
      label: t('trial.approvedBy'),
      hint: t('trial.approvedByHint'),
      fault: t('trial.fillApprovedBy'),
    },
    why: { label: t('trial.why'), hint: undefined, fault: t('trial.fillWhy') },
    from: {
      label: t('trial.from'),
      hint: t('trial.fromHint', { day: session.today }),
      fault: t('trial.fillFrom'),
    },
  }

  async function send() {
    setSending(true)
    const answer = await api.adoptPolicy({
      text,
      approvedBy: wish.approvedBy.trim(),
      why: wish.why.trim(),
      effectiveFrom: wish.from.trim(),
    })
    setSending(false)
    if (answer.kind === 'ok') return setStep('done')
    const faults = answer.kind === 'refused' ? answer.problem.errors : []
    setRefused(
      faults.length > 0
        ? faults.map((fault) => saying.words(fault.words))
        : [whyNot(answer, saying)],
    )
    setStep('ask')
  }
  function next() {
    setRefused([])
    const lacking = names.filter((name) =>
      name === 'from' ? !isDay.test(wish.from.trim()) : wish[name].trim() === '',
    )
    setMissing(lacking)
    if (lacking.length === 0) setStep('confirm')
  }

  if (step === 'done') {
    return (
      <>
        <Success>
          <p class="govuk-notification-banner__heading">
            {t('trial.done', { version, day: saying.longDay(wish.from.trim()) })}
          </p>
        </Success>
        <Heading title={t('policy.title')}>{t('policy.title')}</Heading>
        <a class="govuk-link" href={paths.policy()}>
          {t('policy.title')}
        </a>
      </>
    )
  }
  if (step === 'confirm') {
    const title = t('trial.confirmTitle', { version, day: saying.longDay(wish.from.trim()) })
    return (
      <>
        <Heading title={title} step>
          {title}
        </Heading>
        <Warning>{t('trial.confirm')}</Warning>
        <dl class="govuk-summary-list">
          {names.map((name) => (
            <div class="govuk-summary-list__row" key={name}>
              <dt class="govuk-summary-list__key">{words[name].label}</dt>
              <dd class="govuk-summary-list__value">{wish[name]}</dd>
            </div>
          ))}
        </dl>
        <div class="govuk-button-group">
          <button
            type="button"
            class="govuk-button govuk-button--warning"
            onClick={() => {
              if (!sending) void send()
            }}
          >
            {t('trial.send')}
          </button>
          <button type="button" class="link-button" onClick={() => setStep('ask')}>
            {t('frame.back')}
          </button>
        </div>
      </>
    )
  }
  const mistakes = [
    ...missing.map((name) => ({ href: `adopt-${name}`, text: words[name].fault })),
    ...refused.map((what) => ({ href: 'adopt-from', text: what })),
  ]
  const title = t('trial.adoptTitle', { version })
  return (
    <>
      {mistakes.length > 0 && <ErrorSummary mistakes={mistakes} />}
      <Heading title={title} step>
        {title}
      </Heading>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          next()
        }}
      >
        {names.map((name) => (
          <TextInput
            key={name}
            id={`adopt-${name}`}
            label={words[name].label}
            hint={words[name].hint}
            value={wish[name]}
            set={(value: string) => setWish({ ...wish, [name]: value })}
            fault={missing.includes(name) ? words[name].fault : undefined}
            {...(name === 'from' ? { width: 10 as const } : {})}
          />
        ))}
        <div class="govuk-button-group">
          <button type="submit" class="govuk-button">
            {t('trial.continue')}
          </button>
          <button type="button" class="link-button" onClick={back}>
            {t('frame.back')}
          </button>
        </div>
      </form>
    </>
  )
}

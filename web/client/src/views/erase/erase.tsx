import { useState } from 'preact/hooks'
import type { Erasure } from '../../generated/gwarchod/v1/views_pb'
import { useApp } from '../../state/app'
import { TextInput } from '../parts/controls'
import { Heading } from '../parts/heading'
import { ErrorSummary, Success, Warning } from '../parts/notice'
import { whyNot } from '../parts/words'

const empty = { person: '', why: '', authority: '' }
type Wish = typeof empty
type FieldName = keyof Wish
const names: readonly FieldName[] = ['person', 'why', 'authority']

/** Destroying what the record says of a person; for administrators, who say it twice. */
export function ErasePage() {
  const { saying, session } = useApp()
  const { t } = saying
  const [wish, setWish] = useState(empty)
  const [step, setStep] = useState<'ask' | 'confirm' | 'ask again'>('ask')
  const [done, setDone] = useState<Erasure>()
  return (
    <div class="reading">
      {!session.mayAdminister ? (
        <>
          <Heading title={t('erase.title')}>{t('erase.title')}</Heading>
          <p class="govuk-body">{t('erase.notAllowed')}</p>
        </>
      ) : done ? (
        <Done
          erasure={done}
          another={() => {
            setStep('ask again')
            setDone(undefined)
          }}
        />
      ) : step === 'confirm' ? (
        <Confirm
          wish={wish}
          back={() => setStep('ask again')}
          done={(erasure) => {
            setWish(empty)
            setDone(erasure)
          }}
        />
      ) : (
        <Ask
          wish={wish}
          set={setWish}
          again={step === 'ask again'}
          next={() => setStep('confirm')}
        />
      )}
    </div>
  )
}

interface AskProps {
  readonly wish: Wish
  readonly set: (wish: Wish) => void
  readonly again: boolean
  readonly next: () => void
}

function Ask({ wish, set, again, next }: AskProps) {
  const { saying } = useApp()
  const { t } = saying
  const [missing, setMissing] = useState<readonly FieldName[]>([])
  const words = {
    person: { label: t('erase.person'), hint: t('erase.personHint'), fault: t('erase.fillPerson') },
    why: { label: t('erase.why'), hint: t('erase.whyHint'), fault: t('erase.fillWhy') },
    authority: {
      label: t('erase.authority'),
      hint: t('erase.authorityHint'),
      fault: t('erase.fillAuthority'),
    },
  }
  return (
    <>
      {missing.length > 0 && (
        <ErrorSummary
          mistakes={missing.map((name) => ({ href: `erase-${name}`, text: words[name].fault }))}
        />
      )}
      <Heading title={t('erase.title')} step={again}>
        {t('erase.title')}
      </Heading>
      <p class="govuk-body">{t('erase.what')}</p>
      <p class="govuk-body">{t('erase.stays')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          const lacking = names.filter((name) => wish[name].trim() === '')
          setMissing(lacking)
          if (lacking.length === 0) next()
        }}
      >
        {names.map((name) => (
          <TextInput
            key={name}
            id={`erase-${name}`}
            label={words[name].label}
            hint={words[name].hint}
            value={wish[name]}
            set={(value: string) => set({ ...wish, [name]: value })}
            fault={missing.includes(name) ? words[name].fault : undefined}
          />
        ))}
        <button type="submit" class="govuk-button">
          {t('erase.continue')}
        </button>
      </form>
    </>
  )
}

interface ConfirmProps {
  readonly wish: Wish
  readonly back: () => void
  readonly done: (erasure: Erasure) => void
}

/** Said a second time, with the reference typed again: it cannot be undone. */
function Confirm({ wish, back, done }: ConfirmProps) {
  const { saying, api } = useApp()
  const { t } = saying
  const [again, setAgain] = useState('')
  const [differs, setDiffers] = useState(false)
  const [refused, setRefused] = useState('')
  const [sending, setSending] = useState(false)
  const person = wish.person.trim()

  async function send() {
    setRefused('')
    const another = again.trim() !== person
    setDiffers(another)
    if (another) return
    setSending(true)
    const answer = await api.erase({ ...wish, person })
    setSending(false)
    if (answer.kind === 'ok') return done(answer.value)
    const more = answer.kind === 'refused' ? answer.problem.errors : []
    setRefused([whyNot(answer, saying), ...more.map((each) => saying.words(each.words))].join(' '))
  }
  const mistakes = [
    ...(differs ? [{ href: 'erase-again', text: t('erase.notTheSame') }] : []),
    ...(refused === '' ? [] : [{ text: refused }]),
  ]
  return (
    <>
      {mistakes.length > 0 && <ErrorSummary mistakes={mistakes} />}
      <Heading title={t('erase.confirmTitle')} step>
        {t('erase.confirmTitle')}
      </Heading>
      <Warning>{t('erase.warning', { person })}</Warning>
      <dl class="govuk-summary-list">
        {(['why', 'authority'] as const).map((name) => (
          <div class="govuk-summary-list__row" key={name}>
            <dt class="govuk-summary-list__key">{t(`erase.${name}`)}</dt>
            <dd class="govuk-summary-list__value">{wish[name]}</dd>
          </div>
        ))}
      </dl>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!sending) void send()
        }}
      >
        <TextInput
          id="erase-again"
          label={t('erase.again')}
          value={again}
          set={setAgain}
          fault={differs ? t('erase.notTheSame') : undefined}
          width={20}
        />
        <div class="govuk-button-group">
          <button type="submit" class="govuk-button govuk-button--warning">
            {t('erase.send')}
          </button>
          <button type="button" class="link-button" onClick={back}>
            {t('frame.back')}
          </button>
        </div>
      </form>
    </>
  )
}

interface DoneProps {
  readonly erasure: Erasure
  readonly another: () => void
}

function Done({ erasure, another }: DoneProps) {
  const { saying } = useApp()
  const { t } = saying
  return (
    <>
      <Heading title={t('erase.title')}>{t('erase.title')}</Heading>
      <Success>
        <p class="govuk-body">{t('erase.done', { count: erasure.recordsCount })}</p>
        {erasure.filesCount > 0 && (
          <p class="govuk-body">{t('erase.files', { count: erasure.filesCount })}</p>
        )}
      </Success>
      {erasure.filesElsewhereCount > 0 && (
        <p class="govuk-body">
          {t('erase.filesElsewhere', { count: erasure.filesElsewhereCount })}
        </p>
      )}
      {erasure.openRecordsCount > 0 && (
        <Warning>{t('erase.open', { count: erasure.openRecordsCount })}</Warning>
      )}
      <p class="govuk-body">{t('erase.copies')}</p>
      <p class="govuk-body">{t('erase.recorded', { position: String(erasure.position) })}</p>
      <button type="button" class="govuk-button govuk-button--secondary" onClick={another}>
        {t('erase.another')}
      </button>
    </>
  )
}

import { useEffect, useState } from 'preact/hooks'
import type { Trial, TrialState } from '../../generated/gwarchod/v1/trial_pb'
import { paths } from '../../model/route'
import { useApp } from '../../state/app'
import { Labelled } from '../parts/controls'
import { Heading } from '../parts/heading'
import { ErrorSummary } from '../parts/notice'
import { whyNot } from '../parts/words'
import { AdoptPolicy } from './adopt'
import { TrialResult } from './trial-result'

type Step =
  | { readonly kind: 'choose' }
  | { readonly kind: 'run'; readonly id: string }
  | { readonly kind: 'result'; readonly trial: Trial }
  | { readonly kind: 'adopt'; readonly trial: Trial }

/** A policy that is not in force, tried over everything on record; and adopted, by who may. */
export function TryPage() {
  const { saying, session } = useApp()
  const { t } = saying
  const [text, setText] = useState('')
  const [step, setStep] = useState<Step>({ kind: 'choose' })
  const [notice, setNotice] = useState('')
  const [again, setAgain] = useState(false)
  const choose = (told: string) => {
    setNotice(told)
    setAgain(true)
    setStep({ kind: 'choose' })
  }
  return (
    <div class="trial">
      <a class="govuk-back-link" href={paths.policy()}>
        {t('policy.title')}
      </a>
      {!session.mayRecord ? (
        <>
          <Heading title={t('trial.title')}>{t('trial.title')}</Heading>
          <p class="govuk-body">{t('trial.notAllowed')}</p>
        </>
      ) : step.kind === 'choose' ? (
        <Choose
          text={text}
          set={setText}
          again={again}
          notice={notice}
          begun={(id) => setStep({ kind: 'run', id })}
        />
      ) : step.kind === 'run' ? (
        <Running
          id={step.id}
          ended={(trial) => setStep({ kind: 'result', trial })}
          broken={choose}
        />
      ) : step.kind === 'result' ? (
        <TrialResult
          trial={step.trial}
          another={() => choose('')}
          adopt={() => setStep({ kind: 'adopt', trial: step.trial })}
        />
      ) : (
        <AdoptPolicy
          text={text}
          version={step.trial.candidate}
          back={() => setStep({ kind: 'result', trial: step.trial })}
        />
      )}
    </div>
  )
}

interface ChooseProps {
  readonly text: string
  readonly set: (text: string) => void
  readonly again: boolean
  readonly notice: string
  readonly begun: (id: string) => void
}

function Choose({ text, set, again, notice, begun }: ChooseProps) {
  const { saying, api } = useApp()
  const { t } = saying
  const [mistakes, setMistakes] = useState<readonly string[]>([])
  const [sending, setSending] = useState(false)

  async function send() {
    if (text.trim() === '') return setMistakes([t('trial.fill')])
    setSending(true)
    const answer = await api.startTrial({ text })
    setSending(false)
    if (answer.kind === 'ok') return begun(answer.value.id)
    const faults = answer.kind === 'refused' ? answer.problem.errors : []
    setMistakes(
      faults.length > 0
        ? faults.map((fault) => saying.words(fault.words))
        : [whyNot(answer, saying)],
    )
  }
  return (
    <>
      {mistakes.length > 0 && (
        <ErrorSummary mistakes={mistakes.map((what) => ({ href: 'trial-text', text: what }))} />
      )}
      <Heading title={t('trial.title')} step={again}>
        {t('trial.title')}
      </Heading>
      {notice !== '' && (
        <div class="govuk-inset-text" role="status">
          {notice}
        </div>
      )}
      <p class="govuk-body">{t('trial.lead')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!sending) void send()
        }}
      >
        <Labelled id="trial-file" label={t('trial.file')} hint={t('trial.fileHint')}>
          <input
            class="govuk-file-upload"
            id="trial-file"
            type="file"
            accept=".textproto,.txt,.pbtxt,text/plain"
            aria-describedby="trial-file-hint"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0]
              if (file) void file.text().then(set)
            }}
          />
        </Labelled>
        <Labelled id="trial-text" label={t('trial.text')}>
          <textarea
            class="govuk-textarea trial__text"
            id="trial-text"
            rows={12}
            spellcheck={false}
            value={text}
            onInput={(event) => set(event.currentTarget.value)}
          />
        </Labelled>
        <button type="submit" class="govuk-button">
          {t('trial.start')}
        </button>
      </form>
    </>
  )
}

interface RunningProps {
  readonly id: string
  readonly ended: (trial: Trial) => void
  /** It came to nothing; why is told. */
  readonly broken: (why: string) => void
}

const betweenLooksMs = 400

function Running({ id, ended, broken }: RunningProps) {
  const { saying, api } = useApp()
  const { t } = saying
  const [state, setState] = useState<TrialState>()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let current = true
    async function look() {
      const answer = await api.trial(id)
      if (!current) return
      if (answer.kind === 'refused') return broken(whyNot(answer, saying))
      if (answer.kind === 'ok') {
        const { result, finished, stopped, fault } = answer.value
        if (finished && result) return ended(result)
        if (stopped) return broken(t('trial.stopped'))
        if (fault !== '') return broken(t('trial.failed', { fault }))
        setState(answer.value)
      }
      timer = setTimeout(() => void look(), betweenLooksMs)
    }
    void look()
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [id])
  const of = state?.of ?? 0
  const done = state?.done ?? 0
  return (
    <>
      <Heading title={t('trial.running')} step>
        {t('trial.running')}
      </Heading>
      <p class="govuk-body">
        <progress
          class="trial__progress"
          max={Math.max(of, 1)}
          value={done}
          aria-label={t('trial.running')}
        />
        <span role="status"> {t('trial.progress', { done, of })}</span>
      </p>
      <button
        type="button"
        class="govuk-button govuk-button--secondary"
        onClick={() => void api.stopTrial(id)}
      >
        {t('trial.stop')}
      </button>
    </>
  )
}

import { useState } from 'preact/hooks'
import type { Answer } from '../../api/http'
import { Role } from '../../generated/gwarchod/v1/events_pb'
import type { SessionView } from '../../generated/gwarchod/v1/views_pb'
import type { Saying } from '../../i18n'
import { useApp } from '../../state/app'
import { Heading } from '../parts/heading'
import { ErrorSummary } from '../parts/notice'
import { TextInput } from '../parts/controls'
import { whyNot } from '../parts/words'
import { PasswordInput } from './password-input'

const passwordCharactersMin = 12

/** The door: account and password, a one-time link, or one click in a demonstration. */
export function SignInPage() {
  const { place } = useApp()
  const token = /^#token=(.+)$/.exec(place.hash)?.[1]
  return token === undefined ? <ByPassword /> : <ByLink token={decodeURIComponent(token)} />
}

interface Mistake {
  readonly href?: string
  readonly say: (saying: Saying) => string
}

function useDoor() {
  const { setSession, saying } = useApp()
  const [mistakes, setMistakes] = useState<readonly Mistake[]>([])
  const [busy, setBusy] = useState(false)
  async function knock(ask: Promise<Answer<SessionView>>, refused: Mistake) {
    setBusy(true)
    const answer = await ask
    setBusy(false)
    if (answer.kind === 'ok') return setSession(answer.value)
    const wrong = answer.kind === 'refused' && [400, 401, 404, 422].includes(answer.status)
    const told = answer.kind === 'refused' && answer.problem.errors.length > 0
    setMistakes([wrong && !told ? refused : { say: (now) => whyNot(answer, now) }])
  }
  const shown = mistakes.map(({ href, say }) => ({ href, text: say(saying) }))
  return { mistakes: shown, setMistakes, busy, knock }
}

function ByPassword() {
  const { saying, api, session } = useApp()
  const { t } = saying
  const { mistakes, setMistakes, busy, knock } = useDoor()
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const faultOf = (id: string) => mistakes.find((mistake) => mistake.href === id)?.text

  function send() {
    const missing: Mistake[] = []
    if (account.trim() === '')
      missing.push({ href: 'account', say: (now) => now.t('signIn.fillAccount') })
    if (password === '')
      missing.push({ href: 'password', say: (now) => now.t('signIn.fillPassword') })
    setMistakes(missing)
    if (missing.length > 0) return
    void knock(api.signIn(account.trim(), password), {
      href: 'account',
      say: (now) => now.t('signIn.wrong'),
    })
  }
  return (
    <div class="sign-in">
      {mistakes.length > 0 && <ErrorSummary mistakes={mistakes} />}
      <Heading title={t('signIn.title')}>{t('signIn.title')}</Heading>
      {session.demonstration && (
        <Demonstration enter={(role) => void knock(api.signInAs(role), unknown)} busy={busy} />
      )}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <TextInput
          id="account"
          label={t('signIn.account')}
          value={account}
          set={setAccount}
          autocomplete="username"
          fault={faultOf('account')}
          width={20}
        />
        <PasswordInput
          id="password"
          label={t('signIn.password')}
          value={password}
          set={setPassword}
          autocomplete="current-password"
          fault={faultOf('password')}
        />
        <button type="submit" class="govuk-button" disabled={busy}>
          {t('signIn.send')}
        </button>
      </form>
    </div>
  )
}

const unknown: Mistake = { say: (saying) => saying.t('signIn.wrong') }

interface DemonstrationProps {
  readonly enter: (role: Role) => void
  readonly busy: boolean
}

function Demonstration({ enter, busy }: DemonstrationProps) {
  const { saying } = useApp()
  const { t } = saying
  const doors = [
    { role: Role.OFFICER, name: t('signIn.demo.OFFICER'), text: t('signIn.demo.OFFICERText') },
    {
      role: Role.SUB_GROUP_MEMBER,
      name: t('signIn.demo.SUB_GROUP_MEMBER'),
      text: t('signIn.demo.SUB_GROUP_MEMBERText'),
    },
    {
      role: Role.READ_ONLY,
      name: t('signIn.demo.READ_ONLY'),
      text: t('signIn.demo.READ_ONLYText'),
    },
    {
      role: Role.ADMINISTRATOR,
      name: t('signIn.demo.ADMINISTRATOR'),
      text: t('signIn.demo.ADMINISTRATORText'),
    },
  ]
  return (
    <section class="demo-doors" aria-labelledby="demo-heading">
      <h2 class="govuk-heading-m" id="demo-heading">
        {t('signIn.demoTitle')}
      </h2>
      <p class="govuk-body">{t('signIn.demoText')}</p>
      <ul class="demo-doors__list">
        {doors.map(({ role, name, text }) => (
          <li key={role}>
            <button
              type="button"
              class="govuk-button demo-doors__button"
              data-role={Role[role]}
              disabled={busy}
              onClick={() => enter(role)}
            >
              {name}
            </button>
            <span class="demo-doors__text">{text}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function ByLink({ token }: { readonly token: string }) {
  const { saying, api } = useApp()
  const { t } = saying
  const { mistakes, setMistakes, busy, knock } = useDoor()
  const [password, setPassword] = useState('')

  function send() {
    const short = [...password].length < passwordCharactersMin
    setMistakes(short ? [{ href: 'password', say: (now) => now.t('signIn.tooShort') }] : [])
    if (short) return
    void knock(api.signInByLink(token, password), { say: (now) => now.t('signIn.linkDead') })
  }
  return (
    <div class="sign-in">
      {mistakes.length > 0 && <ErrorSummary mistakes={mistakes} />}
      <Heading title={t('signIn.linkTitle')}>{t('signIn.linkTitle')}</Heading>
      <p class="govuk-body">{t('signIn.linkText')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <PasswordInput
          id="password"
          label={t('signIn.password')}
          hint={t('signIn.linkHint')}
          value={password}
          set={setPassword}
          autocomplete="new-password"
          fault={mistakes.find((mistake) => mistake.href === 'password')?.text}
        />
        <button type="submit" class="govuk-button" disabled={busy}>
          {t('signIn.linkSend')}
        </button>
      </form>
    </div>
  )
}

import { useState } from 'preact/hooks'
import { Role } from '../../generated/gwarchod/v1/events_pb'
import { useApp } from '../../state/app'
import { roleName, roles } from '../frame/role'
import { Radios, Select, TextInput } from '../parts/controls'
import { agencies } from '../parts/envelope-words'
import { ErrorSummary } from '../parts/notice'
import { whyNot } from '../parts/words'

interface Props {
  readonly added: (name: string, url: string) => void
}

const empty = { name: '', account: '', role: '', agency: '' }
type FieldName = keyof typeof empty

/** A new account. Its owner chooses the password, through the link that comes of it. */
export function AddAccount({ added }: Props) {
  const { saying, api } = useApp()
  const { t } = saying
  const [typed, setTyped] = useState(empty)
  const [missing, setMissing] = useState<readonly FieldName[]>([])
  const [refused, setRefused] = useState('')
  const list = agencies(saying)
  const words: Record<FieldName, string> = {
    name: t('accounts.fillName'),
    account: t('accounts.fillAccount'),
    role: t('accounts.fillRole'),
    agency: t('accounts.fillAgency'),
  }
  const control = (field: FieldName) => `add-${field}`
  const faultOf = (field: FieldName) => (missing.includes(field) ? words[field] : undefined)
  const set = (field: FieldName) => (value: string) =>
    setTyped((held) => ({ ...held, [field]: value }))
  const mistakes = [
    ...missing.map((field) => ({ href: control(field), text: words[field] })),
    ...(refused === '' ? [] : [{ text: refused }]),
  ]

  async function send() {
    const fields: readonly FieldName[] = ['name', 'account', 'role', 'agency']
    const lacking = fields.filter((field) => typed[field].trim() === '')
    setMissing(lacking)
    setRefused('')
    const role = roles.find((each) => Role[each] === typed.role)
    const agency = list.find((each) => each.value === typed.agency)
    if (lacking.length > 0 || role === undefined || !agency) return
    const name = typed.name.trim()
    const answer = await api.addAccount({
      name,
      account: typed.account.trim(),
      role,
      agency: agency.number,
    })
    if (answer.kind !== 'ok') return setRefused(whyNot(answer, saying))
    setTyped(empty)
    added(name, answer.value.url)
  }
  return (
    <section aria-labelledby="add-heading" class="add-account">
      <h2 class="govuk-heading-m" id="add-heading">
        {t('accounts.add')}
      </h2>
      {mistakes.length > 0 && <ErrorSummary mistakes={mistakes} />}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <TextInput
          id={control('name')}
          label={t('accounts.name')}
          value={typed.name}
          set={set('name')}
          fault={faultOf('name')}
          width={20}
        />
        <TextInput
          id={control('account')}
          label={t('accounts.account')}
          hint={t('accounts.accountHint')}
          value={typed.account}
          set={set('account')}
          fault={faultOf('account')}
          width={20}
        />
        <Radios
          id={control('role')}
          label={t('accounts.role')}
          choices={roles.map((role) => ({ value: Role[role], text: roleName(role, t) }))}
          values={[typed.role]}
          set={([role = '']) => set('role')(role)}
          fault={faultOf('role')}
        />
        <Select
          id={control('agency')}
          label={t('accounts.agency')}
          none={t('form.choose')}
          choices={list}
          value={typed.agency}
          set={set('agency')}
          fault={faultOf('agency')}
        />
        <button type="submit" class="govuk-button">
          {t('accounts.send')}
        </button>
      </form>
    </section>
  )
}

import { useState } from 'preact/hooks'
import type { AccountView } from '../../generated/gwarchod/v1/views_pb'
import { useApp } from '../../state/app'
import { useAsked } from '../../state/use-asked'
import { roleName } from '../frame/role'
import { agencyName } from '../parts/envelope-words'
import { Heading } from '../parts/heading'
import { Failed, Loading } from '../parts/notice'
import { whyNot } from '../parts/words'
import { AddAccount } from './add-account'

/** A link just made: shown once, to be given by hand. */
interface MadeLink {
  readonly name: string
  readonly url: string
}

/** Who may come in, as what; for administrators. */
export function AccountsPage() {
  const { saying, api, session } = useApp()
  const { t } = saying
  const { answer, again } = useAsked(api.accounts)
  const [link, setLink] = useState<MadeLink>()
  const [said, setSaid] = useState('')

  async function disable(account: AccountView) {
    const given = await api.disableAccount(account.account)
    setSaid(
      given.kind === 'ok'
        ? t('accounts.wasDisabled', { name: account.name })
        : whyNot(given, saying),
    )
    again()
  }
  async function reset(account: AccountView) {
    const given = await api.resetAccount(account.account)
    if (given.kind === 'ok') setLink({ name: account.name, url: given.value.url })
    else setSaid(whyNot(given, saying))
  }
  return (
    <>
      <Heading title={t('accounts.title')}>{t('accounts.title')}</Heading>
      <p class="govuk-body" role="status">
        {said}
      </p>
      {link && <LinkBox link={link} />}
      {!session.mayAdminister ? (
        <p class="govuk-body">{t('accounts.notAllowed')}</p>
      ) : !answer ? (
        <Loading />
      ) : answer.kind !== 'ok' ? (
        <Failed text={whyNot(answer, saying)} again={again} />
      ) : (
        <>
          <AccountTable
            accounts={answer.value.accounts}
            disable={(account) => void disable(account)}
            reset={(account) => void reset(account)}
          />
          <AddAccount
            added={(name, url) => {
              setLink({ name, url })
              again()
            }}
          />
        </>
      )}
    </>
  )
}

interface TableProps {
  readonly accounts: readonly AccountView[]
  readonly disable: (account: AccountView) => void
  readonly reset: (account: AccountView) => void
}

function AccountTable({ accounts, disable, reset }: TableProps) {
  const { saying, session } = useApp()
  const { t } = saying
  const columns = [
    t('accounts.name'),
    t('accounts.account'),
    t('accounts.role'),
    t('accounts.agency'),
    t('accounts.state'),
    t('accounts.actions'),
  ]
  return (
    <table class="govuk-table plain-table" role="table" aria-label={t('accounts.title')}>
      <thead class="govuk-table__head" role="rowgroup">
        <tr role="row">
          {columns.map((name) => (
            <th scope="col" role="columnheader" class="govuk-table__header" key={name}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body" role="rowgroup">
        {accounts.map((account) => (
          <tr class="govuk-table__row" role="row" key={account.account}>
            <th scope="row" role="rowheader" class="govuk-table__header">
              {account.name}
            </th>
            <td class="govuk-table__cell" role="cell" data-name={columns[1]}>
              {account.account}
            </td>
            <td class="govuk-table__cell" role="cell" data-name={columns[2]}>
              {roleName(account.role, t)}
            </td>
            <td class="govuk-table__cell" role="cell" data-name={columns[3]}>
              {agencyName(account.agency, saying)}
            </td>
            <td class="govuk-table__cell" role="cell" data-name={columns[4]}>
              {account.disabled ? t('accounts.disabled') : t('accounts.active')}
            </td>
            <td class="govuk-table__cell" role="cell" data-name={columns[5]}>
              <span class="row-actions">
                <button
                  type="button"
                  class="link-button"
                  aria-label={t('accounts.resetOf', { name: account.name })}
                  onClick={() => reset(account)}
                >
                  {t('accounts.reset')}
                </button>
                {!account.disabled && account.account !== session.account && (
                  <button
                    type="button"
                    class="link-button"
                    aria-label={t('accounts.disableOf', { name: account.name })}
                    onClick={() => disable(account)}
                  >
                    {t('accounts.disable')}
                  </button>
                )}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function LinkBox({ link }: { readonly link: MadeLink }) {
  const { saying } = useApp()
  const { t } = saying
  const [copied, setCopied] = useState(false)
  async function copy() {
    try {
      await navigator.clipboard.writeText(link.url)
      setCopied(true)
    } catch {
      setCopied(false)
    }
  }
  return (
    <section class="govuk-inset-text" aria-label={t('accounts.link')} role="status">
      <p class="govuk-body">{t('accounts.linkFor', { name: link.name })}</p>
      <p class="govuk-body">
        <code class="one-time-link">{link.url}</code>
      </p>
      <button
        type="button"
        class="govuk-button govuk-button--secondary"
        onClick={() => void copy()}
      >
        {copied ? t('accounts.copied') : t('accounts.copy')}
      </button>
    </section>
  )
}

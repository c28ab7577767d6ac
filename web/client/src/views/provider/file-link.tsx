import { useState } from 'preact/hooks'
import { paths } from '../../model/route'
import type { Answer } from '../../api/http'
import { useApp } from '../../state/app'
import { whyNot } from '../parts/words'

interface Props {
  readonly id: string
  readonly event: string
  /** What tells this link from the next one, for who hears links alone. */
  readonly of: string
}

/** Opens the file of a record. Asks first, so that what is refused is said here and not in raw JSON. */
export function FileLink({ id, event, of }: Props) {
  const { saying, api } = useApp()
  const [refused, setRefused] = useState<Exclude<Answer<null>, { kind: 'ok' }>>()
  const href = paths.file(id, event)
  async function open() {
    const answer = await api.mayOpen(id, event)
    setRefused(answer.kind === 'ok' ? undefined : answer)
    if (answer.kind === 'ok') location.assign(href)
  }
  return (
    <>
      <a
        class="govuk-link"
        href={href}
        data-plain
        onClick={(click) => {
          if (click.button !== 0 || click.metaKey || click.ctrlKey || click.shiftKey) return
          click.preventDefault()
          void open()
        }}
      >
        {saying.t('attach.open')}
        <span class="govuk-visually-hidden">: {of}</span>
      </a>
      {refused && (
        <span class="entry__refused" role="alert">
          {' '}
          {whyNot(refused, saying)}
        </span>
      )}
    </>
  )
}

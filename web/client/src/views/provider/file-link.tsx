import { useState } from 'preact/hooks'
import type { TimelineItem } from '../../generated/gwarchod/v1/views_pb'
import { fileInWords } from '../../model/file'
import { paths } from '../../model/route'
import type { Answer } from '../../api/http'
import { useApp } from '../../state/app'
import { whyNot } from '../parts/words'

interface Props {
  readonly id: string
  readonly item: TimelineItem
}

/** What there is of the file of an attachment: the way to it, or that it was erased. */
export function AttachedFile({ id, item }: Props) {
  const { saying } = useApp()
  const found = (name: string) => item.fields.find(({ field }) => field === name)
  const title = found('title')
  if (title?.erased) return <p class="entry__fate">{saying.t('attach.erased')}</p>
  // Who may not see its title may not have it.
  if (!title || title.withheld) return null
  const type = saying.words(found('mediaType')?.value)
  const about = fileInWords(type, Number(saying.words(found('bytes')?.value)))
  return (
    <p class="entry__fate">
      <FileLink id={id} event={item.eventId} of={saying.words(title.value)} about={about} />
    </p>
  )
}

interface LinkProps {
  readonly id: string
  readonly event: string
  /** What tells this link from the next one, for who hears links alone. */
  readonly of: string
  readonly about: string
}

/** Opens the file of a record. Asks first, so that what is refused is said here and not in raw JSON. */
function FileLink({ id, event, of, about }: LinkProps) {
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
        {about !== '' && ` (${about})`}
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

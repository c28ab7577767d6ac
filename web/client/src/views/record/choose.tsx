import { useMemo, useState } from 'preact/hooks'
import type { KindForm } from '../../generated/gwarchod/v1/views_pb'
import { plain } from '../../model/language'
import { paths } from '../../model/route'
import { useApp } from '../../state/app'
import { useForms } from '../../state/use-forms'
import { TextInput } from '../parts/controls'
import { Heading } from '../parts/heading'
import { Failed, Loading } from '../parts/notice'
import { whyNot } from '../parts/words'
import { strandName, strands } from '../provider/strand'
import { ProviderName } from './provider-name'

/** Which kind of record: all of them by strand, found by a word of their name or hint. */
export function ChooseKind({ id }: { readonly id: string }) {
  const { saying, session } = useApp()
  const { t } = saying
  const { answer, again } = useForms()
  const [search, setSearch] = useState('')
  return (
    <>
      <a href={paths.provider(id)} class="govuk-back-link">
        <ProviderName id={id} />
      </a>
      <Heading title={t('choose.title')}>{t('choose.title')}</Heading>
      {!session.mayRecord ? (
        <p class="govuk-body">{t('form.readOnly')}</p>
      ) : !answer ? (
        <Loading />
      ) : answer.kind !== 'ok' ? (
        <Failed text={whyNot(answer, saying)} again={again} />
      ) : (
        <>
          <TextInput
            id="kind-search"
            type="search"
            label={t('choose.search')}
            value={search}
            set={setSearch}
            width={30}
          />
          <Kinds id={id} kinds={answer.value.kinds} search={search} />
        </>
      )}
    </>
  )
}

interface KindsProps {
  readonly id: string
  readonly kinds: readonly KindForm[]
  readonly search: string
}

// Reached from the record it is about, never from here.
const reachedElsewhere: ReadonlySet<string> = new Set(['Correction', 'ProviderRegistered'])

function Kinds({ id, kinds, search }: KindsProps) {
  const { saying } = useApp()
  const { t } = saying
  const found = useMemo(() => {
    const sought = plain(search.trim())
    return kinds.filter((kind) => {
      if (reachedElsewhere.has(kind.kind)) return false
      const texts = [kind.name?.en, kind.name?.cy, saying.words(kind.hint), kind.kind]
      return plain(texts.join(' ')).includes(sought)
    })
  }, [kinds, search, saying])
  return (
    <>
      <p class="govuk-body" role="status">
        {found.length === 0 ? t('choose.none') : t('choose.found', { count: found.length })}
      </p>
      <div class="kinds">
        {strands.map((strand) => {
          const here = found
            .filter((kind) => kind.strand === strand)
            .sort((left, right) =>
              saying.compare(saying.words(left.name), saying.words(right.name)),
            )
          if (here.length === 0) return null
          return (
            <section key={strand} class="kinds__strand" aria-label={strandName(strand, t)}>
              <h2 class="govuk-heading-s">{strandName(strand, t)}</h2>
              <ul class="govuk-list kinds__list">
                {here.map((kind) => (
                  <li key={kind.kind}>
                    <a class="govuk-link" href={paths.record(id, kind.kind)}>
                      {saying.words(kind.name)}
                    </a>
                    <KindHint text={saying.words(kind.hint)} />
                  </li>
                ))}
              </ul>
            </section>
          )
        })}
      </div>
    </>
  )
}

function KindHint({ text }: { readonly text: string }) {
  return text === '' ? null : <span class="govuk-hint kinds__hint">{text}</span>
}

import { Severity } from '../../generated/gwarchod/v1/envelope_pb'
import { Strand } from '../../generated/gwarchod/v1/options_pb'
import { choicesIn, lookCount } from '../../model/look'
import type { Choices, Look } from '../../model/look'
import type { TimelineItem } from '../../generated/gwarchod/v1/views_pb'
import { useMemo } from 'preact/hooks'
import { useApp } from '../../state/app'
import { Select, TextInput } from '../parts/controls'
import { severityName } from '../parts/envelope-words'
import { strandName, strands } from '../provider/strand'

interface Props {
  readonly items: readonly TimelineItem[]
  readonly look: Look
  readonly change: (look: Partial<Look>) => void
}

const severities = [Severity.MODERATE, Severity.SERIOUS, Severity.CRITICAL] as const

/** Which records are wanted. Picture, list and table follow at once, and the address with them. */
export function LookForm({ items, look, change }: Props) {
  const { saying } = useApp()
  const { t } = saying
  const choices = useMemo(() => choicesIn(items), [items])
  const labelled = (of: Choices['themes']) =>
    of
      .map(({ value, text }) => ({ value, text: saying.words(text) }))
      .sort((left, right) => saying.compare(left.text, right.text))
  const count = lookCount(look)
  return (
    <form
      class="look"
      role="search"
      aria-label={t('look.title')}
      onSubmit={(event) => event.preventDefault()}
    >
      <Select
        id="look-strand"
        label={t('provider.strand')}
        none={t('provider.allStrands')}
        value={look.strand}
        set={(strand) => change({ strand })}
        choices={[
          { value: 'concerns', text: t('provider.concernsOnly') },
          ...strands
            .filter((strand) => choices.strands.has(strand))
            .map((strand) => ({ value: Strand[strand], text: strandName(strand, t) })),
        ]}
      />
      <Select
        id="look-severity"
        label={t('look.severity')}
        none={t('look.any')}
        value={look.severity}
        set={(severity) => change({ severity })}
        choices={severities.map((severity) => ({
          value: Severity[severity],
          text:
            severity === Severity.CRITICAL
              ? severityName(severity, saying)
              : t('look.orMore', { severity: severityName(severity, saying) }),
        }))}
      />
      <Select
        id="look-theme"
        label={t('look.theme')}
        none={t('look.any')}
        value={look.theme}
        set={(theme) => change({ theme })}
        choices={labelled(choices.themes)}
      />
      <Select
        id="look-source"
        label={t('look.source')}
        none={t('look.any')}
        value={look.source}
        set={(source) => change({ source })}
        choices={labelled(choices.sources)}
      />
      <TextInput
        id="look-text"
        label={t('look.text')}
        type="search"
        value={look.text}
        set={(text) => change({ text })}
      />
      {count > 0 && (
        <button
          type="button"
          class="link-button look__clear"
          onClick={() => change({ strand: '', severity: '', theme: '', source: '', text: '' })}
        >
          {t('board.clear')}
        </button>
      )}
    </form>
  )
}

import type { Clock, Policy, Stage } from '../../generated/gwarchod/v1/policy_pb'
import type { Saying } from '../../i18n'
import { paths } from '../../model/route'
import { ruleInWords } from '../../model/rule'
import { useApp } from '../../state/app'
import { useAsked } from '../../state/use-asked'
import { Heading } from '../parts/heading'
import { Failed, Loading } from '../parts/notice'
import { whyNot } from '../parts/words'
import { AdoptedList } from './adopted'

/** The ladder in words: what suggests each stage, and what must be done on it. */
export function PolicyPage() {
  const { saying, api } = useApp()
  const { t } = saying
  const { answer, again } = useAsked(api.policy)
  return (
    <>
      <Heading title={t('policy.title')}>{t('policy.title')}</Heading>
      {!answer ? (
        <Loading />
      ) : answer.kind === 'refused' && answer.status === 404 ? (
        <p class="govuk-body">{t('policy.none')}</p>
      ) : answer.kind !== 'ok' ? (
        <Failed text={whyNot(answer, saying)} again={again} />
      ) : (
        <Ladder policy={answer.value} />
      )}
    </>
  )
}

function Ladder({ policy }: { readonly policy: Policy }) {
  const { saying, api, session } = useApp()
  const { t } = saying
  const { answer } = useAsked(api.forms)
  const kinds = answer?.kind === 'ok' ? answer.value.kinds : []
  const kindName = (kind: string) =>
    saying.words(kinds.find((form) => form.kind === kind)?.name) || kind
  const facts = [
    [t('policy.version'), policy.version],
    [t('policy.from'), policy.effectiveFrom === '' ? '' : saying.longDay(policy.effectiveFrom)],
    [t('policy.approvedBy'), policy.approvedBy],
  ].filter(([, value]) => value !== '')
  return (
    <div class="policy">
      <p class="govuk-body-l">{t('policy.lead')}</p>
      <dl class="facts facts--inline">
        {facts.map(([name, value]) => (
          <div key={name} class="facts__row">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {session.mayRecord && (
        <p class="govuk-body">
          <a class="govuk-link" href={paths.tryPolicy()}>
            {t('trial.link')}
          </a>
        </p>
      )}
      <AdoptedList />
      <nav aria-label={t('policy.contents')}>
        <ul class="govuk-list">
          {policy.stages.map((stage) => (
            <li key={stage.id}>
              <a class="govuk-link" href={`#policy-${stage.id}`} data-plain>
                {stageName(stage, saying)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {policy.stages.map((stage, index) => (
        <StageText
          key={stage.id}
          stage={stage}
          policy={policy}
          first={index === 0}
          kindName={kindName}
        />
      ))}
    </div>
  )
}

function stageName(stage: Stage, saying: Saying): string {
  const name = saying.words(stage.name)
  return stage.number === '' ? name : saying.t('stage.full', { number: stage.number, name })
}

interface StageProps {
  readonly stage: Stage
  readonly policy: Policy
  readonly first: boolean
  readonly kindName: (kind: string) => string
}

function StageText({ stage, policy, first, kindName }: StageProps) {
  const { saying } = useApp()
  const { t, language } = saying
  const say = {
    sameTheme: t('policy.sameTheme'),
    orMore: (number: number) => t('policy.orMore', { number }),
    kindName,
  }
  const rules = policy.rules.filter((rule) => rule.stage === stage.id)
  const reviews =
    stage.reviewWorkingDays > 0 ? [t('policy.reviewEvery', { count: stage.reviewWorkingDays })] : []
  return (
    <section class="policy__stage" aria-labelledby={`policy-${stage.id}`}>
      <h2 class="govuk-heading-m" id={`policy-${stage.id}`} tabIndex={-1}>
        {stageName(stage, saying)}
      </h2>
      <div class="policy__columns">
        <Part
          title={t('policy.triggers')}
          items={rules.map((rule) => ruleInWords(rule, language, say))}
          none={first ? t('policy.first') : t('policy.noTriggers')}
        />
        <Part
          title={t('policy.clocks')}
          items={stage.clocks.map(
            (clock) => `${saying.words(clock.name)}: ${clockInWords(clock, saying)}`,
          )}
        />
        <Part
          title={t('policy.notices')}
          items={stage.notices.map(
            (notice) =>
              `${saying.words(notice.whom)}${notice.workingDays > 0 ? `: ${t('policy.workingDays', { count: notice.workingDays })}` : ''}`,
          )}
        />
        <Part title={t('policy.review')} items={reviews} />
        <Part title={t('policy.exit')} items={stage.exitTests.map((text) => saying.words(text))} />
      </div>
      {stage.source !== '' && stage.source !== 'default' && (
        <p class="govuk-body-s policy__source">{t('policy.source', { source: stage.source })}</p>
      )}
    </section>
  )
}

function clockInWords(clock: Clock, saying: Saying): string {
  const { t } = saying
  if (clock.sameDay) return t('policy.sameDay')
  if (clock.workingDays > 0) return t('policy.workingDays', { count: clock.workingDays })
  return t('policy.calendarDays', { count: clock.calendarDays })
}

interface PartProps {
  readonly title: string
  readonly items: readonly string[]
  readonly none?: string
}

function Part({ title, items, none }: PartProps) {
  if (items.length === 0 && none === undefined) return null
  return (
    <div class="policy__part">
      <h3 class="govuk-heading-s">{title}</h3>
      {items.length === 0 ? (
        <p class="govuk-body">{none}</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {items.map((item, index) => (
            <li key={index}>{item}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

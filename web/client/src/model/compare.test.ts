import { create } from '@bufbuild/protobuf'
import { expect, test, describe } from 'vitest'
import { ProviderViewSchema, TimelineItemSchema } from '../generated/gwarchod/v1/views_pb'
import { compare } from './compare'

const known = (
  stage: string,
  rules: readonly string[],
  items: readonly { eventId: string; correctedBy?: string; system?: boolean }[],
) => ({
  view: create(ProviderViewSchema, {
    status: {
      decided: { id: 'routine' },
      suggested: { id: stage },
      reasons: rules.map((rule) => ({ rule })),
    },
  }),
  items: items.map((item) => create(TimelineItemSchema, item)),
})
const found = compare(
  known('routine', ['no-visit', 'insurance'], [{ eventId: 'a' }, { eventId: 'b' }]),
  known(
    'enhanced',
    ['no-visit', 'complaints'],
    [
      { eventId: 'd', system: true },
      { eventId: 'c' },
      { eventId: 'b', correctedBy: 'x' },
      { eventId: 'a' },
    ],
  ),
)

describe('two days compared', () => {
  test('tell the stage on each', () => {
    expect(found.suggested.map((stage) => stage?.id)).toEqual(['routine', 'enhanced'])
    expect(found.decided.map((stage) => stage?.id)).toEqual(['routine', 'routine'])
  })
  test('tell which reasons came, went and stayed', () => {
    const rules = (of: typeof found.gained) => of.map(({ rule }) => rule)
    expect(rules(found.gained)).toEqual(['complaints'])
    expect(rules(found.lost)).toEqual(['insurance'])
    expect(rules(found.stayed)).toEqual(['no-visit'])
  })
  test('tell what came on record, and not what the system said of it', () => {
    expect(found.records.map(({ eventId }) => eventId)).toEqual(['c'])
  })
  test('tell what was corrected in between', () => {
    expect(found.corrected.map(({ eventId }) => eventId)).toEqual(['b'])
  })
})

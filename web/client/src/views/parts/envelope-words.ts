import { getOption } from '@bufbuild/protobuf'
import { AgencySchema, SeveritySchema } from '../../generated/gwarchod/v1/envelope_pb'
import type { Agency, Severity } from '../../generated/gwarchod/v1/envelope_pb'
import { value } from '../../generated/gwarchod/v1/options_pb'
import type { Saying } from '../../i18n'

/** The name of an agency, from the schema's own labels. */
export function agencyName(agency: Agency, saying: Saying): string {
  const found = AgencySchema.values.find((each) => each.number === agency)
  return found ? getOption(found, value)[saying.language] : ''
}

/** How serious, from the schema's own labels; empty when nobody said. */
export function severityName(severity: Severity, saying: Saying): string {
  const found = SeveritySchema.values.find((each) => each.number === severity)
  return found ? getOption(found, value)[saying.language] : ''
}

/** The name of a severity on the wire; empty for none. */
export function severityWire(severity: Severity): string {
  return severity === 0
    ? ''
    : (SeveritySchema.values.find((each) => each.number === severity)?.name ?? '')
}

/** Every agency with its name on the wire. */
export function agencies(
  saying: Saying,
): readonly { number: Agency; value: string; text: string }[] {
  return AgencySchema.values
    .filter((each) => each.number !== 0)
    .map((each) => ({
      number: each.number,
      value: each.name,
      text: getOption(each, value)[saying.language],
    }))
}

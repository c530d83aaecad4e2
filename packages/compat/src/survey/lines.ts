/** What a manager starts the destination with, given what the source was started with. */
import type { DocumentModel } from '@migspec/capabilities';
import type { ParamValue } from '@migspec/runtime';
import { parseValue } from '../values.js';

/** The same properties; one that the destination does not know is not said where it is at off at the source, or state-only. */
export function destinationProperties(
  source: DocumentModel | undefined,
  destination: DocumentModel | undefined,
  properties: Readonly<Record<string, ParamValue>>,
): Record<string, ParamValue> {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]): [string, ParamValue][] => {
      const param = source?.params.find((candidate) => candidate.name === name);
      const known = destination?.params.find((candidate) => candidate.id === param?.id);
      // A command line is text: what it says is taken for the type that the destination has.
      if (known !== undefined) return [[known.name, parseValue(known.type, value) ?? value]];
      const off = param?.off !== undefined && String(param.off) === String(value);
      // What only the state knows of is nothing to insist on: the destination starts without it, and the state is judged.
      return off || param?.guestVisible === false ? [] : [[name, value]];
    }),
  );
}

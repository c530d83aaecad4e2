/** What a manager starts the destination with, given what the source was started with. */
import type { ParamValue } from '@migspec/runtime';
import type { BuildSubject } from './subject.js';

/** The same properties; one that the destination does not know is not said where it is at off at the source, or state-only. */
export function destinationProperties(
  model: string,
  source: BuildSubject,
  destination: BuildSubject,
  properties: Readonly<Record<string, ParamValue>>,
): Record<string, ParamValue> {
  const here = source.model(model)?.params ?? [];
  const there = destination.model(model)?.params ?? [];
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]): [string, ParamValue][] => {
      const param = here.find((candidate) => candidate.name === name);
      const known = there.find((candidate) => candidate.id === param?.id);
      if (known !== undefined) return [[known.name, value]];
      const off = param?.off !== undefined && String(param.off) === String(value);
      // What only the state knows of is nothing to insist on: the destination starts without it, and the state is judged.
      return off || param?.guestVisible === false ? [] : [[name, value]];
    }),
  );
}

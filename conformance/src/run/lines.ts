/** What a manager starts the destination with, given what the source was started with. */
import type { ParamValue } from '@migspec/runtime';
import type { BuildSubject } from './subject.js';

/** The same properties; one that the destination does not know and that is at off at the source is not said. */
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
      return off ? [] : [[name, value]];
    }),
  );
}

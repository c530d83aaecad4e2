/** `compat --explain`: what the reasons speak of, at both ends, with the lines of the spec. */
import type { CapabilityDocument } from '@migspec/capabilities';
import type { Machine, Place, Reason, Stand } from '@migspec/compat';
import { formatParamValue } from '@migspec/runtime';
import type { About } from '../explain/paths.js';
import type { Line, Side, Whereabouts } from '../explain/where.js';
import type { CompatAnswer } from './compat.js';

export interface Explained {
  /** The param, section, field or observable that was asked for; absent: whatever a reason speaks of. */
  readonly word?: string;
  readonly subjects: readonly Subject[];
}

export interface Subject {
  /** `param num-queues` */
  readonly about: string;
  readonly address?: string;
  /** Value of a param at either end. */
  readonly source?: string;
  readonly destination?: string;
  /** Codes of the reasons that speak of it, in either direction. */
  readonly codes: readonly string[];
  readonly lines: readonly Line[];
}

export function explainAnswer(
  { verdict, back }: Pick<CompatAnswer, 'verdict' | 'back'>,
  wanted: string | true,
  whereabouts: Whereabouts,
  stand: Stand,
  to: Place,
  arrived: Stand | undefined,
): Explained {
  const here: Side = { document: stand.place.document, machine: stand.machine };
  const there: Side = { document: to.document, ...(arrived === undefined ? {} : { machine: arrived.machine }) };
  whereabouts.expectSame([here.document, there.document]);
  const word = wanted === true ? undefined : wanted;
  const reasons = [...verdict.reasons, ...(back?.reasons ?? [])].filter((reason) => word === undefined || speaksOf(reason, word));
  const abouts: readonly About[] = [...reasons, ...(word === undefined ? [] : namedBy(word, here))];
  const subjects = new Map<string, Subject>();
  for (const about of abouts) {
    const name = nameOf(about);
    const key = `${about.address ?? ''} ${name}`;
    const known = subjects.get(key);
    const codes = reasons.includes(about as Reason) ? [about.code] : [];
    if (known !== undefined) subjects.set(key, { ...known, codes: [...new Set([...known.codes, ...codes])] });
    else {
      subjects.set(key, {
        about: name,
        ...(about.address === undefined ? {} : { address: about.address }),
        ...valueAt('source', about, here),
        ...valueAt('destination', about, there),
        codes,
        lines: whereabouts.linesOf(about, [here, there]),
      });
    }
  }
  return { ...(word === undefined ? {} : { word }), subjects: [...subjects.values()] };
}

/** Whether a reason is about the thing of that name. */
export function speaksOf({ param, section, field, observable, code, model }: About, word: string): boolean {
  return [param, section, observable, code, model, field, ...(field?.split(/[ ./[\]]+/) ?? [])].includes(word);
}

/** Things of that name in the machine, whether or not a reason speaks of them. */
function namedBy(word: string, { document, machine }: Side): readonly About[] {
  return (machine?.devices ?? []).flatMap(({ address, model: id }): About[] => {
    const model = Object.hasOwn(document.models, id) ? document.models[id] : undefined;
    const at = { address, model: id, code: 'PARAM_DIFFERS' } as const;
    return [
      ...(model?.params.some(({ name }) => name === word) === true ? [{ ...at, param: word }] : []),
      ...(model?.observables.some(({ name }) => name === word) === true ? [{ ...at, observable: word }] : []),
      ...(model !== undefined && sectionNames(model).includes(word) ? [{ ...at, section: word }] : []),
      ...(model?.variables.some(({ name }) => name === word) === true ? [{ ...at, field: word }] : []),
    ];
  });
}

function sectionNames({ sections, structs }: CapabilityDocument['models'][string]): readonly string[] {
  const inside = (layout: {
    readonly subsections: CapabilityDocument['models'][string]['sections'][number]['subsections'];
  }): readonly string[] => layout.subsections.flatMap((each) => [each.name, ...inside(each)]);
  return [...sections.flatMap((section) => [section.id, ...inside(section)]), ...Object.values(structs).flatMap(inside)];
}

function nameOf({ param, section, field, observable, model, code }: About): string {
  if (param !== undefined) return `param ${param}`;
  if (observable !== undefined) return `observable ${observable}`;
  const parts = [section === undefined ? [] : `section ${section}`, field === undefined ? [] : `field ${field}`].flat();
  return parts.length > 0 ? parts.join(', ') : (model ?? code);
}

function valueAt(
  end: 'source' | 'destination',
  { param, address }: About,
  { machine }: Side,
): Partial<Pick<Subject, 'source' | 'destination'>> {
  const configuration = (machine as Machine | undefined)?.devices.find((device) => device.address === address)?.configuration;
  const value = param === undefined || configuration === undefined ? undefined : configuration[param];
  return value === undefined ? {} : { [end]: formatParamValue(value) };
}

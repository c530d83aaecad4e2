/** Everything that can go wrong with a model on the way from one build to another, over all that the matrix would start. */
import type { CapabilityDocument, DocumentModel } from '@migspec/capabilities';
import type { Facts } from '@migspec/runtime';
import { check } from '../check/check.js';
import { refusedStart } from '../check/refused-start.js';
import type { ReasonClass, Subject, Verdict } from '../check/types.js';
import { createConfiguration } from '../document/configuration.js';
import { type Machine, startMachine } from '../document/machine.js';
import type { Problem } from '../problem.js';
import { destinationProperties } from './lines.js';
import { type Start, starts } from './starts.js';

export interface SurveyOptions {
  /** Machines to start on; default: one with the document's own facts. */
  readonly machines?: readonly Facts[];
}

export interface SurveyedReason extends Pick<Subject, 'param' | 'section' | 'field' | 'observable' | 'have' | 'want'> {
  readonly model: string;
  readonly code: string;
  readonly class: ReasonClass;
  /** Only for some states of the device, or on some hosts. */
  readonly depends: boolean;
  /** The machine type, or `configured`. */
  readonly on: string;
  /** Seen with something that can be created at the destination, or nothing that the source starts there can. */
  readonly promised: boolean;
  /** What the source was started with, where it was seen first: an instantiation string, or `defaults`. */
  readonly configuration: string;
}

const address = '0000:00:04.0';

/** Each reason once for each machine type. Neither build has to have the model: then there is nothing to go wrong. */
export function survey(
  source: CapabilityDocument,
  destination: CapabilityDocument,
  model: string,
  { machines = [{}] }: SurveyOptions = {},
): readonly SurveyedReason[] {
  const [from, to] = [own(source, model), own(destination, model)];
  if (from === undefined || to === undefined) return [];
  const found = new Map<string, SurveyedReason>();
  const creatable = new Set<string>();
  const take: Take = (on, configuration, reasons) => {
    const created = !reasons.some(({ class: cls, depends }) => cls === 'create' && !depends);
    if (created) creatable.add(on);
    for (const reason of reasons) {
      const key = JSON.stringify([on, reason.code, reason.class, reason.param, reason.section, reason.field, reason.observable]);
      const known = found.get(key);
      const promised = created || known?.promised === true;
      const worse = known === undefined || (known.depends && !reason.depends) || (created && !known.promised);
      found.set(key, worse ? { ...reason, model, on, configuration, promised } : { ...known, promised });
    }
  };
  const surveyed = { source, destination, model, from, to };
  if (source.destination === 'configured') for (const facts of machines) configured(surveyed, facts, take);
  else for (const type of Object.keys(source.machineTypes)) for (const facts of machines) started(surveyed, type, facts, take);
  return [...found.values()].map((reason) => ({ ...reason, promised: reason.promised || !creatable.has(reason.on) }));
}

interface Surveyed {
  readonly source: CapabilityDocument;
  readonly destination: CapabilityDocument;
  readonly model: string;
  readonly from: DocumentModel;
  readonly to: DocumentModel;
}

type Seen = Omit<SurveyedReason, 'model' | 'on' | 'configuration' | 'promised'>;
type Take = (on: string, configuration: string, reasons: readonly Seen[]) => void;

function configured({ source, destination, model, from }: Surveyed, facts: Facts, take: Take): void {
  const made = starts(from, true, (version, values) =>
    createConfiguration(model, from, { ...(version === undefined ? {} : { version }), values }, { machine: facts }),
  );
  for (const start of made) {
    const machine: Machine = { facts, devices: [{ address, instance: 0, model, configuration: start.configuration }] };
    take('configured', start.label, seen(check({ source: { machine, document: source }, destination: { document: destination } })));
  }
}

/** Both ends are started by one command line; what a host decides is not known. */
function started({ source, destination, model, from, to }: Surveyed, type: string, facts: Facts, take: Take): void {
  const name = Object.entries(source.classes).find(([, entry]) => entry.model === model)?.[0];
  const start = (document: CapabilityDocument, values: Start['values']) =>
    startMachine(document, {
      type,
      facts,
      devices: [{ address, instance: 0, ...(name === undefined ? { model } : { class: name }), configuration: values }],
    });
  if (!Object.hasOwn(destination.machineTypes, type)) {
    if (start(source, {}).ok) take(type, 'defaults', [{ code: 'MACHINE_TYPE_UNKNOWN', class: 'create', depends: false, have: type }]);
    return;
  }
  const made = starts(from, false, (_, values) => {
    const machine = start(source, values);
    const configuration = machine.ok ? machine.value.devices[0]?.configuration : undefined;
    return configuration === undefined ? { ok: false } : { ok: true, value: configuration };
  });
  for (const { label, values } of made) {
    const [here, there] = [start(source, values), start(destination, destinationProperties(from, to, values))];
    if (!here.ok) continue;
    const machine = { machine: here.value, document: source };
    if (there.ok) take(type, label, seen(check({ source: machine, destination: { document: destination, machine: there.value } })));
    else if (there.problems.every(({ code }) => code === 'FACT_NOT_GIVEN'))
      take(type, label, seen(refusedStart(machine, destination, there.problems)));
    else take(type, label, there.problems.map(refused));
  }
}

function seen({ reasons }: Verdict): readonly Seen[] {
  return reasons.map(({ code, class: cls, definite, param, section, field, observable, have, want }) => ({
    code,
    class: cls,
    depends: !definite,
    ...defined({ param, section, field, observable, have, want }),
  }));
}

function refused({ code, param, have, want }: Problem): Seen {
  return { code, class: 'create', depends: false, ...defined({ param, have, want }) };
}

function own(document: CapabilityDocument, model: string): DocumentModel | undefined {
  return Object.hasOwn(document.models, model) ? document.models[model] : undefined;
}

function defined<T extends object>(record: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> };
}

/** What two builds have in common of a model, and with what a device is created that shall go from one to the other. */
import type { DocumentModel, DocumentParam } from '@migspec/capabilities';
import type { ParamValue } from '@migspec/runtime';
import { paramIndex } from '../document/names.js';
import { stateVersionList } from '../document/state-versions.js';
import type { Place } from '../plan/stand.js';
import { bestStart } from '../plan/start/best.js';
import { type Negotiation, negotiate } from './lists.js';

export interface ModelNegotiation {
  readonly model: string;
  /** Versions by name; one name with another meaning at the destination is not common. Absent where neither build lists any. */
  readonly versions?: Negotiation;
  /** Version names that both have, with different meanings. */
  readonly redefined: readonly string[];
  /** State versions; absent where neither build lists any. */
  readonly states?: Negotiation;
  /** With what the device is created at the source, so that the chosen state version carries all of it. */
  readonly start?: {
    /** The param whose value the state version is; absent where the model has none. */
    readonly param?: string;
    /** `state-version=5.2,overlay=off` */
    readonly settings: Readonly<Record<string, ParamValue>>;
    /** Params that the state version cannot carry as they would be: they are set otherwise from the start. */
    readonly given: readonly { readonly param: string; readonly value: ParamValue; readonly instead?: ParamValue }[];
  };
}

/** The param of a model whose value is its state version: a state-only choice of this name. */
const stateVersionParam = 'state-version';

/** Of every model that both builds have, or of the one named. Pure; nothing is created. */
export function negotiateModels(source: Place, destination: Place, only?: string): readonly ModelNegotiation[] {
  return Object.entries(source.document.models).flatMap(([id, here]) => {
    const there = Object.hasOwn(destination.document.models, id) ? destination.document.models[id] : undefined;
    return there === undefined || (only !== undefined && only !== id) ? [] : [negotiateModel(source, id, here, there)];
  });
}

function negotiateModel(source: Place, model: string, here: DocumentModel, there: DocumentModel): ModelNegotiation {
  const meanings = new Map(there.versions.map(({ name, fingerprint }) => [name, fingerprint]));
  const names = ({ versions }: DocumentModel): readonly string[] => versions.map(({ name }) => name);
  const redefined = here.versions.flatMap(({ name, fingerprint }) => ((meanings.get(name) ?? fingerprint) === fingerprint ? [] : [name]));
  const common = names(there).filter((name) => !redefined.includes(name));
  const states = negotiated(listOf(here), listOf(there));
  const start = states?.chosen === undefined ? undefined : startWith(source, model, here, states.chosen);
  const versions = negotiated(names(here), common);
  return {
    model,
    ...(versions === undefined ? {} : { versions }),
    redefined,
    ...(states === undefined ? {} : { states }),
    ...(start === undefined ? {} : { start }),
  };
}

function negotiated(here: readonly string[], there: readonly string[]): Negotiation | undefined {
  return here.length + there.length === 0 ? undefined : negotiate(here, there);
}

/** The build's list of state versions: declared as such, or the range of the param that says it. */
function listOf(model: DocumentModel): readonly string[] {
  const declared = stateVersionList(model);
  const param = paramOf(model);
  if (declared.length > 0 || param === undefined) return declared;
  const { range, type } = param;
  return range.items.length > 0
    ? range.items.flatMap((item) => ('value' in item ? [item.value] : []))
    : type.kind === 'enum'
      ? type.values
      : [];
}

function paramOf(model: DocumentModel): DocumentParam | undefined {
  const param = paramIndex(model).byName.get(stateVersionParam);
  return param?.type.kind === 'enum' && !param.guestVisible ? param : undefined;
}

/** The device with the state version, and with as little as possible set otherwise for the model's constraints to hold. */
function startWith(source: Place, model: string, here: DocumentModel, chosen: string): ModelNegotiation['start'] {
  if (paramOf(here) === undefined) return { settings: {}, given: [] };
  const device = { address: 'negotiated', model, configuration: { [stateVersionParam]: chosen } };
  const found = bestStart(source, [], { devices: [device] });
  if ('reasons' in found) return undefined;
  const given = found.devices[0]?.given ?? [];
  const settings = { [stateVersionParam]: chosen, ...Object.fromEntries(given.map(({ param, value }) => [param, value])) };
  return { param: stateVersionParam, settings, given };
}

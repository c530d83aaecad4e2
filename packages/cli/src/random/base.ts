/** A small random model and who implements it: one release, one revision. */
import type { Choices } from './choices.js';
import { type Data, Draft, model, part } from './draft.js';
import { makeField } from './fields.js';
import { makeParam } from './params.js';

export function makeBase(choices: Choices): Draft {
  const started = choices.once(2);
  const framing = choices.once(2) ? 'native' : 'qemu';
  const implementation: Data = { implementation: 'vm', framing, destination: started ? 'started' : 'configured' };
  const file: Data = { model, revisions: ['r1'], params: {}, versions: {}, observables: {}, state: {}, situations: {} };
  const files = new Map<string, Data>([
    [`models/${model}`, file],
    ['implementations/vm', implementation],
  ]);
  implementation.builds = { '1.0': { models: { [model]: { revision: 'r1' } } } };
  if (started) {
    files.set('classes/vm', {
      implementation: 'vm',
      classes: { thing: { model }, bus: {}, 'thing-bus': { parent: 'bus', child: 'thing', aliases: ['old-thing'] } },
    });
    files.set('machines/pc', { machines: 'pc', implementation: 'vm', types: { 'pc-1.0': {} } });
  }
  const draft = new Draft(files);
  const params = choices.pick([0, 1, 1, 2, 2, 3, 4]);
  for (let i = 0; i < params; i++) makeParam(draft, choices, `p${i}`);
  makeVersions(draft);
  const busy: Data = {};
  const sections = choices.pick([1, 1, 2, 3]);
  for (let at = 0; at < sections; at++) makeSection(draft, choices, `s${at}`, busy);
  if (choices.once(4)) {
    part(draft.model, 'hidden').quiet = { type: 'u8', reset: 1 };
    busy.quiet = 9;
  }
  if (choices.once(5)) draft.model.ram = { 'thing.rom': { size: 65536 } };
  if (choices.once(4) && draft.params.p0 !== undefined) part(draft.model, 'observables').constant = '7';
  draft.model.situations = { fresh: {}, busy: { state: busy } };
  return draft;
}

/** Everything at its default, and everything off. */
export function makeVersions(draft: Draft): void {
  const on: Data = {};
  const off: Data = {};
  for (const [name, param] of Object.entries(draft.params)) {
    const { default: value = 0, off: none = 0 } = param as Data;
    on[name] = typeof value === 'string' && value.includes('machine.') ? 2 : value === 'host.fast' ? true : value;
    off[name] = none;
  }
  draft.model.versions = JSON.stringify(on) === JSON.stringify(off) ? { '1': on } : { '2': on, '1': off };
}

function makeSection(draft: Draft, choices: Choices, name: string, busy: Data): void {
  const section: Data = { sources: ['random'] };
  if (choices.once(4)) section['byte-order'] = 'little';
  if (choices.once(4)) section.version = 2;
  if (section.version === 2 && choices.once(2)) section.minimum = 1;
  if (choices.once(6)) section.instance = choices.between(1, 3);
  if (draft.native && choices.once(8)) section.optional = true;
  const fields: Data = {};
  const count = choices.between(1, 4);
  for (let i = 0; i < count; i++) makeField(draft, choices, `${name}f${i}`, fields, busy);
  section.fields = fields;
  if (choices.once(2)) {
    const field = `${name}sub`;
    busy[field] = choices.between(1, 200);
    section.subsections = { [`${name}/more`]: { needed: `state.${field} > 0`, fields: { [field]: choices.pick(['u8', 'u16', 'u32']) } } };
  }
  draft.sections[name] = section;
}

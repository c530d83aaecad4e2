/** Params of every type, each with an observable that tells all its values apart. */
import type { Choices } from './choices.js';
import { type Data, type Draft, part } from './draft.js';

const integers = ['u8', 'u16', 'u32', 'u64', 'i8', 'i16', 'i32', 'i64'] as const;

export function makeParam(draft: Draft, choices: Choices, name: string): void {
  const param: Data = { sources: ['random'] };
  const kind = choices.pick([
    'bool',
    'bool',
    'int',
    'int',
    'enum',
    'flags',
    'string',
    'power',
    'machine',
    ...(choices.once(4) ? (['host'] as const) : []),
  ] as const);
  const type = choices.pick(integers);
  switch (kind) {
    case 'bool':
      Object.assign(param, { type: 'bool', off: false, default: !choices.once(3) });
      break;
    case 'int':
      Object.assign(param, { type, range: '1..8', off: 1, default: choices.between(1, 8) });
      break;
    case 'power':
      Object.assign(param, { type: 'u16', range: { values: '4..64', 'power-of-two': true }, off: 4, default: 16 });
      break;
    case 'enum':
      Object.assign(param, {
        type: 'enum',
        values: ['slow', 'fast', 'turbo'],
        off: 'slow',
        default: choices.pick(['slow', 'fast', 'turbo']),
      });
      break;
    case 'flags':
      Object.assign(param, {
        type: 'flags',
        of: 'u32',
        bits: { a: 0, b: 1, c: 4 },
        range: { mask: 19 },
        off: 0,
        default: choices.pick([['a'], ['a', 'b'], []]),
      });
      break;
    case 'string':
      Object.assign(param, { type: 'string', range: ['none', 'red', 'blue'], off: 'none', default: 'red' });
      break;
    case 'machine':
      draft.implementation['machine-facts'] = { cpus: { type: 'u16', default: 1, matrix: [1, 4] } };
      Object.assign(param, { type: 'u16', range: '1..8', off: 1, default: 'min(machine.cpus, 8)' });
      break;
    case 'host':
      draft.implementation['host-facts'] = { fast: { type: 'bool', default: false, matrix: [false, true] } };
      Object.assign(param, { type: 'bool', off: false, default: 'host.fast', resolves: 'reset' });
      break;
  }
  draft.params[name] = param;
  part(draft.model, 'observables')[`o-${name}`] = observed(param, name);
  if (choices.once(5) && ['int', 'flags'].includes(kind)) param.compare = kind === 'flags' ? 'subset' : 'at-most';
}

function observed({ type }: Data, name: string): string {
  if (type === 'enum') return `params.${name} == 'slow' ? 0 : params.${name} == 'fast' ? 1 : params.${name} == 'turbo' ? 2 : 3`;
  if (type === 'string') return `params.${name} == 'none' ? 0 : params.${name} == 'red' ? 1 : 2`;
  return `params.${name}`;
}

/** Names of params that an expression may count with, and of those that are true or false. */
export function numbers(draft: Draft): string[] {
  return Object.entries(draft.params).flatMap(([name, param]) => (/^[ui]\d/.test(String((param as Data).type)) ? [name] : []));
}

export function booleans(draft: Draft): string[] {
  return Object.entries(draft.params).flatMap(([name, param]) => ((param as Data).type === 'bool' ? [name] : []));
}

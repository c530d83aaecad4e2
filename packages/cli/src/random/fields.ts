/** Fields of every kind, each with a value that a device at work has there. */
import type { Choices } from './choices.js';
import type { Data, Draft, Value } from './draft.js';
import { part } from './draft.js';
import { booleans, numbers } from './params.js';

interface Made {
  readonly fields: Data;
  readonly busy: Data;
}

type Maker = (name: string, draft: Draft, choices: Choices) => Made | undefined;

const one = (name: string, field: Value, busy?: Value): Made => ({
  fields: { [name]: field },
  busy: busy === undefined ? {} : { [name]: busy },
});

export const makers: Readonly<Record<string, Maker>> = {
  unsigned: (name, _, choices) => one(name, choices.pick(['u8', 'u16', 'u32', 'u64']), choices.between(1, 200)),
  signed: (name, _, choices) => one(name, choices.pick(['i8', 'i16', 'i32', 'i64']), -choices.between(1, 100)),
  little: (name) => one(name, { type: 'u32', 'byte-order': 'little' }, 258),
  reset: (name, _, choices) => one(name, { type: 'u16', reset: choices.between(1, 9) }, 77),
  limited: (name, _, choices) => one(name, { type: 'u8', max: choices.between(50, 100) }, 50),
  between: (name) => one(name, { type: 'i16', min: -5, max: 5 }, -5),
  below: (name) => one(name, { type: 'u16', below: 512 }, 511),
  bool: (name) => one(name, 'bool', true),
  enum: (name) => one(name, { type: 'enum', of: 'u8', values: { down: 0, up: 1, gone: 7 } }, 'gone'),
  flags: (name) => one(name, { type: 'flags', of: 'u16', bits: { ready: 0, error: 3 }, reserved: 0x100 }, ['ready', 'error']),
  bytes: (name) => one(name, 'u8[4]', [1, 2, 3, 4]),
  array: (name) => one(name, 'u16[2]', [5, 6]),
  text: (name) => one(name, { type: 'string', capacity: 8, of: 'u8' }, 'abc'),
  blob: (name) => ({
    fields: { [`${name}n`]: { type: 'u8', max: 8 }, [name]: { type: 'bytes', length: `state.${name}n`, capacity: 8 } },
    busy: { [`${name}n`]: 3, [name]: 'random' },
  }),
  ignored: (name) => ({ fields: { [name]: 'u8', [`${name}pad`]: { type: 'padding', length: 2, read: 'ignored' } }, busy: { [name]: 5 } }),
  zero: (name) => ({ fields: { [name]: 'u8', [`${name}pad`]: { type: 'padding', length: 2, read: 'zero' } }, busy: { [name]: 5 } }),
  filler: (name) => ({ fields: { [name]: 'u8', [`${name}fill`]: { type: 'u16', filler: '3' } }, busy: { [name]: 6 } }),
  late: (name) => ({
    fields: { [`${name}on`]: 'u8', [name]: { type: 'u8', when: `state.${name}on > 0`, absent: 0 } },
    busy: { [`${name}on`]: 2, [name]: 4 },
  }),
  struct: (name, draft) => {
    part(draft.model, 'types').Point = { fields: { x: 'u16', y: 'u8' } };
    return one(name, 'Point', { x: 300, y: 2 });
  },
  structs: (name, draft) => {
    part(draft.model, 'types').Point = { fields: { x: 'u16', y: 'u8' } };
    return one(name, { type: 'Point', count: 2 }, [
      { x: 1, y: 2 },
      { x: 3, y: 4 },
    ]);
  },
  marked: (name) => ({ fields: { [name]: { type: 'u16', marker: {} } }, busy: { [`${name}_present`]: true, [name]: 5 } }),
  list: (name, draft) => {
    part(draft.model, 'types').Point = { fields: { x: 'u16', y: 'u8' } };
    return one(name, { type: 'Point', list: { more: 1, end: 0 }, capacity: 4 }, [{ x: 1, y: 2 }]);
  },
  variant: (name, draft) => {
    part(draft.model, 'types').Point = { fields: { x: 'u16', y: 'u8' } };
    return {
      fields: { [name]: { type: 'variant', of: 'u8', cases: { none: { value: 0 }, point: { value: 1, type: 'Point' } } } },
      busy: { [name]: 'point', [`${name}_point`]: { x: 9, y: 8 } },
    };
  },
  own: (name) => one(name, { type: 'u16', reset: 3, own: { compare: 'equal', value: 3 } }),
  most: (name) => one(name, { type: 'u16', reset: 100, own: { compare: 'at-most', value: 100 } }, 50),
  masked: (name) => one(name, { type: 'u16', reset: 6900, own: { masked: 0xfff0 } }, 6901),
  when: (name, draft, choices) => {
    const param = choices.pick(booleans(draft));
    return param === undefined ? undefined : one(name, { type: 'u8', when: `params.${param}` }, `params.${param} ? 5 : 0`);
  },
  counted: (name, draft, choices) => {
    const param = choices.pick(
      numbers(draft).filter((each) => !String((draft.params[each] as Data).type).startsWith('i') && isSmall(draft, each)),
    );
    return param === undefined ? undefined : one(name, { type: 'u8', count: `params.${param}`, capacity: 8 }, 'random');
  },
  echo: (name, draft, choices) => {
    const param = choices.pick(numbers(draft).filter((each) => isSmall(draft, each)));
    return param === undefined ? undefined : one(name, { type: 'u32', reset: `params.${param}`, own: 'equal' });
  },
  bounded: (name, draft, choices) => {
    const param = choices.pick(numbers(draft).filter((each) => isSmall(draft, each)));
    return param === undefined ? undefined : one(name, { type: 'u8', max: `params.${param}` }, `params.${param}`);
  },
  acked: (name, draft, choices) => {
    const param = choices.pick(numbers(draft).filter((each) => isSmall(draft, each)));
    return param === undefined ? undefined : one(name, { type: 'u8', negotiated: `params.${param}` }, `params.${param}`);
  },
};

function isSmall(draft: Draft, name: string): boolean {
  return (draft.params[name] as Data).range === '1..8';
}

const kinds = Object.keys(makers);

export function makeField(draft: Draft, choices: Choices, name: string, fields: Data, busy: Data): void {
  const made = makers[choices.pick(kinds) ?? 'bool']?.(name, draft, choices);
  if (made === undefined) {
    makeField(draft, choices, name, fields, busy);
    return;
  }
  Object.assign(fields, made.fields);
  Object.assign(busy, made.busy);
}

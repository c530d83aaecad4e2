import type { Choices } from '../choices.js';
import { type Data, type Draft, isData, part } from '../draft.js';
import { makeField } from '../fields.js';
import { anyField, anyOf, bring, busy, change, drop, type Edit, reorder, subsectionsOf } from './edit.js';

const isInt = ({ type }: Data): boolean => /^[ui](8|16|32|64)$/.test(String(type));

function section(draft: Draft, choices: Choices) {
  return anyOf(choices, draft.sections);
}

function named(draft: Draft, name: string): boolean {
  return new RegExp(`state\\.${name}(?!\\w)`).test(JSON.stringify(draft.model));
}

export const stateEdits: Readonly<Record<string, Edit>> = {
  'field added': (draft, choices, how) => {
    const found = section(draft, choices);
    if (found === undefined) return false;
    const made: Data = {};
    makeField(draft, choices, `a${choices.int(100)}`, made, busy(draft));
    if (how === 'revised') draft.revise();
    const fields = part(found.data, 'fields');
    for (const [name, field] of Object.entries(made))
      fields[name] = how === 'revised' ? { ...(isData(field) ? field : { type: field }), added: 'r2' } : field;
    if (how === 'revised') {
      const state = busy(draft);
      const own = Object.fromEntries(Object.entries(state).filter(([name]) => Object.keys(made).some((each) => name.startsWith(each))));
      for (const name of Object.keys(own)) delete state[name];
      draft.situations[`new${Object.keys(made)[0]}`] = { added: 'r2', state: { ...state, ...own } };
    }
    return true;
  },
  'field behind its version': (draft, choices) => {
    const found = section(draft, choices);
    if (found === undefined || isData(found.data.version)) return false;
    const version = typeof found.data.version === 'number' ? found.data.version : 1;
    draft.revise();
    const name = `v${choices.int(100)}`;
    found.data.version = { r1: version, r2: version + 1 };
    if (found.data.minimum === undefined) found.data.minimum = version;
    part(found.data, 'fields')[name] = { type: choices.pick(['u8', 'u16']), when: `version >= ${version + 1}`, added: 'r2' };
    draft.situations[`new${name}`] = { added: 'r2', state: { ...busy(draft), [name]: 7 } };
    return true;
  },
  'field removed': (draft, choices, how) => {
    const found = anyField(draft, choices);
    if (found === undefined || named(draft, found.name)) return false;
    const state = busy(draft);
    const value = state[found.name];
    if (value !== undefined) {
      const rest = { ...state };
      delete rest[found.name];
      for (const name of Object.keys(draft.situations))
        if (isData(draft.situations[name]) && draft.situations[name].state === state) delete draft.situations[name];
      if (how === 'revised') {
        draft.situations.busy = { removed: 'r2', state };
        draft.situations.rest = { added: 'r2', state: rest };
      } else draft.situations.busy = { state: rest };
    }
    return drop(draft, how, found.fields, found.name);
  },
  'field renamed': (draft, choices) => {
    const found = anyField(draft, choices);
    if (found === undefined || named(draft, found.name)) return false;
    const { fields, name, field } = found;
    const names = Object.keys(fields).map((each) => (each === name ? `${name}r` : each));
    fields[`${name}r`] = field;
    reorder(fields, names);
    const state = busy(draft);
    if (state[name] !== undefined) {
      state[`${name}r`] = state[name];
      delete state[name];
    }
    return true;
  },
  'field moved': (draft, choices) => {
    const found = anyField(draft, choices);
    if (found === undefined) return false;
    const names = Object.keys(found.fields).filter((name) => name !== found.name);
    const to = choices.int(names.length + 1);
    const order = [...names.slice(0, to), found.name, ...names.slice(to)];
    if (order.join() === Object.keys(found.fields).join()) return false;
    reorder(found.fields, order);
    return true;
  },
  'width changed': (draft, choices) => {
    const found = anyField(draft, choices, isInt);
    const signed = String(found?.field.type).startsWith('i');
    return (
      found !== undefined &&
      change(draft, 'in place', found.field, 'type', choices.pick(signed ? ['i8', 'i16', 'i32'] : ['u8', 'u16', 'u32']))
    );
  },
  'sign changed': (draft, choices) => {
    const found = anyField(draft, choices, (field) => isInt(field) && String(field.type).startsWith('u'));
    return found !== undefined && change(draft, 'in place', found.field, 'type', String(found.field.type).replace('u', 'i'));
  },
  'byte order changed': (draft, choices) => {
    const found = anyField(draft, choices, (field) => isInt(field) && !String(field.type).endsWith('8'));
    return found !== undefined && change(draft, 'in place', found.field, 'byte-order', choices.pick(['little', 'big']));
  },
  'bounds changed': (draft, choices) => {
    const found = anyField(draft, choices, (field) => isInt(field) && field.own === undefined && field.negotiated === undefined);
    if (found === undefined || String(found.field.type).startsWith('i')) return false;
    const state = busy(draft);
    const was = typeof state[found.name] === 'number' ? (state[found.name] as number) : 0;
    return change(draft, 'in place', found.field, 'max', choices.pick([was, was + 1, was + 30, 200]));
  },
  'bound narrowed below what is sent': (draft, choices) => {
    const found = anyField(draft, choices, (field) => field.type === 'u8' && field.max !== undefined);
    const state = busy(draft);
    if (found === undefined || typeof found.field.max !== 'number' || typeof state[found.name] !== 'number') return false;
    const less = Math.floor(found.field.max / 2);
    found.field.max = less;
    state[found.name] = less;
    return true;
  },
  'reset changed': (draft, choices) => {
    const found = anyField(
      draft,
      choices,
      (field) => isInt(field) && field.own === undefined && field.negotiated === undefined && !String(field.reset).includes('params'),
    );
    if (found === undefined) return false;
    const reset = choices.between(0, 9);
    const { when } = found.field;
    // What is not there has its reset value, in every situation.
    if (typeof when === 'string' && when.startsWith('params.')) busy(draft)[found.name] = `${when} ? 5 : ${reset}`;
    return change(draft, 'in place', found.field, 'reset', reset);
  },
  'presence changed': (draft, choices) => {
    const found = anyField(draft, choices, ({ when }) => typeof when === 'string' && when.startsWith('state.'));
    return (
      found !== undefined && change(draft, 'in place', found.field, 'when', String(found.field.when).replace(/> \d/, `> ${choices.int(2)}`))
    );
  },
  'own value changed': (draft, choices) => {
    const found = anyField(draft, choices, ({ own }) => own !== undefined);
    if (found === undefined) return false;
    if (choices.once(2)) {
      delete found.field.own;
      return true;
    }
    // A device at work is within what its own build takes.
    delete busy(draft)[found.name];
    return change(draft, 'in place', found.field, 'own', choices.pick(['equal', 'at-most']));
  },
  'own value asked': (draft, choices) => {
    const found = anyField(
      draft,
      choices,
      (field) => isInt(field) && field.own === undefined && field.max === undefined && field.min === undefined,
    );
    const state = busy(draft);
    // A struct's field is many variables.
    if (found === undefined || found.name.length < 3 || named(draft, found.name)) return false;
    found.field.own = choices.pick(['equal', 'at-most']);
    if (found.field.reset === undefined) found.field.reset = 5;
    delete state[found.name];
    return true;
  },
  'enum changed': (draft, choices) => {
    const found = anyField(draft, choices, ({ type }) => type === 'enum');
    return (
      found !== undefined &&
      change(
        draft,
        'in place',
        found.field,
        'values',
        choices.pick<Data>([
          { down: 0, up: 1, gone: 7, extra: 8 },
          { down: 0, up: 1, away: 7 },
          { down: 0, up: 7, gone: 1 },
          { down: 0, gone: 7 },
        ]),
      )
    );
  },
  'flags changed': (draft, choices) => {
    const found = anyField(draft, choices, ({ type }) => type === 'flags');
    return (
      found !== undefined &&
      change(
        draft,
        'in place',
        found.field,
        'bits',
        choices.pick<Data>([
          { ready: 0, error: 3, more: 4 },
          { ready: 0, fault: 3 },
          { ready: 3, error: 0 },
        ]),
      )
    );
  },
  'reserved changed': (draft, choices) => {
    const found = anyField(draft, choices, ({ reserved }) => reserved !== undefined);
    return found !== undefined && change(draft, 'in place', found.field, 'reserved', choices.pick([0x100, 0x300, 0x200]));
  },
  'capacity changed': (draft, choices) => {
    const found = anyField(draft, choices, ({ capacity, list }) => capacity !== undefined && list === undefined);
    return found !== undefined && change(draft, 'in place', found.field, 'capacity', choices.pick([8, 12, 16]));
  },
  'count changed': (draft, choices) => {
    const found = anyField(draft, choices, ({ type }) => typeof type === 'string' && /\[\d\]$/.test(type));
    if (found === undefined || busy(draft)[found.name] === undefined) return false;
    busy(draft)[found.name] = 'random';
    return change(draft, 'in place', found.field, 'type', String(found.field.type).replace(/\[\d\]$/, `[${choices.between(1, 6)}]`));
  },
  'filler changed': (draft, choices) => {
    const found = anyField(draft, choices, ({ filler }) => filler !== undefined);
    return found !== undefined && change(draft, 'in place', found.field, 'filler', String(choices.int(9)));
  },
  'padding changed': (draft, choices) => {
    const found = anyField(draft, choices, ({ type }) => type === 'padding');
    if (found === undefined) return false;
    return choices.once(2)
      ? change(draft, 'in place', found.field, 'length', choices.between(1, 4))
      : change(draft, 'in place', found.field, 'read', found.field.read === 'zero' ? 'ignored' : 'zero');
  },
  'padding used': (draft, choices) => {
    const found = anyField(draft, choices, ({ type, length }) => type === 'padding' && length === 2);
    if (found === undefined) return false;
    found.fields[found.name] = 'u16';
    busy(draft)[found.name] = 9;
    return true;
  },
  'field to padding': (draft, choices) => {
    const found = anyField(draft, choices, ({ type }) => type === 'u16');
    if (found === undefined || named(draft, found.name)) return false;
    found.fields[found.name] = { type: 'padding', length: 2, read: choices.pick(['zero', 'ignored']) };
    delete busy(draft)[found.name];
    return true;
  },
  'section added': (draft, choices, how) => {
    const name = `t${choices.int(3)}`;
    const added: Data = { sources: ['random'], fields: { [`${name}x`]: { type: 'u16', reset: 1 } } };
    if (draft.native && choices.once(3)) added.optional = true;
    if (!bring(draft, how, draft.sections, name, added)) return false;
    draft.situations[`new${name}`] = { ...(how === 'revised' ? { added: 'r2' } : {}), state: { ...busy(draft), [`${name}x`]: 9 } };
    return true;
  },
  'section removed': (draft, choices) => {
    const found = section(draft, choices);
    if (found === undefined || Object.keys(draft.sections).length < 2) return false;
    const state = busy(draft);
    for (const name of Object.keys(state)) if (name.startsWith(found.name)) delete state[name];
    return drop(draft, 'in place', draft.sections, found.name);
  },
  'section renamed': (draft, choices) => {
    const found = section(draft, choices);
    return found !== undefined && change(draft, 'in place', found.data, 'name', `${found.name}-renamed`);
  },
  'sections reordered': (draft) => {
    const names = Object.keys(draft.sections);
    if (names.length < 2) return false;
    reorder(draft.sections, names.toReversed());
    return true;
  },
  'section version raised': (draft, choices, how) => {
    const found = section(draft, choices);
    if (found === undefined || isData(found.data.version)) return false;
    const version = typeof found.data.version === 'number' ? found.data.version : 1;
    found.data.version = version;
    if (choices.once(2)) found.data.minimum = version;
    return change(draft, how, found.data, 'version', version + 1);
  },
  'section minimum changed': (draft, choices) => {
    const found = section(draft, choices);
    if (found === undefined || typeof found.data.version !== 'number') return false;
    return change(draft, 'in place', found.data, 'minimum', choices.between(1, found.data.version));
  },
  'section instance changed': (draft, choices) => {
    const found = section(draft, choices);
    return found !== undefined && change(draft, 'in place', found.data, 'instance', choices.between(0, 4));
  },
  'section optional': (draft, choices) => {
    const found = section(draft, choices);
    return found !== undefined && draft.native && change(draft, 'in place', found.data, 'optional', found.data.optional !== true);
  },
  'subsection added': (draft, choices, how) => {
    const found = section(draft, choices);
    if (found === undefined) return false;
    const field = `w${choices.int(100)}`;
    const needed = choices.once(6) ? 'true' : `state.${field} > 0`;
    const added: Data = { needed, fields: { [field]: choices.pick(['u8', 'u16']) } };
    if (!bring(draft, how, part(found.data, 'subsections'), `${found.name}/${field}`, added)) return false;
    draft.situations[`new${field}`] = { ...(how === 'revised' ? { added: 'r2' } : {}), state: { ...busy(draft), [field]: 3 } };
    return true;
  },
  'subsection removed': (draft, choices) => {
    const found = section(draft, choices);
    const [one] = found === undefined ? [] : subsectionsOf(found.data);
    if (found === undefined || one === undefined) return false;
    for (const name of Object.keys(part(one.data, 'fields'))) delete busy(draft)[name];
    return drop(draft, 'in place', part(found.data, 'subsections'), one.name);
  },
  'subsection versioned': (draft, choices) => {
    const found = section(draft, choices);
    const [one] = found === undefined ? [] : subsectionsOf(found.data);
    if (one === undefined) return false;
    if (choices.once(2)) one.data.minimum = 1;
    return change(draft, 'in place', one.data, 'version', choices.between(1, 3));
  },
  'needed changed': (draft, choices) => {
    const found = section(draft, choices);
    const [one] = found === undefined ? [] : subsectionsOf(found.data);
    if (one === undefined) return false;
    const needed = choices.once(4) ? 'true' : String(one.data.needed).replace(/> \d+/, `> ${choices.int(3)}`);
    return change(draft, 'in place', one.data, 'needed', needed);
  },
  'invariant added': (draft, choices) => {
    const found = anyField(draft, choices, (field) => field.type === 'u8');
    const value = found === undefined ? undefined : busy(draft)[found.name];
    if (found === undefined || typeof value !== 'number') return false;
    const rules = Array.isArray(draft.model.invariants) ? draft.model.invariants : [];
    draft.model.invariants = [...rules, `state.${found.name} <= ${choices.pick([value, 250])}`];
    return true;
  },
  'struct versioned': (draft, choices) => {
    const found = anyOf(choices, isData(draft.model.types) ? draft.model.types : {});
    return found !== undefined && change(draft, 'in place', found.data, 'version', choices.between(1, 3));
  },
  'busier guest': (draft, choices) => {
    const found = anyField(
      draft,
      choices,
      (field) => field.type === 'u8' && !['max', 'own', 'negotiated', 'when'].some((key) => field[key] !== undefined),
    );
    return found !== undefined && change(draft, 'in place', busy(draft), found.name, choices.between(0, 255));
  },
};

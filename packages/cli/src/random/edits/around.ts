import { isData, model, part } from '../draft.js';
import { anyField, anyOf, bring, busy, change, drop, type Edit } from './edit.js';

export const aroundEdits: Readonly<Record<string, Edit>> = {
  'observable added': (draft, choices, how) =>
    bring(draft, how, part(draft.model, 'observables'), 'more', { value: String(choices.int(4)) }),
  'observable removed': (draft, _, how) => {
    const observables = part(draft.model, 'observables');
    if (observables.constant === undefined || isData(observables.constant)) return false;
    observables.constant = { value: observables.constant };
    return drop(draft, how, observables, 'constant');
  },
  'observable changed': (draft, choices, how) => {
    const observables = part(draft.model, 'observables');
    if (typeof observables.constant !== 'string') return false;
    const value = { value: observables.constant };
    observables.constant = value;
    return change(draft, how, value, 'value', String(choices.int(9)));
  },
  'observable volatile': (draft) => {
    const observables = part(draft.model, 'observables');
    if (typeof observables.constant !== 'string') return false;
    observables.constant = { value: observables.constant, volatile: true };
    return true;
  },
  'observable of state': (draft, choices) => {
    const found = anyField(draft, choices, ({ type }) => type === 'u8' || type === 'u16');
    if (
      found === undefined ||
      found.name.length < 3 ||
      Object.values(part(draft.model, 'types')).some((type) => isData(type) && type.fields === found.fields)
    )
      return false;
    return bring(draft, 'in place', part(draft.model, 'observables'), 'register', { value: `state.${found.name}` });
  },
  'size derived': (draft, choices, how) => {
    const found = anyOf(choices, draft.params, ({ range }) => range === '1..8');
    if (found === undefined) return false;
    const of = { value: `pow2ceil(params.${found.name} * 3)` };
    const observables = part(draft.model, 'observables');
    if (observables.size === undefined) observables.size = of;
    else if (isData(observables.size))
      return change(draft, how, observables.size, 'value', `pow2ceil(params.${found.name} * ${choices.between(4, 6)})`);
    return true;
  },
  'no longer migratable': (draft, choices) => {
    const found = anyField(draft, choices, ({ type }) => type === 'u8');
    if (found === undefined || choices.once(2) || busy(draft)[found.name] === undefined) {
      draft.revise();
      draft.model.migratable = { r1: true, r2: { when: false, reason: 'not yet' } };
      return true;
    }
    draft.model.migratable = { when: `state.${found.name} == 0`, reason: 'work in flight' };
    return true;
  },
  'ram added': (draft, choices, how) => bring(draft, how, part(draft.model, 'ram'), `ram${choices.int(2)}`, { size: 4096 }),
  'ram removed': (draft, _, how) =>
    isData(draft.model.ram) ? drop(draft, how, draft.model.ram, Object.keys(draft.model.ram)[0] ?? '') : false,
  'ram resized': (draft, choices) => {
    const found = isData(draft.model.ram) ? anyOf(choices, draft.model.ram) : undefined;
    return found !== undefined && change(draft, 'in place', found.data, 'size', choices.pick([4096, 8192, 65536]));
  },
  'hidden now sent': (draft, choices) => {
    const hidden = isData(draft.model.hidden) ? draft.model.hidden : {};
    const found = anyOf(choices, draft.sections);
    if (hidden.quiet === undefined || found === undefined) return false;
    part(found.data, 'fields').quiet = hidden.quiet;
    delete draft.model.hidden;
    return true;
  },
  'sent now hidden': (draft, choices) => {
    const found = anyField(
      draft,
      choices,
      (field) => field.type === 'u8' && field.max === undefined && field.own === undefined && Object.keys(field).length === 1,
    );
    if (found === undefined || JSON.stringify(draft.model).includes(`state.${found.name}`)) return false;
    delete found.fields[found.name];
    part(draft.model, 'hidden')[found.name] = { type: 'u8' };
    return true;
  },
  'release added': (draft) => {
    if (draft.builds['2.0'] !== undefined) return false;
    draft.release();
    return true;
  },
  'release named anew': (draft, choices) => {
    const build = anyOf(choices, draft.builds);
    return build !== undefined && change(draft, 'in place', build.data, 'alias', choices.pick(['one', 'two']));
  },
  'entry added': (draft, choices) => {
    const found = anyOf(choices, draft.params, ({ range }) => range === '1..8');
    if (found === undefined || !draft.started) return false;
    draft.release();
    part(part(draft.file('compat/1.0'), 'entries'), choices.pick(['thing', 'thing', 'thing-bus']))[found.name] = choices.between(1, 8);
    return true;
  },
  'entry of one release': (draft, choices) => {
    const found = anyOf(choices, draft.params, ({ range }) => range === '1..8');
    if (found === undefined || !draft.started) return false;
    draft.release();
    part(part(draft.file('compat/1.0'), 'entries'), 'thing')[found.name] = {
      value: choices.between(1, 8),
      ...choices.pick([{ added: '2.0' }, { only: ['2.0'] }, { removed: '2.0' }]),
    };
    return true;
  },
  'machine type removed': (draft) => {
    if (!draft.started) return false;
    draft.release();
    const types = part(draft.file('machines/pc'), 'types');
    if (!isData(types['pc-1.0'])) return false;
    types['pc-1.0'].removed = '2.0';
    return true;
  },
  'machine type added': (draft) => {
    if (!draft.started) return false;
    const machines = draft.file('machines/pc');
    const types = part(machines, 'types');
    if (types.special !== undefined) return false;
    machines.types = { special: {}, ...types };
    return true;
  },
  'erratum found': (draft, choices) => {
    const found = anyField(draft, choices, (field) => field.type === 'u16' && Object.keys(field).length === 1);
    const owner = Object.entries(draft.sections).find(([, section]) => isData(section) && section.fields === found?.fields);
    if (found === undefined || owner === undefined || draft.implementation.errata !== undefined) return false;
    const deviation = choices.pick([{ write: { [found.name]: { at: 'create', value: 3 } } }, { bounds: { [found.name]: { max: 50 } } }]);
    draft.implementation.errata = {
      wrong: { builds: ['1.0'], doc: 'What 1.0 really does.', deviation: { model, section: owner[0], ...deviation } },
    };
    return true;
  },
};

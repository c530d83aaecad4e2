import type { Choices } from '../choices.js';
import { type Data, type Draft, isData, part, type Value } from '../draft.js';
import { makeParam } from '../params.js';
import { anyOf, bring, change, drop, type Edit } from './edit.js';

const eight = (param: Data): boolean => param.range === '1..8';

/** Versions say a value for every param that is not off; a new one is off in those that there are. */
function param(draft: Draft, choices: Choices, fits?: (data: Data) => boolean) {
  return anyOf(choices, draft.params, fits);
}

export const paramEdits: Readonly<Record<string, Edit>> = {
  'param added': (draft, choices, how) => {
    const name = `n${choices.int(3)}`;
    if (draft.params[name] !== undefined) return false;
    makeParam(draft, choices, name);
    const made: Value | undefined = part(draft.model, 'params')[name];
    const observables = part(draft.model, 'observables');
    const value = observables[`o-${name}`];
    if (!isData(made) || value === undefined) return false;
    if (choices.once(2) && made.off !== undefined) made.default = made.off;
    delete draft.params[name];
    delete observables[`o-${name}`];
    bring(draft, how, draft.params, name, made);
    return bring(draft, how, observables, `o-${name}`, { value });
  },
  'param added without off': (draft, _, how) => {
    const observables = part(draft.model, 'observables');
    for (const version of Object.values(part(draft.model, 'versions'))) if (isData(version)) version.forever = 3;
    bring(draft, how, observables, 'o-forever', { value: 'params.forever' });
    return bring(draft, how, draft.params, 'forever', { type: 'u8', range: '1..8', default: 3, sources: ['random'] });
  },
  'default changed': (draft, choices, how) => {
    const found = param(draft, choices, (each) => eight(each) || each.type === 'bool');
    if (found === undefined || isData(found.data.default)) return false;
    const { data } = found;
    return change(draft, how, data, 'default', data.type === 'bool' ? data.default !== true : choices.between(1, 8));
  },
  'default restored': (draft, choices) => {
    const found = param(draft, choices, (each) => eight(each) && typeof each.default === 'number');
    if (found === undefined || !draft.started) return false;
    const { default: was = 1 } = found.data;
    if (!change(draft, 'revised', found.data, 'default', choices.between(1, 8))) return false;
    const entries = part(draft.file('compat/1.0'), 'entries');
    part(entries, 'thing')[found.name] = was;
    return true;
  },
  'range widened': (draft, choices, how) => {
    const found = param(draft, choices, eight);
    return found !== undefined && change(draft, how, found.data, 'range', '1..16');
  },
  'range narrowed': (draft, choices, how) => {
    const found = param(draft, choices, eight);
    return found !== undefined && change(draft, how, found.data, 'range', choices.pick(['1..4', '1..7', '2..8']));
  },
  'narrowed in the build': (draft, choices) => {
    const found = param(draft, choices, eight);
    if (found === undefined) return false;
    draft.release();
    const models = part(part(draft.builds, '2.0'), 'models');
    const [own] = Object.values(models).filter(isData);
    if (own === undefined) return false;
    own.narrow = { [found.name]: choices.pick(['1..4', '1..2']) };
    return true;
  },
  'param removed': (draft, choices, how) => {
    const found = param(draft, choices, ({ off }) => off !== undefined);
    if (found === undefined) return false;
    const { name, data } = found;
    const text = JSON.stringify(draft.sections) + JSON.stringify(draft.situations);
    if (text.includes(`params.${name}`)) return false;
    const observables = part(draft.model, 'observables');
    const frozen = choices.once(2) ? data.off : data.default;
    if (how === 'in place') for (const version of Object.values(part(draft.model, 'versions'))) if (isData(version)) delete version[name];
    const value = observables[`o-${name}`];
    if (value !== undefined && how === 'revised' && !isData(value)) observables[`o-${name}`] = { value, removed: 'r2' };
    else delete observables[`o-${name}`];
    return drop(draft, how, draft.params, name, frozen === undefined || typeof frozen === 'object' ? {} : { frozen });
  },
  'param renamed': (draft, choices) => {
    const found = param(draft, choices);
    if (found === undefined) return false;
    const { name, data } = found;
    const renamed = `${name}x`;
    const id = typeof data.id === 'string' ? data.id : name;
    const text = JSON.stringify(draft.model).replaceAll(new RegExp(`params\\.${name}(?!\\w)`, 'g'), `params.${renamed}`);
    const model = JSON.parse(text) as Data;
    const params = part(model, 'params');
    model.params = Object.fromEntries(
      Object.entries(params).map(([own, value]) => (own === name && isData(value) ? [renamed, { ...value, id }] : [own, value])),
    );
    for (const version of Object.values(part(model, 'versions'))) {
      if (!isData(version) || version[name] === undefined) continue;
      version[renamed] = version[name];
      delete version[name];
    }
    for (const [path, file] of draft.files) if (file === draft.model) draft.files.set(path, model);
    return true;
  },
  'comparison changed': (draft, choices) => {
    const found = param(draft, choices, eight);
    return found !== undefined && change(draft, 'in place', found.data, 'compare', choices.pick(['equal', 'at-most', 'ignore']));
  },
  'settable changed': (draft, choices) => {
    const found = param(draft, choices);
    return found !== undefined && change(draft, 'in place', found.data, 'settable', choices.pick(['create', 'stopped', 'running']));
  },
  'unit changed': (draft, choices) => {
    const found = param(draft, choices, eight);
    return found !== undefined && change(draft, 'in place', found.data, 'unit', choices.pick(['queues', 'bytes']));
  },
  'values changed': (draft, choices) => {
    const found = param(draft, choices, ({ type }) => type === 'enum');
    return (
      found !== undefined &&
      change(
        draft,
        'in place',
        found.data,
        'values',
        choices.pick([
          ['slow', 'fast', 'turbo', 'warp'],
          ['slow', 'turbo', 'fast'],
        ]),
      )
    );
  },
  'bits changed': (draft, choices) => {
    const found = param(draft, choices, ({ type }) => type === 'flags');
    return (
      found !== undefined &&
      change(
        draft,
        'in place',
        found.data,
        'bits',
        choices.pick([
          { a: 0, b: 1, c: 4, d: 3 },
          { a: 1, b: 0, c: 4 },
        ]),
      )
    );
  },
  'constraint added': (draft, choices, how) => {
    const found = param(draft, choices, eight);
    if (found === undefined) return false;
    const rule = `params.${found.name} != ${choices.pick([6, 7, 8])}`;
    const constraints = Array.isArray(draft.model.constraints) ? draft.model.constraints : [];
    if (how === 'revised') draft.revise();
    draft.model.constraints = [...constraints, how === 'revised' ? { rule, added: 'r2' } : rule];
    return true;
  },
  'version changed': (draft, choices) => {
    const found = param(draft, choices, eight);
    const version = anyOf(choices, part(draft.model, 'versions'));
    return found !== undefined && version !== undefined && change(draft, 'in place', version.data, found.name, choices.between(1, 8));
  },
  'version added': (draft, choices) => {
    const found = param(draft, choices, eight);
    const versions = part(draft.model, 'versions');
    const last = versions['1'];
    if (found === undefined || versions.more !== undefined || !isData(last)) return false;
    draft.model.versions = { more: { ...last, [found.name]: choices.between(2, 8) }, ...versions };
    return true;
  },
  'version removed': (draft, choices) => drop(draft, 'in place', part(draft.model, 'versions'), choices.pick(['1', '2'])),
  'versions listed': (draft, choices) => {
    draft.release();
    const names = Object.keys(part(draft.model, 'versions'));
    const [own] = Object.values(part(part(draft.builds, '2.0'), 'models')).filter(isData);
    if (own === undefined || names.length < 2) return false;
    own.versions = choices.once(2) ? names.toReversed() : names.slice(1);
    return true;
  },
};

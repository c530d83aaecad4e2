/** A page says what its model promises and which breaks its author accepts. */
import { expect, test } from 'vitest';
import { modelPage } from '../../../src/emit/docs/model-page.js';
import { decompose } from '../../../src/ir/decompose.js';
import { compileText } from '../../compile/support.js';

const files = (model: string, implementation: string) => ({
  'models/example.org/nic.yaml': `model: example.org/nic\nstate: { nic: { sources: [test], fields: { ctrl: u32 } } }\n${model}`,
  'implementations/vm.yaml': `implementation: vm\nframing: native\ndestination: configured\nbuilds: { "1.0": { models: { example.org/nic: {} } } }\n${implementation}`,
});

function page(model: string, implementation: string): string {
  const { spec } = compileText(files(model, implementation));
  const nic = spec?.models[0];
  if (spec === undefined || nic === undefined) throw new Error('the spec does not compile');
  return modelPage(spec, nic, decompose(spec)).text;
}

test('what is promised, and what is declared of the model and of its builds', () => {
  const text = page(
    'compatibility: forward\nbreaks: [{ rule: FIELD_ADDED, subject: nic/ctrl, direction: backward, reason: It never worked., issue: "12" }]\n',
    'breaks: [{ rule: MS6701, subject: "0.9", builds: ["vm@1.0"], reason: Nobody had it., issue: "13" }]\n',
  );
  expect(text).toContain('Promised: `forward`.');
  expect(text).toContain('- `FIELD_ADDED` of `nic/ctrl`, backward: It never worked. (12)');
  expect(text).toContain('- `BUILD_REMOVED` of `0.9`, in `vm@1.0`: Nobody had it. (13)');
});

test('a model that says neither has neither', () => {
  const text = page('', '');
  expect(text).not.toContain('Promised');
  expect(text).not.toContain('Declared breaks');
});

/** Verdicts on documents that were read from a form: never yes, and no only where the native documents say no. */
import { type CapabilityDocument, loadDocument } from '@migspec/capabilities';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/check/check.js';
import type { Verdict } from '../../src/check/types.js';
import { type Machine, startMachine } from '../../src/document/machine.js';
import type { Form } from '../../src/formats/form.js';
import { findForm, forms } from '../../src/formats/forms.js';
import { corpus } from './corpus.js';

const known = (build: string): CapabilityDocument => loadDocument(build) as CapabilityDocument;

/** The document as the form tells it; undefined where it has no room for it. */
function through(form: Form, document: CapabilityDocument, model: string): CapabilityDocument | undefined {
  const single = form.name.startsWith('vhost-user');
  const models = document.models[model];
  const narrowed = single && models !== undefined ? { ...document, models: { [model]: models } } : document;
  const written = form.write(narrowed, form.name === 'vhost-user-capabilities' ? { type: 'net' } : {});
  if (!written.ok) return undefined;
  const read = form.read(written.value, single ? { model } : {});
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

/** Each version that the build has of the model, and its defaults, as far as they need no facts. */
function machines(document: CapabilityDocument, model: string): readonly Machine[] {
  const wanted = ['', ...(document.models[model]?.versions ?? []).map(({ name }) => `version=${name}`)];
  const hostFacts = Object.fromEntries(Object.entries(document.hostFacts).map(([name, fact]) => [name, fact.default]));
  return wanted.flatMap((configuration) => {
    const made = startMachine(document, { hostFacts, devices: [{ address: 'a', model, configuration }] });
    return made.ok ? [made.value] : [];
  });
}

const codes = ({ reasons }: Verdict): readonly string[] => [...new Set(reasons.map(({ code }) => code))].sort();

describe.each(forms.map((form) => [form.name, form] as const))('%s', (_, form) => {
  test('a destination that a form tells of: never yes, and no only where the whole says no', () => {
    const seen = new Map<string, number>();
    for (const source of corpus) {
      for (const model of Object.keys(source.models)) {
        const all = machines(source, model);
        for (const destination of corpus) {
          if (!Object.hasOwn(destination.models, model)) continue;
          const told = through(form, destination, model);
          if (told === undefined) continue;
          for (const machine of all) {
            const verdict = check({ source: { document: source, machine }, destination: { document: told } });
            expect(verdict.outcome).not.toBe('yes');
            seen.set(verdict.outcome, (seen.get(verdict.outcome) ?? 0) + 1);
            if (verdict.outcome !== 'no') continue;
            const whole = check({ source: { document: source, machine }, destination: { document: destination } });
            expect([source.build, destination.build, model, whole.outcome, codes(verdict)]).toEqual([
              source.build,
              destination.build,
              model,
              'no',
              codes(verdict),
            ]);
          }
        }
      }
    }
    expect(seen.get('depends')).toBeGreaterThan(10);
  });
});

test('the source that a form tells of: never yes, and its own version can be started', () => {
  const model = 'https://example.org/devices/e1000e';
  for (const form of forms) {
    const source = through(form, known('thread-2020@3'), model);
    if (source === undefined) continue;
    const [machine] = machines(source, model);
    if (machine === undefined) throw new Error(form.name);
    const verdict = check({ source: { document: source, machine }, destination: { document: known('thread-2020@3') } });
    expect([form.name, verdict.outcome, codes(verdict)]).toEqual([form.name, 'depends', ['DOCUMENT_SILENT']]);
  }
});

/** The source's build and version, the destination, its form, and what comes of it. */
const e1000e = 'https://example.org/devices/e1000e';
const nic = 'vendor-a.com/my-nic';
const i915 = 'https://intel.com/mdev/i915-GVTg_V5_4';
const cases: readonly (readonly [string, string, string, string, string, string, readonly string[]])[] = [
  // The check of the thread: names of params.
  ['thread-2020@3', e1000e, 'version=2', 'thread-2020@1', 'array-2020', 'no', ['DOCUMENT_SILENT', 'PARAM_UNKNOWN']],
  ['thread-2020@3', e1000e, 'version=1', 'thread-2020@1', 'array-2020', 'depends', ['DOCUMENT_SILENT']],
  ['thread-2020@3', e1000e, 'version=3', 'thread-2020@2', 'array-2020', 'depends', ['DOCUMENT_SILENT']],
  // The third proposal: values, too, and a param that cannot be disabled.
  ['thread-2020@3', e1000e, 'version=3', 'thread-2020@2', 'info-v3', 'no', ['DOCUMENT_SILENT', 'PARAM_VALUE_REFUSED']],
  ['thread-2020@3', e1000e, 'version=2', 'thread-2020@2', 'info-v3', 'depends', ['DOCUMENT_SILENT']],
  [
    'vfio-user-2020@vendor-b-1',
    nic,
    'num-resources=16,link-speed=0',
    'vfio-user-2020@vendor-a-1',
    'info-v3',
    'no',
    ['DOCUMENT_SILENT', 'PARAM_VALUE_REFUSED'],
  ],
  [
    'vfio-user-2020@vendor-b-1',
    nic,
    'num-resources=16,link-speed=0',
    'vfio-user-2020@vendor-a-1',
    'libvirt-xml',
    'no',
    ['DOCUMENT_SILENT', 'PARAM_VALUE_REFUSED'],
  ],
  // The mdev thread: one list and another.
  ['i915@o', i915, '', 'i915@n-none', 'mdev', 'no', ['DOCUMENT_SILENT', 'NOT_DECLARED']],
  ['i915@o', i915, '', 'i915@n-5.2', 'mdev', 'depends', ['DOCUMENT_SILENT']],
  ['i915@o', i915, '', 'i915@n-none', 'node-labels', 'no', ['DOCUMENT_SILENT', 'NOT_DECLARED']],
  ['i915@o', i915, '', 'i915@n-none', 'nova-traits', 'no', ['DOCUMENT_SILENT', 'NOT_DECLARED']],
];

test.each(cases)('%s %s %s → %s as %s: %s', (source, model, configuration, destination, name, outcome, want) => {
  const document = known(source);
  const made = startMachine(document, { devices: [{ address: 'a', model, configuration }] });
  const told = through(findForm(name) as Form, known(destination), model);
  if (!made.ok || told === undefined) throw new Error('not made');
  const verdict = check({ source: { document, machine: made.value }, destination: { document: told } });
  expect([verdict.outcome, codes(verdict)]).toEqual([outcome, want]);
});

test('a version that both list answers for the params, and another does not', () => {
  const machine = (version: string) =>
    startMachine(known('thread-2020@3'), { devices: [{ address: 'a', model: e1000e, configuration: `version=${version}` }] });
  const asked = (version: string, destination: string) => {
    const made = machine(version);
    const told = through(findForm('info-v4') as Form, known(destination), e1000e);
    if (!made.ok || told === undefined) throw new Error('not made');
    return check({ source: { document: known('thread-2020@3'), machine: made.value }, destination: { document: told } }).reasons.map(
      ({ want }) => want,
    );
  };
  expect(asked('2', 'thread-2020@2')).not.toContain('params');
  expect(asked('3', 'thread-2020@2')).toContain('params');
});

test('a model that is not listed is unknown; a form that names no model does not say so', () => {
  const document = known('thread-2020@3');
  const made = startMachine(document, { devices: [{ address: 'a', model: e1000e, configuration: 'version=1' }] });
  if (!made.ok) throw new Error('not made');
  const ask = (destination: CapabilityDocument) =>
    codes(check({ source: { document, machine: made.value }, destination: { document: destination } }));
  expect(ask(through(findForm('info-v4') as Form, known('i915@o'), i915) as CapabilityDocument)).toEqual(['MODEL_UNKNOWN']);
  const type = (findForm('vhost-user-capabilities') as Form).read({ f: '{"type":"net","features":[]}' });
  if (!type.ok) throw new Error('not read');
  expect(ask(type.value)).toEqual(['DOCUMENT_SILENT']);
});

test('whatever a document says to be silent about, the answer is not yes', () => {
  const document = known('thread-2020@3');
  const made = startMachine(document, { devices: [{ address: 'a', model: e1000e, configuration: 'version=1' }] });
  if (!made.ok) throw new Error('not made');
  for (const at of ['/nothing', '', '/*', '/models', '/models/*/sections']) {
    const destination = { ...document, silent: [at], digest: undefined } as unknown as CapabilityDocument;
    expect([at, check({ source: { document, machine: made.value }, destination: { document: destination } }).outcome]).toEqual([
      at,
      'depends',
    ]);
  }
});

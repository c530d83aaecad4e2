/** The end of a body, where subsections may come, in the way of each framing. */
import type { SubsectionPlan } from '../../plan/plan.js';
import type { AttributeDraft } from './attribute.js';
import { BodyType } from './body-type.js';
import { Ids, snake } from './ids.js';
import { addRule, ruleTest } from './rules.js';
import { quote } from './text.js';

export interface Known {
  readonly plan: SubsectionPlan;
  readonly type: BodyType;
}

export function addSubsections(body: BodyType, prefix: string, known: readonly Known[]): void {
  if (body.file.snapshot.framing === 'native') native(body, known);
  else qemu(body, prefix, known);
}

/** Count, then each with its name and length; unknown ones are passed over if their sender calls them optional. */
function native(body: BodyType, known: readonly Known[]): void {
  const element = elementType(body);
  const length = element.add('len_name', { type: 'u1', valid: { min: 1 } });
  const name = element.add('name', { type: 'str', size: length.id, encoding: 'UTF-8' });
  const version = element.add('version', { type: 'u4be' });
  const flags = element.add('flags', { type: 'u1', valid: { max: 1 } }).explain('Bit 0: optional.');
  const bytes = element.add('len_body', { type: 'u4be', valid: { max: Math.max(largest, body.file.snapshot.opaque?.maxSize ?? 0) } });
  const isKnown = known.map(({ plan }) => is(name, plan)).join(' or ');
  const test = [...(isKnown === '' ? [] : [isKnown]), `${flags.id} == 1`].join(' or ');
  addRule(element, 'acceptable', test, undefined, 'What is not known must be optional.');
  addVersions(element, name, version, known);
  for (const { plan, type } of known) {
    element
      .add(lastWord(plan.name), { type: type.reference(element, undefined, version.id), size: bytes.id, if: is(name, plan) })
      .named(plan.name, plan.doc);
  }
  element
    .add('unknown', { size: bytes.id, ...(isKnown === '' ? {} : { if: `not (${isKnown})` }) })
    .explain('An optional subsection that is not known.');
  body.file.types[element.id] = element.finish();
  const count = body.add('num_subsections', { type: 'u1' });
  body.add('subsections', { '-migspec': 'subsections', type: element.reference(body, undefined), repeat: 'expr', 'repeat-expr': count.id });
}

/** As long as there is 05 and a name that begins with the enclosing description's; anything else is not ours. */
function qemu(body: BodyType, prefix: string, known: readonly Known[]): void {
  const peek = peekType(body, prefix);
  if (known.length === 0) {
    body.add('next', { type: peek, valid: { expr: 'not _.found' } }).explain('No subsection is known here.');
    return;
  }
  const next = body.add('next', { type: peek });
  const element = elementType(body);
  element.add('marker', { contents: [marker] });
  const length = element.add('len_name', { type: 'u1' });
  const name = element.add('name', {
    type: 'str',
    size: length.id,
    encoding: 'UTF-8',
    valid: { 'any-of': known.map(({ plan }) => quote(plan.name)) },
  });
  const version = element.add('version', { type: 'u4be' });
  addVersions(element, name, version, known);
  for (const { plan, type } of known) {
    element
      .add(lastWord(plan.name), { type: type.reference(element, undefined, version.id), if: is(name, plan) })
      .named(plan.name, plan.doc);
  }
  const more = element.add('next', { type: peek });
  body.file.types[element.id] = element.finish();
  body.add('subsections', {
    '-migspec': 'subsections',
    type: element.reference(body, undefined),
    repeat: 'until',
    'repeat-until': `not _.${more.id}.found`,
    if: `${next.id}.found`,
  });
}

const marker = 5;

/** Bytes that a native stream may hold for a device, unless its model says otherwise. */
const largest = 16 * 1024 * 1024;

function elementType(body: BodyType): BodyType {
  const { file, scope } = body;
  return new BodyType(file, { id: file.typeIds.take(`${body.id}_subsection`), ids: new Ids('field'), scope, enclosing: body });
}

/** Looks ahead without moving: an attribute without bytes asks at once, because answers are computed when they are asked for. */
function peekType(body: BodyType, prefix: string): string {
  const bytes = [...new TextEncoder().encode(prefix)];
  return body.file.shared(`peek ${prefix}`, `peek_${snake(prefix)}`, () => ({
    doc: 'Whether a subsection comes next.',
    seq: [{ id: 'ask', size: 0, valid: { expr: ruleTest('found or not found') } }],
    instances: {
      first: { pos: '_io.pos', type: 'u1', if: 'not _io.eof' },
      len_title: { pos: '_io.pos + 1', type: 'u1' },
      title: { pos: '_io.pos + 2', size: 'len_title' },
      start: { pos: '_io.pos + 2', size: bytes.length },
      found: {
        value: `not _io.eof and first == ${marker} and len_title >= 0 and title.length > ${bytes.length}${bytes.length === 0 ? '' : ` and start == [${bytes.join(', ')}]`}`,
      },
    },
  }));
}

function addVersions(element: BodyType, name: AttributeDraft, version: AttributeDraft, known: readonly Known[]): void {
  for (const { plan } of known) {
    const { minimum, version: newest } = plan;
    const least = minimum === 0 ? [] : [`${version.id} >= ${minimum}`];
    const test = minimum === newest ? `${version.id} == ${newest}` : [...least, `${version.id} <= ${newest}`].join(' and ');
    const doc = `Versions ${minimum} to ${newest} are read.`;
    element.add(`version_of_${lastWord(plan.name)}`, { size: 0, if: is(name, plan), valid: { expr: ruleTest(test) } }).explain(doc);
  }
}

function is(name: AttributeDraft, plan: SubsectionPlan): string {
  return `${name.id} == ${quote(plan.name)}`;
}

function lastWord(name: string): string {
  return name.split('/').at(-1) ?? name;
}

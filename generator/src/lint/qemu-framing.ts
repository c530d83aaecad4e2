import { state as codes } from '../diagnostics/codes/state.js';
import type { FieldType, Section } from '../ir/layout.js';
import type { ModelIR, SpecIR } from '../ir/spec.js';
import { layoutsOf, type Place } from './layouts.js';
import type { LintContext, SpecRule } from './rule.js';

/** First byte of a subsection in the qemu framing; a reader takes what begins with it and a fitting name for one. */
const marker = 5;

/** What the qemu framing cannot say, for the models that travel in it. */
export const qemuFraming: SpecRule = (spec, context) => {
  for (const model of spec.models) {
    if (!travelsInQemu(spec, model)) continue;
    for (const place of layoutsOf(model)) {
      checkName(model, place, context);
      checkAmbiguous(model, place, context);
    }
    for (const section of model.sections) checkOptional(model, section, context);
  }
};

function travelsInQemu(spec: SpecIR, model: ModelIR): boolean {
  return spec.implementations.some(
    ({ framing, builds }) => framing === 'qemu' && builds.some((build) => build.models.some((known) => known.model === model.id)),
  );
}

/** A reader finds the owner of a subsection by the beginning of its name. */
function checkName(model: ModelIR, place: Place, { reporter, span }: LintContext): void {
  if (place.parent === undefined) return;
  const owner = wireName(model, place.parent);
  if (place.name.startsWith(owner)) return;
  const message = `the name of subsection ${place.name} does not begin with that of what it belongs to, ${owner}`;
  reporter.report(codes.subsectionNameWrong, span(...place.path), message, {
    related: [{ message: 'what it belongs to', span: span(...place.parent.path) }],
    help: `call it ${owner}/${place.name.slice(place.name.lastIndexOf('/') + 1)}`,
  });
}

function wireName(model: ModelIR, place: Place): string {
  if (place.kind === 'subsection') return place.name;
  if (place.kind === 'struct') {
    const struct = model.structs.find((each) => each.id === place.name);
    return struct?.wireName ?? struct?.origin.slice(struct.origin.indexOf('.') + 1) ?? place.name;
  }
  const last = (place.layout as Section).name.findLast((piece) => typeof piece === 'string') ?? place.name;
  return String(last).slice(String(last).lastIndexOf('/') + 1);
}

/** Behind a struct with subsections, data that begin like one of them are taken for it. */
function checkAmbiguous(model: ModelIR, { layout, path }: Place, { reporter, span }: LintContext): void {
  for (const [i, field] of layout.fields.entries()) {
    const owner = endsInSubsections(model, field.type);
    const next = layout.fields[i + 1];
    const after = field.type.kind === 'array' ? field : next;
    if (owner === undefined || after === undefined || !canBegin(model, after.type)) continue;
    const message =
      after === field
        ? `bytes of the next element of ${field.name} that begin with ${marker} and a name in ${owner} are taken for a subsection`
        : `bytes of ${after.name || 'padding'} that begin with ${marker} and a name in ${owner} are taken for a subsection of ${field.name}`;
    reporter.report(codes.subsectionAmbiguous, span(...path, 'fields', after.name), message, {
      related: [{ message: 'ends in subsections', span: span(...path, 'fields', field.name) }],
      help: 'put the struct last, or begin what follows with a field that is never 5, such as a bool',
    });
  }
}

/** The wire name of the struct whose subsections are the last bytes of the type. */
function endsInSubsections(model: ModelIR, type: FieldType): string | undefined {
  if (type.kind === 'array') return endsInSubsections(model, type.element);
  const struct = type.kind === 'struct' ? model.structs.find((each) => each.id === type.struct) : undefined;
  if (struct === undefined) return undefined;
  if (struct.subsections.length > 0) return struct.wireName ?? struct.origin;
  const last = struct.fields.at(-1);
  return last === undefined ? undefined : endsInSubsections(model, last.type);
}

/** Whether the first byte can be the marker. */
function canBegin(model: ModelIR, type: FieldType): boolean {
  switch (type.kind) {
    case 'bool':
      return false;
    case 'padding':
      return type.read === 'ignored';
    case 'array':
      return canBegin(model, type.element);
    case 'struct': {
      const first = model.structs.find((each) => each.id === type.struct)?.fields[0];
      return first !== undefined && canBegin(model, first.type);
    }
    default:
      return true;
  }
}

function checkOptional(model: ModelIR, section: Section, { reporter, span }: LintContext): void {
  if (section.optional === false) return;
  const message = `section ${section.id} is optional, and the qemu framing has no mark for that: a reader that lacks it refuses the stream`;
  reporter.report(codes.optionalUnsupported, span('model', model.id, 'sections', section.id), message, {
    help: 'write a subsection with `needed`, which a sender leaves out when nothing is lost',
  });
}

/** The bodies of functions that say how many bytes a layout takes. */
import type { Step } from '../../plan/plan.js';
import { Code } from '../code.js';
import { type Body, writerArguments, writingPlace } from './body.js';
import { countCode } from './initial.js';
import type { Place } from './module.js';
import { access } from './text.js';

/** The body of the function that counts the bytes. */
export function sizeBody(body: Body): string {
  const code = new Code();
  const place = writingPlace(body);
  const { module, object } = body;
  const native = module.snapshot.framing === 'native';
  let fixed = body.plan.kind === 'struct' && body.plan.versioned ? 4 : 0;
  const lines: (() => void)[] = [];
  const visit = (steps: readonly Step[], add: (bytes: number) => void): void => {
    for (const step of steps) {
      if (step.kind === 'run') add(step.bytes);
      if (step.kind === 'when') {
        const test = module.print(step.when, place);
        if (test === 'true') visit(step.steps, add);
        if (test === 'true' || test === 'false') continue;
        const inner: (() => void)[] = [];
        let bytes = 0;
        const kept = lines.splice(0);
        visit(step.steps, (more) => {
          bytes += more;
        });
        inner.push(...lines.splice(0));
        lines.push(...kept, () =>
          code.block(`if (${test})`, () => {
            if (bytes > 0) code.line(`bytes += ${bytes};`);
            for (const line of inner) line();
          }),
        );
      }
      if (step.kind === 'string') {
        add(step.type.lengthBits / 8);
        lines.push(() => code.line(`bytes += ${module.runtime('textLength')}(${access(object, step.field.name)});`));
      }
      const filler = 'field' in step && step.field.filler !== undefined;
      if (filler && (step.kind === 'bytes' || step.kind === 'array')) {
        const width = step.kind === 'array' ? (step.width ?? 0) : 1;
        lines.push(() => code.line(`bytes += ${width === 1 ? '' : `${width} * `}(${countCode(module, step.count, place)});`));
        continue;
      }
      if (step.kind === 'bytes') lines.push(() => code.line(`bytes += ${access(object, step.field.name)}.length;`));
      if (step.kind === 'array') lines.push(() => code.lines(arraySize(body, step, place)));
      if (step.kind === 'list') {
        add(1);
        lines.push(() => code.lines(listSize(body, step, place)));
      }
      if (step.kind === 'struct') {
        lines.push(() => code.line(`bytes += ${sizeCall(body, step.struct, access(object, step.field.name), place)};`));
      }
      if (step.kind === 'subsections') {
        if (native) add(1);
        const args = writerArguments(body).join(', ');
        for (const subsection of body.subsections) {
          const header = new TextEncoder().encode(subsection.plan.name).length + (native ? 10 : 6);
          lines.push(() => code.line(`if (${subsection.names.needed}(${args})) bytes += ${header} + ${subsection.names.size}(${args});`));
        }
      }
    }
  };
  visit(body.plan.steps, (bytes) => {
    fixed += bytes;
  });
  if (lines.length === 0) return `return ${fixed};`;
  code.line(`let bytes = ${fixed};`);
  for (const line of lines) line();
  code.line('return bytes;');
  return code.text;
}

function arraySize(body: Body, step: Step & { readonly kind: 'array' }, place: Place): string[] {
  const value = access(body.object, step.field.name);
  if (step.width !== undefined) return [`bytes += ${value}.length${step.width === 1 ? '' : ` * ${step.width}`};`];
  if (step.element.kind !== 'struct') return [];
  return [`for (const element of ${value}) bytes += ${sizeCall(body, step.element.struct, 'element', place)};`];
}

/** Without the last marker. */
function listSize(body: Body, step: Step & { readonly kind: 'list' }, place: Place): string[] {
  const value = access(body.object, step.field.name);
  if (step.width !== undefined) return [`bytes += ${value}.length * ${step.width + 1};`];
  return [`for (const element of ${value}) bytes += 1 + ${sizeCall(body, step.struct, 'element', place)};`];
}

function sizeCall(body: Body, struct: string, value: string, place: Place): string {
  const { module } = body;
  return `${module.structFunction('size', struct)}(${[value, 'env', ...module.senderArgument(struct, place)].join(', ')})`;
}

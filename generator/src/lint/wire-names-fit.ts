import { state as codes } from '../diagnostics/codes/state.js';
import { alive } from '../ir/revisions.js';
import type { ModelIR } from '../ir/spec.js';
import { configurations, whenParams } from './decide.js';
import { layoutsOf } from './layouts.js';
import { blocksOf, known, type Named, sectionsOf, textOf } from './named.js';
import type { LintContext, ModelRule } from './rule.js';

/** Length of a name on the wire, in bytes: its own length is one byte. */
const longest = 255;
/** Instances are 32 bits without a sign. */
const highest = (1n << 32n) - 1n;

/** Names and instances fit on the wire in every configuration. */
export const wireNamesFit: ModelRule = (model, context) => {
  for (const { kind, name, path } of layoutsOf(model)) {
    if (kind === 'subsection') reportLong(context, kind, Buffer.byteLength(name), '', path);
  }
  for (const each of [...sectionsOf(model), ...blocksOf(model)]) {
    nameFits(model, context, each);
    instanceFits(model, context, each);
  }
};

function reportLong({ reporter, span }: LintContext, what: string, bytes: number, when: string, path: readonly string[]): boolean {
  if (bytes <= longest) return false;
  const message = `the name of the ${what} has ${bytes} bytes on the wire${when}; ${longest} are possible`;
  reporter.report(codes.wireNameTooLong, span(...path), message, { help: 'take a shorter name' });
  return true;
}

/** What is not known here, such as the device's path, counts as nothing. */
function nameFits(model: ModelIR, context: LintContext, { what, pieces, life, path }: Named): void {
  const read = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.expr]));
  for (const revision of model.revisions.keys()) {
    if (!alive(life, revision)) continue;
    for (const configuration of configurations(model, revision, read)) {
      const text = pieces.map((piece) => (typeof piece === 'string' ? piece : (textOf(known(piece.expr, configuration)) ?? '')));
      if (reportLong(context, what, Buffer.byteLength(text.join('')), whenParams(model, configuration, read), path)) return;
    }
  }
}

/** An instance that does not fit would arrive as another one. */
function instanceFits(model: ModelIR, { reporter, span }: LintContext, { instance, life, label, path }: Named): void {
  if (instance === undefined) return;
  for (const revision of model.revisions.keys()) {
    if (!alive(life, revision)) continue;
    for (const configuration of configurations(model, revision, [instance])) {
      // The first device of a kind is instance 0.
      const value = known(instance, configuration, '0');
      if (value.op !== 'int' || (BigInt(value.value) >= 0n && BigInt(value.value) <= highest)) continue;
      const when = whenParams(model, configuration, [instance]);
      const message = `the instance of ${label} is ${value.value}${when}; the wire holds 0 to ${highest}`;
      reporter.report(codes.instanceOutside, span(...path), message, {
        help: 'correct the expression or the range of what it reads, or bound it with max(…, 0)',
      });
      return;
    }
  }
}

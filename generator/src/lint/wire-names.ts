import { state as codes } from '../diagnostics/codes/state.js';
import type { Expression } from '../expr/tree.js';
import type { Section } from '../ir/layout.js';
import type { Life } from '../ir/spec.js';
import { layoutsOf } from './layouts.js';
import { type ModelRule, sameExpr } from './rule.js';

/** Length of a name on the wire, in bytes: its own length is one byte. */
const longest = 255;

/** Names on the wire fit, and name and instance together tell sections apart. */
export const wireNames: ModelRule = (model, { reporter, span }) => {
  const tooLong = (what: string, pieces: readonly (string | Expression)[], path: readonly string[]): void => {
    const bytes = pieces.reduce((sum, piece) => sum + (typeof piece === 'string' ? Buffer.byteLength(piece) : 0), 0);
    if (bytes <= longest) return;
    reporter.report(
      codes.wireNameTooLong,
      span(...path),
      `the name of the ${what} has ${bytes} bytes on the wire; ${longest} are possible`,
      {
        help: 'take a shorter name',
      },
    );
  };
  for (const { kind, name, path } of layoutsOf(model)) if (kind === 'subsection') tooLong(kind, [name], path);
  for (const [i, section] of model.sections.entries()) {
    const path = ['model', model.id, 'sections', section.id];
    tooLong('section', section.name, path);
    const twin = model.sections.slice(0, i).find((before) => meet(before, section) && sameName(before, section));
    if (twin === undefined) continue;
    reporter.report(codes.wireNameTwice, span(...path), `${section.id} and ${twin.id} have the same name and instance on the wire`, {
      related: [{ message: 'the other section', span: span('model', model.id, 'sections', twin.id) }],
      help: 'give one another `name` or `instance`',
    });
  }
};

function meet(a: Life, b: Life): boolean {
  return (a.removed === undefined || b.added < a.removed) && (b.removed === undefined || a.added < b.removed);
}

function sameName(a: Section, b: Section): boolean {
  const key = ({ name }: Section): string => JSON.stringify(name.map((piece) => (typeof piece === 'string' ? piece : piece.expr)));
  return key(a) === key(b) && sameExpr(a.instance.expr, b.instance.expr);
}

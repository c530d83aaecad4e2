/** The end of a layout, where subsections may come, in the way of each framing. */
import { connective, integerLeaf } from '../../expr/print-c.js';
import { cLiteral, compareInts } from '../../expr/print-c-int.js';
import type { SubsectionBody } from './body.js';
import type { Decoder } from './decode.js';
import { textArguments } from './layout.js';

export function printSubsectionsRead(decoder: Decoder, prefix: string): void {
  const { body, code, place } = decoder;
  const parts = body.subsections.map((subsection) => ({ subsection, came: place.names.take(`came_${subsection.suffix}`) }));
  for (const { came } of parts) code.line(`bool ${came} = false;`);
  if (body.layout.native) native(decoder, parts);
  else qemu(decoder, parts, prefix);
  for (const { subsection, came } of parts) code.line(`if (!${came} && !absent_${subsection.suffix}(scope, ${body.object})) return false;`);
}

type Parts = readonly { readonly subsection: SubsectionBody; readonly came: string }[];

function native(decoder: Decoder, parts: Parts): void {
  const { body, code, place } = decoder;
  const list = place.names.take('subsections');
  code.line(`migspec_native_subsections ${list};`);
  code.line(`if (!migspec_native_begin(reader, at, &${list})) return false;`);
  code.block(`while (${list}.done < ${list}.total)`, () => {
    code.line(`if (!migspec_native_next(reader, &${list})) return false;`);
    parts.forEach(({ subsection, came }, index) => {
      code.line(`${index === 0 ? '' : '} else '}if (migspec_native_is(&${list}, ${textArguments(subsection.plan.name)})) {`);
      code.indent(() => {
        refuseVersion(decoder, subsection, `${list}.version`, `${list}.at`);
        const end = place.names.take('end');
        code.line(`const size_t ${end} = reader->end;`);
        code.line(`reader->end = ${list}.end;`);
        code.line(`if (!decode_${subsection.suffix}(scope, ${list}.version, ${body.object})) return false;`);
        code.line(`if (reader->offset != ${list}.end) ${decoder.refuse('TRAILING_BYTES', 'reader->offset', subsection.plan.name)}`);
        code.line(`reader->end = ${end};`);
        code.line(`${came} = true;`);
      });
    });
    const unknown = (): void => {
      code.line(`if (!${list}.optional) ${decoder.refuse('SECTION_UNKNOWN', `${list}.at`, 'subsection')}`);
      code.line('reader->status.dropped++;');
    };
    if (parts.length === 0) {
      unknown();
      return;
    }
    code.line('} else {');
    code.indent(unknown);
    code.line('}');
  });
  code.line(`at = ${list}.end;`);
}

function qemu(decoder: Decoder, parts: Parts, prefix: string): void {
  const { body, code, place } = decoder;
  const found = place.names.take('subsection');
  const enter = `if (!migspec_qemu_enter(reader, at, ${textArguments(prefix)}, &${found})) return false;`;
  const unknown = decoder.refuse('SECTION_UNKNOWN', 'at', 'subsection');
  code.line(`migspec_qemu_subsection ${found};`);
  code.line(enter);
  if (parts.length === 0) {
    code.line(`if (${found}.there) ${unknown}`);
    return;
  }
  code.block(`while (${found}.there)`, () => {
    parts.forEach(({ subsection, came }, index) => {
      code.line(`${index === 0 ? '' : '} else '}if (migspec_qemu_is(reader, at, ${textArguments(subsection.plan.name)})) {`);
      code.indent(() => {
        refuseVersion(decoder, subsection, `${found}.version`, 'at');
        code.line(`if (!decode_${subsection.suffix}(scope, ${found}.version, ${body.object})) return false;`);
        code.line(`${came} = true;`);
      });
    });
    code.line('} else {');
    code.indent(() => code.line(unknown));
    code.line('}');
    code.line('at = reader->offset;');
    code.line(enter);
  });
}

function refuseVersion(decoder: Decoder, { plan }: SubsectionBody, version: string, at: string): void {
  const test = outsideVersions(version, plan);
  if (test !== 'false') decoder.code.line(`if (${test}) ${decoder.refuse('SECTION_VERSION_REFUSED', at, plan.name)}`);
}

/** Whether a version is none of those accepted. */
export function outsideVersions(version: string, accepted: { readonly version: number; readonly minimum: number }): string {
  const received = integerLeaf(version, 32, false);
  const newest = cLiteral(BigInt(accepted.version));
  if (accepted.minimum === accepted.version) return compareInts('ne', received, newest).text;
  return connective('or', compareInts('lt', received, cLiteral(BigInt(accepted.minimum))), compareInts('gt', received, newest)).text;
}

/** The end of a layout, where subsections may come, in the way of each framing. */
import { variableNames } from '../../plan/plan-layout.js';
import type { SubsectionBody } from './body.js';
import type { Decoder } from './decode.js';
import type { Module } from './module.js';
import { access, pascalCase, propertyKey, quote } from './text.js';

export function printSubsectionsRead(decoder: Decoder, prefix: string): void {
  const { body, code, names } = decoder;
  const { module } = body;
  const parts = body.subsections.map((subsection) => ({ subsection, local: names.take(`${lower(subsection.names.type)}Part`) }));
  for (const { subsection, local } of parts) code.line(`let ${local}: ${subsection.names.type} | undefined;`);
  const call = (subsection: SubsectionBody, version: string): string =>
    `${subsection.names.decode}(${['cursor', 'env', version, ...outerArguments(decoder, subsection)].join(', ')})`;
  if (isNative(decoder)) {
    module.runtime('NativeSubsections');
    const list = names.take('subsections');
    code.line(`const ${list} = new NativeSubsections(cursor, offset);`);
    code.block(`while (${list}.next())`, () => {
      code.block(`switch (${list}.name)`, () => {
        for (const { subsection, local } of parts) {
          code.line(`case ${quote(subsection.plan.name)}:`);
          code.indent(() => {
            refuseVersion(decoder, subsection, `${list}.version`, `${list}.at`);
            code.line(`cursor.end = ${list}.end;`);
            code.line(`${local} = ${call(subsection, `${list}.version`)};`);
            code.line(
              `if (cursor.offset !== ${list}.end) throw cursor.error('TRAILING_BYTES', ${list}.name, cursor.offset, ${list}.end - cursor.offset, 0);`,
            );
            code.line('cursor.end = end;');
            code.line('break;');
          });
        }
        code.line('default:');
        code.indent(() => {
          code.line(`if (!${list}.optional) throw cursor.error('SECTION_UNKNOWN', ${list}.name, ${list}.at);`);
          code.line(`cursor.noteDropped(${list}.name);`);
        });
      });
    });
    code.line(`offset = ${list}.end;`);
  } else {
    module.runtime('enterSubsection');
    module.runtime('subsectionName');
    const unknown = "throw cursor.error('SECTION_UNKNOWN', subsectionName(cursor, offset), offset);";
    if (parts.length === 0) {
      code.line(`if (enterSubsection(cursor, offset, ${decoder.prefix(prefix)}) >= 0) ${unknown}`);
      return;
    }
    module.runtime('subsectionIs');
    const received = names.take('subsectionVersion');
    code.line(`let ${received} = enterSubsection(cursor, offset, ${decoder.prefix(prefix)});`);
    code.block(`while (${received} >= 0)`, () => {
      parts.forEach(({ subsection, local }, index) => {
        const head = `${index === 0 ? '' : '} else '}if (subsectionIs(cursor, offset, ${nameConstant(module, subsection.plan.name)})) {`;
        code.line(head);
        code.indent(() => {
          refuseVersion(decoder, subsection, received, 'offset');
          code.line(`${local} = ${call(subsection, received)};`);
        });
      });
      code.line('} else {');
      code.indent(() => code.line(unknown));
      code.line('}');
      code.line('offset = cursor.offset;');
      code.line(`${received} = enterSubsection(cursor, offset, ${decoder.prefix(prefix)});`);
    });
  }
  for (const { subsection, local } of parts) {
    code.block(`if (${local} === undefined)`, () => {
      code.line(`cursor.noteAbsent(${quote(subsection.plan.name)});`);
      code.line(`${local} = ${subsection.names.absent}(${['env', ...outerArguments(decoder, subsection)].join(', ')});`);
    });
    for (const name of variableNames(subsection.plan)) decoder.set(name, access(local, name));
  }
}

function refuseVersion(decoder: Decoder, subsection: SubsectionBody, version: string, at: string): void {
  const { name, version: known, minimum } = subsection.plan;
  // A version is never negative: a minimum of 0 needs no look.
  const [refused, accepted] =
    minimum === known
      ? [`${version} !== ${known}`, String(known)]
      : minimum === 0
        ? [`${version} > ${known}`, `at most ${known}`]
        : [`${version} < ${minimum} || ${version} > ${known}`, `${minimum} to ${known}`];
  decoder.code.line(`if (${refused}) throw cursor.error('SECTION_VERSION_REFUSED', ${quote(name)}, ${at}, ${version}, '${accepted}');`);
}

/** The constant with the bytes of a description's name. */
export function nameConstant(module: Module, name: string): string {
  const plain = pascalCase(name.split('/').at(-1) ?? name, 'part');
  return module.constant(`${lower(plain)}Name`, `${module.runtime('nameBytes')}(${quote(name)})`);
}

function isNative(decoder: Decoder): boolean {
  return decoder.body.module.snapshot.framing === 'native';
}

/** Values of enclosing bodies for a subsection's functions, from the locals of the reader. */
export function outerArguments(decoder: Decoder, subsection: SubsectionBody): string[] {
  return (['state', 'self'] as const).flatMap((scope) => {
    const refs = subsection.plan.outer.filter((ref) => ref.scope === scope);
    if (refs.length === 0) return [];
    return [`{ ${refs.map((ref) => `${propertyKey(ref.name)}: ${decoder.place[scope](ref.name)}`).join(', ')} }`];
  });
}

function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** What a schema cannot say: names that are meant to be somewhere, circles, numbers written as text. */
import type { CapabilityDocument, DocumentField, DocumentFieldType, DocumentLayout, DocumentModel } from '@migspec/capabilities';
import type { Problem } from '../problem.js';

/** Deeper nesting of structs is refused; it bounds every walk. */
const deepest = 16;

export function checkLinks(document: CapabilityDocument): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (at: string, message: string): void => {
    problems.push({ code: 'DOCUMENT_INVALID', message: `${at}: ${message}`, at });
  };
  for (const [name, { parent, child }] of Object.entries(document.classes)) {
    for (const other of [parent, child]) {
      if (other !== undefined && !Object.hasOwn(document.classes, other)) report(`/classes/${name}`, `there is no class '${other}'`);
    }
  }
  for (const [id, model] of Object.entries(document.models))
    checkModel(model, `/models/${id.replaceAll('~', '~0').replaceAll('/', '~1')}`, report);
  return problems;
}

type Report = (at: string, message: string) => void;

function checkModel(model: DocumentModel, at: string, report: Report): void {
  unique(
    model.params.map((param) => param.id),
    `${at}/params`,
    report,
  );
  unique(
    model.params.map((param) => param.name),
    `${at}/params`,
    report,
  );
  unique(
    model.variables.map((variable) => variable.name),
    `${at}/variables`,
    report,
  );
  for (const param of model.params) {
    const { items, multipleOf, mask } = param.range;
    const numbers = [multipleOf, mask, ...items.flatMap((item) => ('value' in item ? [] : [item.min, item.max]))];
    if (!numbers.every(isInteger)) report(`${at}/params/${param.name}/range`, 'an integer is expected');
  }
  for (const section of model.sections) {
    if (section.minimum > section.version || section.version - section.minimum > 1_000_000)
      report(`${at}/sections/${section.id}`, 'no such versions');
    checkLayout(model, section, `${at}/sections/${section.id}`, 0, report);
  }
  for (const variable of model.variables) checkField(model, variable, `${at}/variables/${variable.name}`, 0, report);
}

function checkLayout(model: DocumentModel, layout: DocumentLayout, at: string, depth: number, report: Report): void {
  for (const field of layout.fields) checkField(model, field, `${at}/${field.name}`, depth, report);
  for (const subsection of layout.subsections) checkLayout(model, subsection, `${at}/${subsection.name}`, depth, report);
}

function checkField(model: DocumentModel, field: DocumentField, at: string, depth: number, report: Report): void {
  if (!isInteger(field.bounds.reserved)) report(at, 'an integer is expected');
  checkType(model, field.type, at, depth, report);
}

function checkType(model: DocumentModel, type: DocumentFieldType, at: string, depth: number, report: Report): void {
  if (depth > deepest) {
    report(at, 'structs are nested too deep');
    return;
  }
  switch (type.kind) {
    case 'array':
      checkType(model, type.element, at, depth + 1, report);
      return;
    case 'enum':
      if (!type.values.every((item) => isInteger(item.value))) report(at, 'an integer is expected');
      return;
    case 'struct': {
      const struct = Object.hasOwn(model.structs, type.struct) ? model.structs[type.struct] : undefined;
      if (struct === undefined) report(at, `there is no struct '${type.struct}'`);
      else checkLayout(model, struct, at, depth + 1, report);
    }
  }
}

function unique(names: readonly string[], at: string, report: Report): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) report(at, `'${name}' appears twice`);
    seen.add(name);
  }
}

function isInteger(text: string | undefined): boolean {
  return text === undefined || /^-?\d{1,20}$/.test(text) || /^0x[0-9a-fA-F]{1,16}$/.test(text);
}

/** What a schema cannot say: names that are meant to be somewhere, circles, numbers written as text, sizes. */
import type {
  CapabilityDocument,
  DocumentArrayCount,
  DocumentField,
  DocumentFieldType,
  DocumentLayout,
  DocumentModel,
} from '@migspec/capabilities';
import { isPattern } from '../formats/silence.js';
import type { Problem } from '../problem.js';
import { parseValue } from '../values.js';

/** Values in one state; it bounds every walk and every state that is made. */
const mostValues = 2 ** 26;
const deepestStructs = 16;
/** Pointers of `silent` that stand for several members. */
const mostPatterns = 256;

type Report = (at: string, message: string) => void;

export function checkLinks(document: CapabilityDocument): readonly Problem[] {
  const problems: Problem[] = [];
  const report: Report = (at, message) => {
    problems.push({ code: 'DOCUMENT_INVALID', message: `${at}: ${message}`, at });
  };
  for (const [name, { parent, child }] of Object.entries(document.classes)) {
    for (const other of [parent, child]) {
      if (other !== undefined && !Object.hasOwn(document.classes, other)) report(`/classes/${name}`, `there is no class '${other}'`);
    }
  }
  for (const [name, raw] of Object.entries(document.host ?? {})) {
    const fact = Object.hasOwn(document.hostFacts, name) ? document.hostFacts[name] : undefined;
    if (fact === undefined || parseValue(fact.type, raw) === undefined) {
      report(`/host/${name.slice(0, 80)}`, 'a value of a host fact that the build declares is expected');
    }
  }
  if ((document.silent ?? []).filter(isPattern).length > mostPatterns)
    report('/silent', `at most ${mostPatterns} pointers with * are expected`);
  checkErrata(document, report);
  for (const [id, model] of Object.entries(document.models)) {
    new ModelLinks(model, `/models/${id.replaceAll('~', '~0').replaceAll('/', '~1')}`, report).check();
  }
  return problems;
}

/** Remedies of one erratum. */
const mostRemedies = 64;

function checkErrata({ errata, models }: CapabilityDocument, report: Report): void {
  const ids = new Set<string>();
  errata.forEach(({ id, remedies = [], outcome }, index) => {
    const at = `/errata/${index}`;
    if (ids.has(id)) report(at, `'${id.slice(0, 80)}' is there twice`);
    ids.add(id);
    if (remedies.length > mostRemedies) report(`${at}/remedies`, `at most ${mostRemedies} are expected`);
    if (outcome !== undefined && !Object.hasOwn(models, outcome.model))
      report(`${at}/outcome`, `there is no model '${outcome.model.slice(0, 80)}'`);
  });
}

class ModelLinks {
  private readonly model: DocumentModel;
  private readonly at: string;
  private readonly report: Report;
  /** Values in a struct, and how deep structs lie in it; `open` while it is looked at. */
  private readonly structs = new Map<string, { readonly values: number; readonly depth: number } | 'open'>();

  constructor(model: DocumentModel, at: string, report: Report) {
    this.model = model;
    this.at = at;
    this.report = report;
  }

  check(): void {
    const { model, at } = this;
    this.unique(
      'params',
      model.params.map((param) => param.id),
    );
    this.unique(
      'params',
      model.params.map((param) => param.name),
    );
    this.unique(
      'variables',
      model.variables.map((variable) => variable.name),
    );
    this.unique(
      'sections',
      model.sections.map((section) => section.id),
    );
    for (const { name, range } of model.params) {
      const numbers = [range.multipleOf, range.mask, ...range.items.flatMap((item) => ('value' in item ? [] : [item.min, item.max]))];
      if (!numbers.every(isInteger)) this.report(`${at}/params/${name}/range`, 'an integer is expected');
    }
    for (const section of model.sections) {
      if (section.minimum > section.version) this.report(`${at}/sections/${section.id}`, 'the oldest version is above the newest');
      this.layout(section, `${at}/sections/${section.id}`);
    }
    this.fields(model.variables, `${at}/variables`);
    for (const id of Object.keys(model.structs)) this.struct(id, `${at}/structs/${id}`);
  }

  private layout(layout: DocumentLayout, at: string): { readonly values: number; readonly depth: number } {
    const own = this.fields(layout.fields, at);
    const inner = layout.subsections.map((subsection) => this.layout(subsection, `${at}/${subsection.name}`));
    return {
      values: inner.reduce((sum, { values }) => sum + values, own.values),
      depth: inner.reduce((most, { depth }) => Math.max(most, depth), own.depth),
    };
  }

  private fields(fields: readonly DocumentField[], at: string): { readonly values: number; readonly depth: number } {
    let values = 0;
    let depth = 0;
    for (const field of fields) {
      if (!isInteger(field.bounds.reserved)) this.report(`${at}/${field.name}`, 'an integer is expected');
      const found = this.type(field.type, `${at}/${field.name}`);
      values += found.values;
      depth = Math.max(depth, found.depth);
    }
    if (values > mostValues) this.report(at, 'the state is too large');
    return { values: Math.min(values, mostValues), depth };
  }

  private type(type: DocumentFieldType, at: string): { readonly values: number; readonly depth: number } {
    switch (type.kind) {
      case 'array': {
        const element = this.type(type.element, at);
        return { values: element.values * this.count(type.count, at), depth: element.depth };
      }
      case 'bytes':
        return { values: this.count(type.length, at) / 8, depth: 0 };
      case 'enum':
        if (!type.values.every((item) => isInteger(item.value))) this.report(at, 'an integer is expected');
        return { values: 1, depth: 0 };
      case 'struct':
        return this.struct(type.struct, at);
      default:
        return { values: 1, depth: 0 };
    }
  }

  /** Each struct once, however often it is used. */
  private struct(id: string, at: string): { readonly values: number; readonly depth: number } {
    const known = this.structs.get(id);
    if (known === 'open') this.report(at, `the struct '${id}' contains itself`);
    if (known !== undefined) return known === 'open' ? { values: 0, depth: 0 } : known;
    const struct = Object.hasOwn(this.model.structs, id) ? this.model.structs[id] : undefined;
    if (struct === undefined) {
      this.report(at, `there is no struct '${id}'`);
      return { values: 0, depth: 0 };
    }
    this.structs.set(id, 'open');
    const inner = this.layout(struct, `${this.at}/structs/${id}`);
    const found = { values: inner.values, depth: inner.depth + 1 };
    if (found.depth > deepestStructs) this.report(at, 'structs are nested too deep');
    this.structs.set(id, found);
    return found;
  }

  private count(count: DocumentArrayCount, at: string): number {
    const most = count.kind === 'fixed' ? count.value : count.capacity;
    if (most < 0) this.report(at, 'a count is below 0');
    return Math.max(0, most);
  }

  private unique(place: string, names: readonly string[]): void {
    const seen = new Set<string>();
    for (const name of names) {
      if (seen.has(name)) this.report(`${this.at}/${place}`, `'${name}' appears twice`);
      seen.add(name);
    }
  }
}

function isInteger(text: string | undefined): boolean {
  return text === undefined || /^-?\d{1,20}$/.test(text) || /^0x[0-9a-fA-F]{1,16}$/.test(text);
}

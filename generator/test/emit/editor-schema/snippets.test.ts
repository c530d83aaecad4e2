import { expect, test } from 'vitest';
import { Reporter } from '../../../src/diagnostics/reporter.js';
import { annotate, type EditorSchema } from '../../../src/emit/editor-schema/annotate.js';
import { emitEditorSchemas } from '../../../src/emit/editor-schema/emit.js';
import type { Snippet } from '../../../src/emit/editor-schema/snippets.js';
import { parseYaml } from '../../../src/parse/yaml.js';
import { classesFile } from '../../../src/schema/classes.js';
import { compatFile } from '../../../src/schema/compat.js';
import { composedFile } from '../../../src/schema/composed.js';
import { implementationFile } from '../../../src/schema/implementation.js';
import { machinesFile } from '../../../src/schema/machines.js';
import { modelFile } from '../../../src/schema/model.js';
import { typesFile } from '../../../src/schema/types.js';
import { Places } from '../../../src/shape/places.js';
import { schemaNode } from '../../../src/shape/schema-node.js';
import { shape } from '../../../src/shape/shape.js';
import { sourceText } from '../../../src/text/source.js';
import { brief, compileText, nicFindings } from '../../compile/support.js';

interface Place {
  readonly path: string;
  readonly schema: EditorSchema;
  /** A property, the value of a map or an item of a list; not one of several ways of writing it. */
  readonly own: boolean;
}

const files = { modelFile, typesFile, classesFile, implementationFile, compatFile, machinesFile, composedFile };
const places = Object.entries(files).flatMap(([name, file]) => placesOf({ path: name, schema: annotate(schemaNode(file)), own: true }));

function placesOf(place: Place): readonly Place[] {
  const { properties = {}, patternProperties = {}, items, anyOf = [] } = place.schema;
  const inner = [
    ...Object.entries(properties).map(([key, schema]) => ({ path: `${place.path}.${key}`, schema, own: true })),
    ...Object.values(patternProperties).map((schema) => ({ path: `${place.path}.*`, schema, own: true })),
    ...(items === undefined ? [] : [{ path: `${place.path}[]`, schema: items, own: true }]),
    ...anyOf.map((schema) => ({ path: `${place.path}|`, schema, own: false })),
  ] as readonly Place[];
  return [place, ...inner.flatMap(placesOf)];
}

/** What stands there when an author accepts the snippet as it is. */
function expanded({ body }: Snippet): string {
  const text =
    typeof body === 'string'
      ? body
      : Object.entries(body)
          .map(([key, value]) => `${key}: ${value}`)
          .join('\n');
  return text.replaceAll(/\$\{\d+:((?:\\.|[^\\}])*)\}/g, '$1').replaceAll(/\\([\\$}])/g, '$1');
}

test('every property says what it is, in a sentence, with its kind and an example', () => {
  const silent = places.filter(({ schema, own }) => own && !/^.{12,}\.$/s.test(schema.description ?? '')).map(({ path }) => path);
  expect(silent).toEqual([]);
  for (const { path, schema, own } of places) {
    expect(schema.markdownDescription, path).toContain(schema.description?.replace(/ \([^()]*\)$/, ''));
    if (own && schema.type !== 'object') expect(schema.markdownDescription, path).toMatch(/\n\n```yaml\n[^\n]/);
    if (schema.enumDescriptions !== undefined) expect(schema.enumDescriptions.length, path).toBe(schema.enum?.length);
  }
  expect(places.length).toBeGreaterThan(400);
});

test('every property, map entry and list item has a snippet that fits where it is offered', () => {
  for (const { path, schema, own } of places) {
    const snippets = schema.defaultSnippets ?? [];
    if (own) expect(snippets.length, path).toBeGreaterThan(0);
    expect(new Set(snippets.map(({ label }) => label)).size, path).toBe(snippets.length);
    for (const snippet of snippets) {
      const text = expanded(snippet);
      const reporter = new Reporter();
      const node = parseYaml(sourceText(path, text), reporter);
      if (node !== undefined) shape(schema as object, node, new Places(), reporter);
      expect([path, text, brief(reporter.sorted())]).toEqual([path, text, []]);
    }
  }
});

function snippetsAt(path: string): readonly { readonly label: string; readonly text: string }[] {
  const found = places.find((place) => place.path === path)?.schema.defaultSnippets ?? [];
  return found.map((snippet) => ({ label: snippet.label, text: expanded(snippet) }));
}

test('what a snippet means for the editor is escaped in its text', () => {
  const name = places.find(({ path }) => path === 'modelFile.state.*.name')?.schema.defaultSnippets;
  expect(name?.map(({ body }) => body)).toEqual([`"\${1:\\\${device.path\\}/nic}"`]);
});

test('the small files that an empty one is offered make a spec without findings', () => {
  const roots = new Map(
    emitEditorSchemas().map(({ path, text }) => {
      const { defaultSnippets } = JSON.parse(text) as { readonly defaultSnippets: readonly [Snippet] };
      return [path.replace('.schema.json', ''), `${expanded(defaultSnippets[0])}\n`];
    }),
  );
  const result = compileText({
    'models/example.org/nic.yaml': roots.get('model') ?? '',
    'classes/acme.yaml': roots.get('classes') ?? '',
    // Machine types are asked where destinations are started by them.
    'implementations/acme.yaml': (roots.get('implementation') ?? '').replace('destination: configured', 'destination: started'),
    'compat/1.yaml': roots.get('compat') ?? '',
    'machines/pc.yaml': roots.get('machines') ?? '',
    'types/bus.yaml': roots.get('types') ?? '',
  });
  expect(brief(result.diagnostics)).toEqual(['MS3014 the type bus.Entry is used nowhere']);
  expect(result.spec?.implementations[0]?.builds.length).toBe(2);
});

test('the snippets for params compile, once something observes the param', () => {
  for (const { label, text } of snippetsAt('modelFile.params')) {
    const findings = nicFindings(
      `sources: [test]\nparams:\n  ${text}\nobservables: { x: "params.name" }\nstate: { nic: { sources: [test], fields: { s: u8 } } }\n`,
    );
    expect([label, findings]).toEqual([label, []]);
  }
});

test('the snippets for fields, sections and subsections compile', () => {
  for (const { label, text } of snippetsAt('modelFile.state.*.fields')) {
    const types = 'types: { Entry: { fields: { size: u32 } } }';
    const body = `sources: [test]\n${types}\nstate: { nic: { sources: [test], version: 2, minimum: 1, fields: { entries: u16, one: Entry, ${text} } } }\n`;
    expect([label, nicFindings(body)]).toEqual([label, []]);
  }
  const [section] = snippetsAt('modelFile.state');
  const [subsection] = snippetsAt('modelFile.state.*.subsections');
  expect(nicFindings(`sources: [test]\nstate:\n  ${section?.text}\n`)).toEqual([]);
  const body = `sources: [test]\nstate:\n  nic:\n    sources: [test]\n    fields: { s: u8 }\n    subsections:\n      ${subsection?.text}\n`;
  expect(nicFindings(body)).toEqual([]);
});

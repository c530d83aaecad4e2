import { expect, test } from 'vitest';
import { formatFile } from '../../src/format/format.js';
import type { Folder } from '../../src/parse/load.js';
import { sourceText } from '../../src/text/source.js';

function format(text: string, folder: Folder = 'models', path = 'example.org/nic') {
  return formatFile({ folder, path, source: sourceText(`spec/${folder}/${path}.yaml`, text) });
}

/** The text without the modeline. */
function body(text: string, folder?: Folder): string {
  const formatted = format(text, folder).text;
  if (formatted === undefined) throw new Error('it has errors');
  return formatted.slice(formatted.indexOf('\n') + 1);
}

const model = 'model: example.org/nic\n';

test('keys stand in the order of the language; names of the author stay where they are', () => {
  const written = `title: A card\n${model}state: {}\nversions: { "2": {}, "1": {} }\nparams: { b: { default: 1, type: u8, off: 0 }, a: { type: bool, default: true } }\n`;
  expect(body(written)).toBe(
    `${model}title: A card\nparams: { b: { type: u8, off: 0, default: 1 }, a: { type: bool, default: true } }\nversions: { "2": {}, "1": {} }\nstate: {}\n`,
  );
});

test('comments and blank lines move with what they are about', () => {
  const written = [
    '# about the title',
    'title: A card # one line',
    '',
    '',
    '# about the model',
    '# in two lines',
    'model: example.org/nic # its name',
    'state: # what travels',
    '    # the only one',
    '    nic:',
    '',
    '        fields: # in wire order',
    '            a: u8 # first',
    '            # before b',
    '            b: u8',
    '            # below b',
    '        # below the fields',
    '    # below nic',
    '# at the end',
    '',
  ];
  expect(body(written.join('\n'))).toBe(
    [
      '# about the model',
      '# in two lines',
      'model: example.org/nic # its name',
      '# about the title',
      'title: A card # one line',
      'state: # what travels',
      '  # the only one',
      '  nic:',
      '    fields: # in wire order',
      '      a: u8 # first',
      '      # before b',
      '      b: u8',
      '      # below b',
      '    # below the fields',
      '  # below nic',
      '# at the end',
      '',
    ].join('\n'),
  );
});

test('what stands at the top of the file stays there; only the comment right above the first key goes with it', () => {
  const title = 'title: A card\n';
  const swapped = (above: string): string => body(`${above}${title}${model}`);
  expect(swapped('# Ours, 2026\n# in two lines\n\n')).toBe(`# Ours, 2026\n# in two lines\n\n${model}${title}`);
  expect(swapped('# Ours\n\n\n# more\n\n# about the title\n')).toBe(`# Ours\n\n# more\n\n${model}# about the title\n${title}`);
  expect(swapped('# SPDX-License-Identifier: Apache-2.0\n# about the title\n')).toBe(
    `# SPDX-License-Identifier: Apache-2.0\n${model}# about the title\n${title}`,
  );
  expect(swapped('\n# yaml-language-server: $schema=x.json\n\n# about the title\n')).toBe(`${model}# about the title\n${title}`);
  for (const above of ['# Ours\n\n', '# Copyright: us\n']) expect(body(body(`${above}${title}${model}`))).toBe(swapped(above));
});

test('a key has one comment on its line; another stands above it', () => {
  expect(body(`${model}title: # of the key\n  # between\n  A card # of the value\n`)).toBe(
    `${model}# between\n# of the key\ntitle: A card # of the value\n`,
  );
});

test('versions are quoted if they could be anything else, expressions always and with double quotes', () => {
  const written = `${model}revisions: ["r1", '5.1', 5.1.2, "on"]\nversions: { '1': {}, "two": { based-on: '1' } }\nconstraints: ['true', 'params.a == "x"']\n`;
  expect(body(written)).toBe(
    `${model}revisions: [r1, "5.1", "5.1.2", "on"]\nconstraints: ["true", 'params.a == "x"']\nversions: { "1": {}, two: { based-on: "1" } }\n`,
  );
});

test('whether a value is quoted decides what it means, and stays', () => {
  const written = `${model}params:\n  a: { type: enum, values: [b, c], off: b, default: 'params.x' }\n  "off": { type: u8, default: 1 }\n`;
  expect(body(written)).toBe(
    `${model}params:\n  a: { type: enum, values: [b, c], off: b, default: "params.x" }\n  "off": { type: u8, default: 1 }\n`,
  );
  expect(body(`${model}params: { a: { type: u8, "off": 0, default: 1 } }\n`)).toBe(
    `${model}params: { a: { type: u8, off: 0, default: 1 } }\n`,
  );
});

test('short forms stay short; what is too wide or holds a comment goes on lines of its own', () => {
  const long = 'x'.repeat(60);
  expect(body(`${model}sources: [ a,b , "c d" ]\nversions: {"1":{} , }\n`)).toBe(`${model}sources: [a, b, "c d"]\nversions: { "1": {} }\n`);
  expect(body(`${model}sources: [${long}, ${long}, [x] ]\n`.replace(', [x] ', ''))).toBe(`${model}sources: [${long}, ${long}]\n`);
  expect(body(`${model}sources: [${long}, ${long}, ${long}]\n`)).toBe(`${model}sources:\n  - ${long}\n  - ${long}\n  - ${long}\n`);
  expect(body(`${model}versions: { "2": { a: true }, # newest\n  # oldest\n  "1": {} } # both\n`)).toBe(
    `${model}versions: # both\n  "2": { a: true } # newest\n  # oldest\n  "1": {}\n`,
  );
  expect(body(`${model}constraints: [{ rule: "${long}", added: r1 }, { rule: "${long}${long}${long}", added: r1 }]\n`)).toBe(
    `${model}constraints:\n  - { rule: "${long}", added: r1 }\n  - rule: "${long}${long}${long}"\n    added: r1\n`,
  );
});

test('blocks: lists are indented, comments stand above their dash, blank lines are single', () => {
  const written = `${model}sources:\n- a\n# about b\n-   b\n\n\n- c\nconstraints:\n-\n  # about the rule\n  added: r1\n  rule: "true"\n`;
  expect(body(written)).toBe(
    `${model}sources:\n  - a\n  # about b\n  - b\n\n  - c\nconstraints:\n  # about the rule\n  - rule: "true"\n    added: r1\n`,
  );
});

test('texts in several lines keep their lines; a folded plain text becomes one line', () => {
  expect(body(`${model}doc: |\n     One.\n\n       Two.\n\nstate: {}\n`)).toBe(`${model}doc: |\n  One.\n\n    Two.\n\nstate: {}\n`);
  expect(body(`${model}doc: >- # folded\n  One\n  two.\n`)).toBe(`${model}doc: >- # folded\n  One\n  two.\n`);
  expect(body(`${model}doc: |2\n    One.\n`)).toBe(`${model}doc: "  One.\\n"\n`);
  expect(body(`${model}doc: One\n  two.\ntitle: "One\n  two."\n`)).toBe(`${model}title: "One two."\ndoc: One two.\n`);
});

test('the modeline is the first line and names the schema, whatever stood there', () => {
  const wanted = '# yaml-language-server: $schema=../../schema/model.schema.json\n';
  for (const before of ['', `${wanted}`, '#yaml-language-server: $schema=wrong.json\n', '# ours\n', '---\n', '\ufeff']) {
    const kept = before === '# ours\n' ? before : '';
    expect(format(`${before}${model}`).text, before).toBe(`${wanted}${kept}${model}`);
  }
  expect(format(`${model}# yaml-language-server: $schema=x.json\n`).text).toBe(`${wanted}${model}`);
  expect(format('types: bus\n', 'types', 'bus').text).toBe('# yaml-language-server: $schema=../schema/types.schema.json\ntypes: bus\n');
});

test('line ends and spaces at the end of lines', () => {
  expect(body(`${model.trimEnd()}   \r\ntitle: A card\r\n\r\n\r\n`)).toBe(`${model}title: A card\n`);
  expect(body(`? model\n: example.org/nic\n`)).toBe(model);
});

test('a file with errors is left alone, and they are told', () => {
  for (const [text, code] of [
    ['model: [', 'MS1004'],
    [`${model}titel: x\n`, 'MS2001'],
    [`${model}constraints: [true]\n`, 'MS2003'],
    ['', 'MS1004'],
  ] as const) {
    const { text: formatted, diagnostics } = format(text);
    expect([text, formatted, diagnostics[0]?.code]).toEqual([text, undefined, code]);
  }
});

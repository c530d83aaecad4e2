import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileSpec } from '@migspec/generator';
import { sheetOf } from '@migspec/generator/show';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { migspec, root } from './run.js';

const schema: object = JSON.parse(readFileSync(join(root, 'packages/cli/schema/show-1.schema.json'), 'utf8'));
const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(schema);
const { spec } = compileSpec({ specDir: join(root, 'spec') });

test('show --as json: as the published schema says, for every model', () => {
  if (spec === undefined) throw new Error('the spec has errors');
  for (const { id } of spec.models) {
    const sheet = sheetOf(spec, id);
    expect(validate(JSON.parse(JSON.stringify(sheet))), `${id} ${JSON.stringify(validate.errors)}`).toBe(true);
    expect(validate({ ...sheet, more: 1 })).toBe(false);
  }
});

test('show: the models it came with, or those of a spec; a table or JSON', () => {
  const own = migspec('show', 'virtio-rng', '--build', 'qemu@7.2', '--as', 'json');
  expect({ status: own.status, stderr: own.stderr }).toEqual({ status: 0, stderr: '' });
  const sheet = JSON.parse(own.stdout) as { readonly builds: readonly { readonly build: string }[] };
  expect(sheet.builds.map(({ build }) => build)).toEqual(['qemu@7.2.22']);
  expect(migspec('show', 'virtio-rng', '--build', 'qemu@7.2', '--as', 'json', '--spec', join(root, 'spec')).stdout).toBe(own.stdout);
  const table = migspec('show', 'beeper');
  expect(table.stdout).toContain('\nVersions\n  version  in builds ');
  expect(migspec('show', 'beeper', '--spec', join(root, 'spec')).stdout).toBe(table.stdout);
});

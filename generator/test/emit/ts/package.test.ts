import { expect, test } from 'vitest';
import { emitCapabilities } from '../../../src/emit/capabilities/emit.js';
import { emitTypescript } from '../../../src/emit/ts/emit.js';
import { specOf } from './harness.js';

const parsed = (files: readonly { readonly path: string; readonly text: string }[], path: string) =>
  JSON.parse(files.find((file) => file.path === path)?.text ?? 'null');

test('a package outside of this workspace asks for the types that it needs: devices for none, capabilities for those of Node', () => {
  const input = { spec: specOf([]), snapshots: [] };
  const devices = emitTypescript({ ...input, packageName: '@acme/devices' });
  expect(parsed(devices, 'tsconfig.json').compilerOptions.types).toEqual([]);
  expect(parsed(devices, 'package.json').devDependencies).toBeUndefined();
  const capabilities = emitCapabilities({ ...input, packageName: '@acme/capabilities' });
  expect(parsed(capabilities, 'tsconfig.json').compilerOptions.types).toEqual(['node']);
  expect(parsed(capabilities, 'package.json').devDependencies).toEqual({ '@types/node': '>=20' });
});

test('a package of this workspace has a tsconfig of its own, and the types from the catalog', () => {
  const devices = emitTypescript({ spec: specOf([]), snapshots: [], packageName: '@migspec/devices' });
  expect(parsed(devices, 'tsconfig.json')).toBeNull();
  expect(parsed(devices, 'package.json').devDependencies).toEqual({ '@types/node': 'catalog:' });
});

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
  expect(parsed(devices, 'package.json').devDependencies).toEqual({
    '@migspec/capabilities': 'workspace:*',
    '@migspec/compat': 'workspace:*',
    '@types/node': 'catalog:',
  });
});

test('a package of devices has a program, and asks who only imports it for nothing more than the runtime', () => {
  for (const [packageName, bin, capabilities] of [
    ['@acme/devices', 'acme-devices', '@acme/capabilities'],
    ['acme-devices', 'acme-devices', 'acme-capabilities'],
  ] as const) {
    const files = emitTypescript({ spec: specOf([]), snapshots: [], packageName });
    const manifest = parsed(files, 'package.json');
    expect(manifest.bin).toEqual({ [bin]: './bin/device.js' });
    expect(Object.keys(manifest.dependencies)).toEqual(['@migspec/runtime']);
    expect(manifest.peerDependencies).toEqual({ '@migspec/compat': '*', [capabilities]: '*' });
    expect(manifest.peerDependenciesMeta).toEqual({ '@migspec/compat': { optional: true }, [capabilities]: { optional: true } });
    const program = files.find(({ path }) => path === 'bin/device.js')?.text ?? '';
    expect(program.startsWith('#!/usr/bin/env node\n// @generated ')).toBe(true);
    expect(program).toContain(`import('${capabilities}')`);
  }
});

import type { DocumentModel } from '@migspec/capabilities';
import { expect, test } from 'vitest';
import { destinationProperties } from '../src/survey/lines.js';

const model = (bits: number, name: string) =>
  ({
    params: [{ id: 'queues', name, type: { kind: 'int', bits, signed: false }, off: '1', guestVisible: true }],
  }) as unknown as DocumentModel;

test('a command line says the same value to the type and under the name that the destination has', () => {
  const properties = destinationProperties(model(64, 'queues'), model(16, 'num-queues'), { queues: 8n });
  expect(properties).toEqual({ 'num-queues': 8 });
  expect(destinationProperties(model(16, 'queues'), model(64, 'queues'), { queues: 8 })).toEqual({ queues: 8n });
});

test('a value that the type does not have is said as it is, and refused there', () => {
  expect(destinationProperties(model(64, 'queues'), model(16, 'queues'), { queues: 70_000n })).toEqual({ queues: 70_000n });
});

/** The schema of machine files and fleet files, as published in `schema/` of this package. */
import type { SchemaNode } from '@migspec/capabilities/schema';

const text = (description: string): SchemaNode => ({ type: 'string', description });
const value: SchemaNode = { anyOf: [{ type: 'boolean' }, { type: 'number' }, { type: 'string' }] };
const values = (description: string): SchemaNode => ({ type: 'object', additionalProperties: value, description });

/** `Vm` is a machine file, `Fleet` a fleet file. */
export const vmDefinitions: Readonly<Record<string, SchemaNode>> = {
  Vm: {
    type: 'object',
    description: 'A machine: what its command line says.',
    required: ['devices'],
    additionalProperties: false,
    properties: {
      $schema: text('Where this schema lies.'),
      name: text('What people call it.'),
      host: text('In a fleet file: the host that it runs on.'),
      machine: text('Machine type, where builds are started with one.'),
      facts: values('Facts of the machine: cpus, memory.'),
      stream: values('Settings of the stream.'),
      ram: { type: 'array', items: { $ref: '#/$defs/Ram' }, description: 'RAM blocks.' },
      devices: { type: 'array', items: { $ref: '#/$defs/Device' }, description: 'Each at an address of its own.' },
    },
  },
  Ram: {
    type: 'object',
    required: ['name', 'size'],
    additionalProperties: false,
    properties: { name: text('As the stream has it.'), size: { anyOf: [{ type: 'integer' }, { type: 'string' }], description: 'Bytes.' } },
  },
  Device: {
    type: 'object',
    description: 'By class or by model; what is not said is as the machine type and the build have it.',
    required: ['address'],
    additionalProperties: false,
    properties: {
      address: text('0000:00:04.0'),
      instance: { type: 'integer', description: 'Where several devices have sections of one name.' },
      class: text('Device class, as on a command line.'),
      model: text('Model, where no class reaches it or where classes differ.'),
      version: text('A version of the model: all its params; `latest` is the first of the build.'),
      properties: values('Params by name; they win over the version and the machine type. Integers that may exceed 53 bits are text.'),
    },
  },
  Fleet: {
    type: 'object',
    description: 'Hosts, each with its build and its facts, and machines on them.',
    required: ['hosts'],
    additionalProperties: false,
    properties: {
      $schema: text('Where this schema lies.'),
      hosts: { type: 'object', additionalProperties: { $ref: '#/$defs/Host' }, description: 'By name.' },
      vms: { type: 'array', items: { $ref: '#/$defs/Vm' }, description: 'Machines, each with the host that it runs on.' },
    },
  },
  Host: {
    type: 'object',
    required: ['build'],
    additionalProperties: false,
    properties: {
      build: text('Build id (qemu@5.2.0), or path of a capability document.'),
      facts: values('Host facts that the build declares.'),
    },
  },
};

/** A published schema, complete by itself. */
export function vmSchema(of: 'Vm' | 'Fleet'): object {
  const title = of === 'Vm' ? 'Machine file of migspec, format 1' : 'Fleet file of migspec, format 1';
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title, $ref: `#/$defs/${of}`, $defs: vmDefinitions };
}

/** What a consumer does, in strict TypeScript: nothing here may need a cast. */

import { strictEqual as equal, deepStrictEqual as same, throws } from 'node:assert';
import { loadDocument } from '@migspec/capabilities';
import byPath from '@migspec/capabilities/documents/thread-2020/3.json' with { type: 'json' };
import { check, loadCapabilities, startMachine } from '@migspec/compat';
import { type Configuration, configurationSchema, E1000e, type State } from '@migspec/devices/example.org/devices/e1000e/thread-2020@3';
import { Host } from '@migspec/emulator';
import { MigspecError } from '@migspec/runtime';
import { writeNativeStream } from '@migspec/runtime/native';
import { bytesSource } from '@migspec/runtime/qemu';

/** Version 1 of the interface, as its specification has it: what a tool that takes any schema asks for. */
interface StandardSchemaV1<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => Result<Output> | Promise<Result<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}
type Result<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | {
      readonly issues: readonly {
        readonly message: string;
        readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
      }[];
    };

async function parse<Schema extends StandardSchemaV1>(
  schema: Schema,
  value: unknown,
): Promise<NonNullable<Schema['~standard']['types']>['output'] | string[]> {
  const result = await schema['~standard'].validate(value);
  return result.issues === undefined ? result.value : result.issues.map(({ path, message }) => `${String(path?.[0])}: ${message}`);
}

const configuration: Configuration | string[] = await parse(configurationSchema, { 'rx-table-size': 48 });
same(configuration, { rss: true, 'rx-table-size': 48 });
same(await parse(configurationSchema, { 'rx-table-size': 65 }), [
  'rx-table-size: PARAM_VALUE_REFUSED: rx-table-size=65, thread-2020@3 accepts 0..64',
]);

const source = E1000e.create('version=2,rx-table-size=48', { path: '0000:00:04.0' });
const state: State = { ...source.state, link: 'up', ctrl: 0xffff_ffff };
source.state = state;
const destination = E1000e.create(source.configuration, { path: '0000:00:04.0' });
same(destination.load(source.save()), { dropped: [], absent: ['e1000e/rss'] });
equal(destination.state.ctrl, 0xffff_ffff);
equal(destination.state.link, 'up');
throws(
  () => E1000e.create('rx-table-size=65'),
  (error) => error instanceof MigspecError && error.code === 'PARAM_VALUE_REFUSED',
);

const loaded = loadCapabilities(loadDocument('thread-2020@3'));
const other = loadCapabilities(byPath);
if (!loaded.ok || !other.ok) throw new Error('a document cannot be read');
same(loaded.value, other.value);
const machine = startMachine(loaded.value, {
  devices: [{ address: '0000:00:04.0', model: E1000e.descriptor.model, configuration: 'version=2' }],
});
if (!machine.ok) throw new Error('the machine cannot be started');
equal(check({ source: { document: loaded.value, machine: machine.value }, destination: { document: other.value } }).outcome, 'yes');

equal(typeof Host, 'function');
equal(writeNativeStream({ features: { critical: 0, optional: 0 }, machine: { facts: [] }, devices: [] }).length > 0, true);
equal(bytesSource(new Uint8Array(3)).size, 3);

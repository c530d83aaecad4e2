/** Which versions of a subsection are read: from its minimum to the one it writes, in both framings. */
import { expect, test } from 'vitest';
import { MigspecError } from '../../../../packages/runtime/src/index.js';
import { binary, field, int, layout, section, snapshot, state, subsection, u } from './fixtures.js';
import { EmittedPackage, emit } from './harness.js';

/** What becomes of a stream whose subsection was marked with `wire`, by its be32 version behind the name. */
async function read(framing: 'native' | 'qemu', minimum: number, version: number, wire: number): Promise<string> {
  const more = subsection('thing/more', binary('ne', state('more'), int(0)), layout([field('more', u(8))]), { minimum, version });
  const thing = section('thing', layout([field('low', u(8))], { subsections: [more] }));
  const emitted = new EmittedPackage(emit([snapshot([thing], { framing })]));
  const type = await emitted.device('test@1', 'example.org/thing');
  const [source, target] = [type.create(), type.create()];
  source.state = { low: 1, more: 8 } as typeof source.state;
  const [saved] = source.save();
  if (saved === undefined) throw new Error('nothing was saved');
  const payload = saved.payload.slice();
  const at = Buffer.from(payload).indexOf('thing/more') + 'thing/more'.length;
  new DataView(payload.buffer).setUint32(at, wire);
  try {
    target.load([{ ...saved, payload }]);
    return 'read';
  } catch (error) {
    if (!(error instanceof MigspecError)) throw error;
    return `${error.code} ${error.details.have} ${error.details.want}`;
  }
}

test('versions below the minimum and above the known one are refused', async () => {
  for (const framing of ['native', 'qemu'] as const) {
    expect(await read(framing, 2, 2, 2)).toBe('read');
    expect(await read(framing, 2, 2, 1)).toBe('SECTION_VERSION_REFUSED 1 2');
    expect(await read(framing, 2, 2, 3)).toBe('SECTION_VERSION_REFUSED 3 2');
    expect(await read(framing, 2, 4, 1)).toBe('SECTION_VERSION_REFUSED 1 2 to 4');
    expect(await read(framing, 2, 4, 3)).toBe('read');
    expect(await read(framing, 2, 4, 5)).toBe('SECTION_VERSION_REFUSED 5 2 to 4');
    expect(await read(framing, 0, 1, 0)).toBe('read');
    expect(await read(framing, 0, 1, 2)).toBe('SECTION_VERSION_REFUSED 2 at most 1');
  }
});

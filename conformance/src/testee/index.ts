/** What a testee in this language is made of. */
import { builds, loadDocument } from '@migspec/capabilities';
import { registry } from '@migspec/devices';
import { GeneratedTestee } from './answer.js';

export { FrameReader, frame } from './frames.js';

/** Over the workspace's own generated packages. */
export async function generatedTestee(): Promise<GeneratedTestee> {
  return GeneratedTestee.of(
    builds.map(loadDocument).filter((document) => document !== undefined),
    registry,
  );
}

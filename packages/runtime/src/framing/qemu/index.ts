export {
  type DescriptionField,
  type DescriptionSection,
  type DescriptionStruct,
  findDescription,
  type StreamDescription,
} from './description.js';
export { Output } from './output.js';
export type { ConfigurationRecord, SectionHeader } from './records.js';
export type { SectionCodec, SectionRegistry } from './registry.js';
export { type RewriteCounts, rewriteStream } from './rewrite.js';
export { BytesSink, bytesSource, fileSink, fileSource, type StreamSink, type StreamSource } from './source.js';
export { StreamWriter } from './stream-writer.js';
export { type StreamSettings, type StreamVisitor, type WalkOptions, walkStream } from './walk.js';
export { Window } from './window.js';

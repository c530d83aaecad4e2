export {
  type DescriptionField,
  type DescriptionSection,
  type DescriptionStruct,
  findDescription,
  type StreamDescription,
} from './description.js';
export type { SectionCodec, SectionRegistry } from './registry.js';
export { type RewriteCounts, rewriteStream } from './rewrite.js';
export { BytesSink, bytesSource, fileSink, fileSource, type StreamSink, type StreamSource } from './source.js';

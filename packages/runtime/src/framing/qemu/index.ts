export {
  type DescriptionField,
  type DescriptionSection,
  type DescriptionStruct,
  findDescription,
  type StreamDescription,
} from './description.js';
export { type SectionRegistryOptions, sectionRegistry } from './device-registry.js';
export { inspectHex } from './inspect/hex.js';
export { type InspectOptions, type InspectResult, inspectStream, type SectionDescriber } from './inspect/inspect.js';
export { inspectJson } from './inspect/json.js';
export type { InspectedField, InspectedRam, InspectedRecord, InspectedSection, InspectedVariable } from './inspect/records.js';
export { inspectText } from './inspect/text.js';
export { type DescriptionLeaf, descriptionLeaves, NOT_DESCRIBED, SUBSECTION_HEADER } from './leaves.js';
export { type QemuStreamConsumer, readQemuStream } from './load.js';
export { openStream } from './open.js';
export { Output } from './output.js';
export { type PlainValue, plainReader } from './plain.js';
export { type RecodeCounts, type RecodeFault, recodeStreams } from './recode.js';
export type { CommandRecord, ConfigurationRecord, ConfigurationSubsection, RamBlock, SectionHeader } from './records.js';
export type { SectionCodec, SectionRegistry } from './registry.js';
export { type RewriteCounts, type RewriteOptions, rewriteStream } from './rewrite.js';
export { type QemuStream, writeQemuStream } from './save.js';
export { BytesSink, bytesSource, ComparingSink, fileSink, fileSource, type StreamSink, type StreamSource } from './source.js';
export { StreamWriter } from './stream-writer.js';
export { type StreamSettings, type StreamVisitor, type WalkOptions, walkStream } from './walk.js';
export { Window } from './window.js';
export { zeroPages } from './zero-pages.js';

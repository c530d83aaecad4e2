import { describeNativeStream, type NativeDescription, nativeStreamJson } from '@migspec/runtime/native';
import { inspectHex, inspectJson, inspectText, openStream } from '@migspec/runtime/qemu';
import { exitCodes } from '../exit.js';
import { packagesOf } from '../packages.js';
import { printable, printableJson } from '../printable.js';
import { inputProblem, sayProblem } from '../problem.js';
import { typedSectionsOf } from '../streams/models.js';
import { framingOf, wholeStream } from '../streams/open.js';

interface InspectOptions {
  readonly spec?: string;
  readonly json: boolean;
  readonly hex: boolean;
}

/** Exit 1 when the stream is damaged; everything in front of the fault is shown. */
export async function inspect(path: string, options: InspectOptions): Promise<number> {
  let stream: ReturnType<typeof openStream> | undefined;
  try {
    stream = openStream(path);
    if (framingOf(stream.source) === 'native') return inspectNative(path, wholeStream(stream.source), options);
    const print = options.hex ? inspectHex : options.json ? inspectJson : inspectText;
    print(stream.source, write, { registry: await typedSectionsOf(stream.source, await packagesOf(options.spec)), fields: true });
    return exitCodes.ok;
  } catch (error) {
    return inputProblem(path, error);
  } finally {
    stream?.close();
  }
}

function inspectNative(path: string, bytes: Uint8Array, options: InspectOptions): number {
  const description = describeNativeStream(bytes);
  if (options.json) nativeJson(description);
  else nativeText(description, bytes, options.hex);
  const { failure } = description;
  return failure === undefined ? exitCodes.ok : sayProblem(path, failure.code, failure.message, failure.offset);
}

function nativeJson({ records, stream, failure }: NativeDescription): void {
  const json = {
    framing: 'native',
    records,
    ...(stream === undefined ? {} : { stream: nativeStreamJson(stream) }),
    ...(failure === undefined ? {} : { failure }),
  };
  write(printableJson(JSON.stringify(json, null, 1)));
}

function nativeText({ header, records, stream }: NativeDescription, bytes: Uint8Array, hex: boolean): void {
  if (header !== undefined) write(`native stream, ${bytes.length} bytes`);
  for (const record of records) {
    const kind = record.name ?? `unknown kind ${record.kind}`;
    write(
      `${record.offset.toString(16).padStart(8, '0')} ${String(record.length).padStart(9)}  ${kind}${record.optional ? ' (optional)' : ''}`,
    );
    if (hex) for (const line of hexLines(bytes, record.payload, record.length)) write(line);
  }
  for (const device of stream === undefined ? [] : nativeStreamJson(stream).devices) {
    write(printable(`${device.model} at ${device.path}, saved by ${device.build}`));
    for (const { id, value } of device.params) write(printable(`  ${id} = ${String(value)}`));
    for (const section of device.sections) {
      const { name, instance, version, payload, optional } = section;
      write(
        printable(`  section ${name} instance ${instance} version ${version}, ${payload.length / 2} bytes${optional ? ', optional' : ''}`),
      );
    }
  }
}

/** 16 bytes a line, 128 at most. */
function hexLines(bytes: Uint8Array, from: number, length: number): string[] {
  const lines: string[] = [];
  for (let at = 0; at < Math.min(length, 128); at += 16) {
    const row = bytes.subarray(from + at, from + Math.min(at + 16, length));
    lines.push(`  ${(from + at).toString(16).padStart(8, '0')}  ${Buffer.from(row).toString('hex').replace(/../g, '$& ').trimEnd()}`);
  }
  if (length > 128) lines.push(`  … ${length - 128} bytes`);
  return lines;
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}

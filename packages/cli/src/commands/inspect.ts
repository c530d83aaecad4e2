import { describeNativeStream, nativeStreamJson } from '@migspec/runtime/native';
import { inspectHex, inspectJson, inspectText, openStream } from '@migspec/runtime/qemu';
import { exitCodes } from '../exit.js';
import { inputProblem } from '../problem.js';
import { typedSections } from '../streams/models.js';
import { framingOf, wholeStream } from '../streams/open.js';

interface InspectOptions {
  readonly json: boolean;
  readonly hex: boolean;
}

/** Exit 1 when the stream is damaged; everything in front of the fault is shown. */
export async function inspect(path: string, options: InspectOptions): Promise<number> {
  let stream: ReturnType<typeof openStream> | undefined;
  try {
    stream = openStream(path);
    if (framingOf(stream.source) === 'native') return inspectNative(wholeStream(stream.source), options);
    const print = options.hex ? inspectHex : options.json ? inspectJson : inspectText;
    print(stream.source, write, { registry: await typedSections(), fields: true });
    return exitCodes.ok;
  } catch (error) {
    return inputProblem(path, error);
  } finally {
    stream?.close();
  }
}

function inspectNative(bytes: Uint8Array, options: InspectOptions): number {
  const { header, records, stream, failure } = describeNativeStream(bytes);
  if (options.json) {
    write(
      JSON.stringify(
        {
          framing: 'native',
          records,
          ...(stream === undefined ? {} : { stream: nativeStreamJson(stream) }),
          ...(failure === undefined ? {} : { failure }),
        },
        null,
        1,
      ),
    );
    return failure === undefined ? exitCodes.ok : exitCodes.findings;
  }
  if (header !== undefined) write(`native stream, ${bytes.length} bytes`);
  for (const record of records) {
    const kind = record.name ?? `unknown kind ${record.kind}`;
    write(
      `${record.offset.toString(16).padStart(8, '0')} ${String(record.length).padStart(9)}  ${kind}${record.optional ? ' (optional)' : ''}`,
    );
    if (options.hex) for (const line of hexLines(bytes, record.payload, record.length)) write(line);
  }
  for (const device of stream === undefined ? [] : nativeStreamJson(stream).devices) {
    write(`${device.model} at ${device.path}, saved by ${device.build}`);
    for (const { id, value } of device.params) write(`  ${id} = ${String(value)}`);
    for (const section of device.sections) {
      write(
        `  section ${section.name} instance ${section.instance} version ${section.version}, ${section.payload.length / 2} bytes${section.optional ? ', optional' : ''}`,
      );
    }
  }
  if (failure === undefined) return exitCodes.ok;
  process.stderr.write(`${failure.code}: ${failure.message}\n`);
  return exitCodes.findings;
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

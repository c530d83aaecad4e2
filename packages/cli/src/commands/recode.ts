import { closeSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { readNativeStream, writeNativeStream } from '@migspec/runtime/native';
import { fileSink, openStream, rewriteStream, type StreamSink, type StreamSource } from '@migspec/runtime/qemu';
import { exitCodes, UsageError } from '../exit.js';
import { packagesOf } from '../packages.js';
import { inputProblem } from '../problem.js';
import { typedSectionsOf } from '../streams/models.js';
import { framingOf, wholeStream } from '../streams/open.js';

/** Exit 1 when the stream is damaged; nothing is written then. */
export async function recode(path: string, out: string, options: { readonly spec?: string } = {}): Promise<number> {
  let stream: ReturnType<typeof openStream> | undefined;
  try {
    stream = openStream(path);
    await write(out, stream.source, options.spec);
    return exitCodes.ok;
  } catch (error) {
    return inputProblem(path, error);
  } finally {
    stream?.close();
  }
}

/** Writes beside the target and renames, so that a damaged stream leaves nothing half-written. */
async function write(out: string, source: StreamSource, spec: string | undefined): Promise<void> {
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new UsageError(`${out}: is a folder; OUT is the file to write`);
  // Said of the folder that was asked for, not of our temporary file.
  statSync(dirname(out));
  const temporary = `${out}.${process.pid}.tmp`;
  const fd = openSync(temporary, 'w');
  try {
    await rewrite(source, fileSink(fd), spec);
    renameSync(temporary, out);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
}

async function rewrite(source: StreamSource, sink: StreamSink, spec: string | undefined): Promise<void> {
  if (framingOf(source) === 'native') {
    const bytes = writeNativeStream(readNativeStream(wholeStream(source)));
    sink.write(bytes, 0, bytes.length);
    process.stderr.write(`${bytes.length} bytes written\n`);
    return;
  }
  const counts = rewriteStream(source, sink, { registry: await typedSectionsOf(source, await packagesOf(spec)) });
  process.stderr.write(
    `${counts.sections} sections: ${counts.typedBytes} bytes through a model, ${counts.opaqueBytes} copied by the stream's own description; ${counts.bytesOut} bytes written\n`,
  );
}

// Testees that are wrong in one way each; the way is the argument.
const way = process.argv[2];
let left = Buffer.alloc(0);
let count = 0;

function send(message) {
  const text = Buffer.from(JSON.stringify(message));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  process.stdout.write(Buffer.concat([length, text]));
}

function answer(request) {
  if (request.op === 'hello') {
    if (way === 'old protocol') return send({ protocol: 0, name: 'old', codecs: 'all' });
    if (way === 'claims nothing') return send({ protocol: 1, name: 'empty', codecs: [] });
    return send({ protocol: 1, name: way, codecs: 'all' });
  }
  count++;
  switch (way) {
    case 'refuses everything':
      return send({ ok: false, error: 'TRUNCATED' });
    case 'knows nothing':
      return send({ unsupported: true });
    case 'says nothing of use':
      return send({ yes: 'please' });
    case 'crashes':
      if (count < 3) return send({ ok: false, error: 'TRUNCATED' });
      process.stderr.write('out of luck\n');
      return process.exit(7);
    case 'hangs':
      return undefined;
    case 'drips':
      if (count > 1) return undefined;
      process.stdout.write(Buffer.from([0, 0, 255, 0]));
      // Not for ever: who would wait for the rest shall fail, not hang.
      setTimeout(() => process.exit(0), 5000);
      return setInterval(() => process.stdout.write(' '), 50);
    case 'prints':
      return console.log('decoding …');
    case 'speaks no JSON':
      return process.stdout.write(Buffer.from([0, 0, 0, 2, 0x7b, 0x7b]));
    case 'says everything twice':
      send({ ok: false, error: 'NONE' });
      return send({ ok: false, error: 'NONE' });
    default:
      throw new Error(`no such way: ${way}`);
  }
}

process.stdin.on('data', (chunk) => {
  left = Buffer.concat([left, chunk]);
  while (left.length >= 4 && left.length >= 4 + left.readUInt32BE()) {
    const end = 4 + left.readUInt32BE();
    const request = JSON.parse(left.subarray(4, end));
    left = left.subarray(end);
    answer(request);
  }
});

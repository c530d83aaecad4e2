/** Bytes in the files: pairs of hex digits, and `(N)` for N zero bytes, because long runs of them are common. */

const shortestRun = 16;

export function packHex(hex: string): string {
  let packed = '';
  let zeros = 0;
  const flush = (): void => {
    packed += zeros >= shortestRun ? `(${zeros})` : '00'.repeat(zeros);
    zeros = 0;
  };
  for (let at = 0; at < hex.length; at += 2) {
    const pair = hex.slice(at, at + 2);
    if (pair === '00') {
      zeros++;
      continue;
    }
    flush();
    packed += pair;
  }
  flush();
  return packed;
}

export function unpackHex(packed: string): string {
  return packed.replace(/\((\d+)\)/g, (_run, count: string) => '00'.repeat(Number(count)));
}

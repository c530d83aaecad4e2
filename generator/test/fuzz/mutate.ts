import { isMap, isPair, isScalar, isSeq, type Node, type Pair, parseDocument, visit } from 'yaml';
import type { Random } from './random.js';

/** Values that specs get wrong, or that somebody sends on purpose. */
const values: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  255,
  1.1,
  65_536,
  4_294_967_296,
  18_446_744_073_709_551_615n,
  -9_223_372_036_854_775_809n,
  '',
  ' ',
  'u8',
  'u64[3]',
  'u8[99999999999]',
  'enum',
  'flags',
  'bytes',
  'string',
  'padding',
  'args.x',
  'args.part',
  'pci.Device',
  'virtio.VirtQueue',
  'RxEntry',
  '__proto__',
  'constructor',
  'random',
  'r1',
  'r2',
  '5.1',
  '1.10',
  'state.entries',
  'params.rss',
  'params.rx-table-size',
  'version >= 2',
  'self.num',
  'true',
  '1 +',
  '((((((((((1))))))))))',
  'a ? 1 : 2',
  'isReset(state.x)',
  'observables.features',
  'machine.cpus',
  '0..32',
  '32..0',
  '64 MiB',
  '0xffffffffffffffffff',
  'x'.repeat(5000),
  '\u0000',
  '\u202e',
  [],
  {},
  [1, 2, 3],
  { r1: 1 },
  { when: 'true' },
  { values: '0..1', mask: 3 },
  [[[[[]]]]],
];

const keys: readonly string[] = [
  'type',
  'of',
  'values',
  'bits',
  'count',
  'length',
  'capacity',
  'with',
  'when',
  'reset',
  'absent',
  'own',
  'added',
  'removed',
  'version',
  'minimum',
  'fields',
  'subsections',
  'needed',
  'params',
  'default',
  'range',
  'off',
  'frozen',
  'based-on',
  'opaque',
  'max-size',
  'state',
  'parameters',
  '__proto__',
  'toString',
  '1',
  '1.10',
  '',
  '<<',
  'x y',
];

/** One to three changes to the tree of a file: keys and values removed, doubled, renamed, replaced, moved. */
export function mutateTree(text: string, random: Random): string {
  const document = parseDocument(text, { intAsBigInt: true, uniqueKeys: false });
  for (let i = 0; i <= random.int(3); i++) {
    const pairs: { readonly pair: Pair; readonly siblings: Pair[] }[] = [];
    const scalars: { value: unknown }[] = [];
    visit(document, {
      Map: (_, node) => {
        for (const pair of node.items) pairs.push({ pair, siblings: node.items });
      },
      Scalar: (_, node) => {
        scalars.push(node);
      },
    });
    change(random, pairs, scalars, (value) => document.createNode(value));
  }
  try {
    return String(document);
  } catch {
    return text;
  }
}

function change(
  random: Random,
  pairs: readonly { readonly pair: Pair; readonly siblings: Pair[] }[],
  scalars: readonly { value: unknown }[],
  node: (value: unknown) => Node,
): void {
  const one = random.pick(pairs);
  const other = random.pick(pairs);
  const scalar = random.pick(scalars);
  if (one === undefined || other === undefined || scalar === undefined) return;
  const at = one.siblings.indexOf(one.pair);
  switch (random.int(9)) {
    case 0:
      one.siblings.splice(at, 1);
      return;
    case 1:
      one.siblings.splice(at, 0, one.pair);
      return;
    case 2:
      one.pair.key = node(random.pick(keys));
      return;
    case 3:
      one.pair.value = node(random.pick(values));
      return;
    case 4:
      scalar.value = random.pick(values.filter((value) => typeof value !== 'object'));
      return;
    case 5:
      if (!contains(one.pair, other.pair) && !contains(other.pair, one.pair))
        [one.pair.value, other.pair.value] = [other.pair.value, one.pair.value];
      return;
    case 6:
      if (!contains(one.pair, other.pair)) other.siblings.push(one.pair);
      return;
    case 7:
      scalar.value = random.pick(scalars)?.value;
      return;
    default:
      one.siblings.push(...pairsOf(node({ [random.pick(keys) ?? 'x']: random.pick(values) })));
  }
}

function pairsOf(node: Node): Pair[] {
  return isMap(node) ? node.items : [];
}

/** Whether `inner` lies inside `outer`; moving a map into itself would make a circle. */
function contains(outer: Pair, inner: Pair): boolean {
  const inside = (value: unknown): boolean => {
    if (isPair(value)) return value === inner || inside(value.value);
    if (isScalar(value)) return false;
    if (isMap(value) || isSeq(value)) return value.items.some(inside);
    return false;
  };
  return outer === inner || inside(outer.value);
}

const bits = [
  '\t',
  '\n',
  '\r\n',
  ' ',
  ':',
  ': ',
  '-',
  '- ',
  '#',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ',',
  '!',
  '&a ',
  '*a',
  '? ',
  '|',
  '>',
  '%YAML 1.1',
  '---\n',
  '...\n',
  '\u0000',
  '\ufeff',
  '\u2028',
  '\ud800',
  '0',
  '9',
  '\\',
  '"\\u0000"',
];

/** A few changes to the text itself: characters removed, doubled, put in, lines moved, the end cut off. */
export function mutateText(text: string, random: Random): string {
  let result = text;
  for (let i = 0; i <= random.int(4); i++) {
    const at = random.int(result.length + 1);
    const length = random.int(random.int(4) === 0 ? 200 : 4);
    switch (random.int(6)) {
      case 0:
        result = result.slice(0, at) + result.slice(at + length);
        break;
      case 1:
        result = result.slice(0, at) + (random.pick(bits) ?? '') + result.slice(at);
        break;
      case 2:
        result = result.slice(0, at) + result.slice(at, at + length) + result.slice(at);
        break;
      case 3:
        result = result.slice(0, at);
        break;
      case 4:
        result = result.slice(0, at) + String.fromCharCode(random.int(0x250)) + result.slice(at + 1);
        break;
      default: {
        const lines = result.split('\n');
        const [line = ''] = lines.splice(random.int(lines.length), 1);
        lines.splice(random.int(lines.length + 1), 0, line);
        result = lines.join('\n');
      }
    }
  }
  return result;
}

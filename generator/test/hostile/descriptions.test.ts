/** Code in descriptions stays text, in every file that any emitter makes. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { generate } from '../../src/driver/generate.js';
import { skeleton } from './skeleton.js';
import { wordySpec } from './spec.js';

const pieces = [
  '*/ globalThis.PWNED = 1; /*',
  '*\\/ */',
  "'); process.exit(1); ('",
  '"); process.exit(1); ("',
  '`); process.exit(1); (`',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is meant to look like one
  '${process.exit(1)}',
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"""\nimport os\nos.system("true")\n"""',
  "'''\nimport os\n'''",
  '*/\nint main(void) { return 1; }\n/*',
  '??/\n#include "/etc/passwd"',
  '#include </etc/passwd>',
  '// \\',
  '{{constructor}} {{{x}}} {{#each x}} <%= x %> #{x} %{x}',
  '--> <!-- ]]>',
  '| a | b |\n|---|---|',
  '# a heading\n\n```js\nalert(1)\n```\n',
  '[click](javascript:alert(1)) ![x](y)',
  '- an item\n1. another',
  '@deprecated {@link x} @internal',
  '$& $1 $$ %s %n \\0 \\u0000 \\x41',
  "it's &#x27; &lt;",
  ': a\n- b: [c, {d: *e}]\n!!tag &anchor',
];

/** All files that `generate` makes of the spec, by path. */
async function generated(text: string): Promise<ReadonlyMap<string, string>> {
  const root = mkdtempSync(join(tmpdir(), 'migspec-hostile-'));
  try {
    for (const [path, content] of Object.entries(wordySpec(text))) {
      mkdirSync(dirname(join(root, 'spec', path)), { recursive: true });
      writeFileSync(join(root, 'spec', path), content);
    }
    const result = await generate({
      specDir: join(root, 'spec'),
      out: join(root, 'out'),
      docs: join(root, 'docs'),
      packageName: '@hostile',
      check: false,
    });
    expect(result.diagnostics).toEqual([]);
    const files = new Map<string, string>();
    for (const tree of result.trees) {
      for (const entry of readdirSync(tree.root, { withFileTypes: true, recursive: true })) {
        const at = join(entry.parentPath, entry.name);
        if (entry.isFile() && !entry.name.startsWith('.')) files.set(at.slice(root.length), readFileSync(at, 'utf8'));
      }
    }
    return files;
  } finally {
    rmSync(root, { recursive: true });
  }
}

test('the same code whatever the descriptions say', { timeout: 120_000 }, async () => {
  for (const hostile of [pieces.join('\n'), pieces.join(' ').replaceAll('\n', ' '), `${pieces.join('\n')}\\`]) {
    const found = await generated(hostile);
    const plain = await generated(hostile.replace(/[^\s]/g, 'x'));
    expect([...found.keys()]).toEqual([...plain.keys()]);
    // Every emitter was asked: what has no file here is not judged.
    const ends = new Set([...found.keys()].map((path) => path.slice(path.lastIndexOf('.'))));
    expect([...ends].sort()).toEqual(['.c', '.h', '.js', '.json', '.ksy', '.md', '.ts']);
    const wrong = [...found].flatMap(([path, text]) => {
      try {
        return skeleton(path, text) === skeleton(path, plain.get(path) ?? '') ? [] : [`${path}: its code is not the same`];
      } catch (error) {
        return [`${path}: ${String(error)}`];
      }
    });
    expect(wrong).toEqual([]);
  }
});

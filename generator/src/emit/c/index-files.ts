/** Every section of every build: a table to choose from at run time, and a header for each build. */
import { cString } from '../../expr/print-c-text.js';
import { fileName } from '../escape.js';
import type { EmittedFile } from '../file.js';
import { comment, commentLine, identifierOf, Names, upper } from './text.js';

export interface KnownCodec {
  readonly model: string;
  readonly build: string;
  readonly section: string;
  readonly framing: string;
  /** Of the layout, without `include/migspec/` and `.h`. */
  readonly file: string;
  readonly prefix: string;
}

export function indexFiles(banner: readonly string[], codecs: readonly KnownCodec[]): EmittedFile[] {
  const header = [
    ...banner,
    '#ifndef MIGSPEC_INDEX_H',
    '#define MIGSPEC_INDEX_H',
    '',
    '#include "migspec.h"',
    '',
    '#ifdef __cplusplus',
    'extern "C" {',
    '#endif',
    '',
    ...comment(['Every section of every model in every build. Builds whose sections are the same share a layout.']),
    'extern const migspec_codec migspec_codecs[];',
    `#define MIGSPEC_CODEC_COUNT ${codecs.length}u`,
    '',
    ...comment(['NULL when there is none.']),
    'const migspec_codec *migspec_find(const char *model, const char *build, const char *section);',
    '',
    '#ifdef __cplusplus',
    '}',
    '#endif',
    '',
    '#endif',
    '',
  ];
  const prefixes = [...new Set(codecs.map(({ prefix }) => prefix))].sort();
  const rows = codecs.map(
    ({ model, build, section, framing, prefix }) => `  {${[model, build, section, framing].map(cString).join(', ')}, &${prefix}_layout},`,
  );
  const source = [
    ...banner,
    '#include "migspec/index.h"',
    '',
    '#include <string.h>',
    '',
    ...prefixes.map((prefix) => `extern const migspec_layout ${prefix}_layout;`),
    '',
    `const migspec_codec migspec_codecs[${Math.max(1, codecs.length)}] = {`,
    ...(rows.length === 0 ? ['  {"", "", "", "", NULL},'] : rows),
    '};',
    '',
    'const migspec_codec *migspec_find(const char *model, const char *build, const char *section) {',
    '  size_t i;',
    `  for (i = 0; i < sizeof migspec_codecs / sizeof migspec_codecs[0]; i++) {`,
    '    const migspec_codec *codec = &migspec_codecs[i];',
    '    if (strcmp(codec->model, model) == 0 && strcmp(codec->build, build) == 0 && strcmp(codec->section, section) == 0) return codec;',
    '  }',
    '  return NULL;',
    '}',
    '',
  ];
  return [
    { path: 'include/migspec/index.h', text: header.join('\n') },
    { path: 'src/index.c', text: source.join('\n') },
  ];
}

/** The sections of one build under names that do not say which layout they share. */
export function buildHeader(banner: readonly string[], build: string, codecs: readonly KnownCodec[]): EmittedFile {
  const file = fileName(build);
  const guard = `MIGSPEC_BUILD_${upper(file)}_H`;
  const names = new Names('names');
  const sections = codecs.flatMap(({ model, section, file: layout, prefix }) => {
    const name = names.take(`${file}_${aliasOf(model, section)}`.toLowerCase());
    const aliases = ['state', 'config', 'reset', 'decode', 'encode', 'layout'].map((what) => `#define ${name}_${what} ${prefix}_${what}`);
    return [...comment([commentLine(`${model}, section ${section}.`)]), `#include "migspec/${layout}.h"`, ...aliases, ''];
  });
  const text = [
    ...banner,
    `#ifndef ${guard}`,
    `#define ${guard}`,
    '',
    ...comment([commentLine(`The sections of ${build}: each name stands for the layout that the build shares with others.`)]),
    '',
    ...sections,
    '#endif',
    '',
  ];
  return { path: `include/migspec/builds/${file}.h`, text: text.join('\n') };
}

function aliasOf(model: string, section: string): string {
  const last = identifierOf(model.split('/').at(-1) ?? model);
  const own = identifierOf(section);
  return own === last ? own : `${last}_${own}`;
}

import { type Diagnostic, renderText, type Sources } from '@migspec/generator/diagnostics';

/** All findings with a blank line between, and how many there are. */
export function findingsText(diagnostics: readonly Diagnostic[], sources: Sources): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  const counts = [count(errors, 'error'), count(diagnostics.length - errors, 'warning')].filter((text) => text !== '');
  return `${[...diagnostics.map((diagnostic) => renderText(diagnostic, sources)), counts.join(', ')].join('\n\n')}\n`;
}

function count(number: number, word: string): string {
  return number === 0 ? '' : `${number} ${word}${number === 1 ? '' : 's'}`;
}

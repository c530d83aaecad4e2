/** Facts of the hosts: a verdict that was told none of them never says what they then deny, and names those that it waits for. */
import { type Breach, codesOf, type Law } from './law.js';

export const facts: Law = ({ verdict, factless }) => {
  if (factless === undefined) return [];
  const breach = (message: string): Breach[] => [{ law: 'facts', kind: 'disagreement', message }];
  if (factless.outcome !== 'depends') {
    const [untold, told] = [factless, verdict].map(({ outcome, reasons }) => `${outcome} ${codesOf(reasons)}`.trim());
    return factless.outcome === verdict.outcome ? [] : breach(`told nothing of the hosts it says ${untold}, and told their facts ${told}`);
  }
  if (verdict.facts.length > 0) return breach(`all facts are told, and it waits for ${verdict.facts.join(', ')}`);
  return verdict.outcome !== 'depends' && factless.facts.length === 0 ? breach('it waits for facts, and names none') : [];
};

import { array, string } from './build.js';
import { object, optional, text, version, words } from './common.js';

const declaredBreak = object('a declared break', 'A change that breaks migrations, is meant, and is accepted with its reason.', {
  rule: string({
    title: 'a rule',
    description: 'The rule whose finding is accepted, by its id or number.',
    pattern: '^(MS6\\d{3}|[A-Z][A-Z_]+)$',
    'x-text': 'text',
    'x-examples': [{ yaml: 'MACHINE_TYPE_REMOVED' }],
  }),
  subject: text('What the finding is about, as `--format json` says it: a param, `section/field`, a machine type, a build.', 'pc-1.0'),
  builds: optional(
    array(version('A build in full.', '"acme@2"'), {
      title: 'a list',
      description: 'The builds in which the change is accepted; default: all.',
      minItems: 1,
      'x-examples': [{ yaml: '["acme@2"]' }],
    }),
  ),
  direction: optional(
    words('The direction that is given up; default: both.', {
      forward: 'To the newer of two builds.',
      backward: 'To the older of two builds.',
    }),
  ),
  reason: text('Why the break is meant, and what guests have to do.', 'Nobody uses it in production.'),
  issue: text('Where it was decided: a link, or the number of an issue.', 'https://example.org/issues/7'),
});

export const breaks = array(declaredBreak, {
  title: 'a list',
  description: 'Breaks that are meant; one that nothing breaks any more is an error.',
  'x-examples': [{ yaml: '[{ rule: PARAM_REMOVED, subject: queues, reason: nobody used it, issue: "12" }]' }],
});

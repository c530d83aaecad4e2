/** Nothing is escaped by itself: a value that no helper quoted would be Markdown, or HTML, of the author's. */
import Handlebars from 'handlebars';
import { expect, test } from 'vitest';
import { helpers, render, templateNames, templateText } from '../../../src/emit/docs/templates.js';

const blocks = ['if', 'unless', 'each', 'with'];

/** What a template does that it must not, with its line. */
function faults(text: string): string[] {
  const found: string[] = [];
  const fault = ({ line }: { line: number }, what: string) => found.push(`${line}: ${what}`);
  class Reader extends Handlebars.Visitor {
    override MustacheStatement(statement: hbs.AST.MustacheStatement): void {
      const { path, params, loc } = statement;
      const name = 'original' in path ? String(path.original) : '';
      if (!Object.hasOwn(helpers, name) || params.length === 0) fault(loc.start, `{{${name}}} is not quoted`);
      super.MustacheStatement(statement);
    }
    override BlockStatement(block: hbs.AST.BlockStatement): void {
      if (!blocks.includes(String(block.path.original))) fault(block.loc.start, `{{#${block.path.original}}}`);
      super.BlockStatement(block);
    }
    override PartialStatement({ loc }: hbs.AST.PartialStatement): void {
      fault(loc.start, 'a partial');
    }
    override PartialBlockStatement({ loc }: hbs.AST.PartialBlockStatement): void {
      fault(loc.start, 'a partial');
    }
    override SubExpression({ loc }: hbs.AST.SubExpression): void {
      fault(loc.start, 'a call inside a call');
    }
  }
  new Reader().accept(Handlebars.parse(text));
  return found;
}

test('every value in every template goes through a helper', () => {
  expect(templateNames).toContain('devices-readme');
  expect(templateNames.map((name) => [name, faults(templateText(name))])).toEqual(templateNames.map((name) => [name, []]));
});

test('and the reader of templates would see one that does not', () => {
  expect(faults('{{text a}} {{#each b}}{{code this}}{{/each}}')).toEqual([]);
  for (const bad of [
    '{{a}}',
    '{{{a}}}',
    '{{{text}}}',
    '{{&a}}',
    '{{a.b}}',
    '{{#each a}}{{this}}{{/each}}',
    '{{#if a}}x{{else}}{{b}}{{/if}}',
    '{{lookup a b}}',
    '{{log a}}',
    '{{> a}}',
    '{{#text a}}{{/text}}',
  ]) {
    expect(faults(bad), bad).not.toEqual([]);
  }
});

test('a value that is missing, or is no text, is a mistake of ours and no empty place', () => {
  expect(() => render('capabilities-readme', { builds: [], loading: '', importing: '' })).toThrow(TypeError);
  expect(() => render('capabilities-readme', { package: 7, builds: [], loading: '', importing: '' })).toThrow(/number/);
});

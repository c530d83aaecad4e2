/** The expression tree of a document as JSON Schema: the closed set of operators that a checker has to know. */
import { type TSchema, Type } from 'typebox';
import { choice, list, node, ref } from './schema-parts.js';

const expr = ref('Expr');
const name = Type.String();

export const exprDefinitions: Readonly<Record<string, TSchema>> = {
  Expr: choice(
    [
      node('int', { value: Type.String({ description: 'A decimal integer of any size.' }) }),
      node('bool', { value: Type.Boolean() }),
      node('string', { value: Type.String() }, 'A string, or the name of an enum value.'),
      node('param', { id: name }, "A param of the model, by identity: `params.rx_table_size` is `{ op: 'param', id: 'rx-table-size' }`."),
      node('machine', { name }, 'A machine fact: `machine.cpus`.'),
      node('host', { name }, 'A host fact: `host.uso`.'),
      node('device', { name: choice([Type.Literal('path'), Type.Literal('instance')]) }, 'Where the machine puts the instance.'),
      node('state', { name }, 'A state variable of the device: `state.entries`. Top level; inside is reached with `field`.'),
      node('self', { name }, 'An earlier field of the enclosing struct: `self.num`.'),
      node('arg', { name }, 'An argument of the enclosing struct type; gone once the struct is instantiated.'),
      node('var', { name }, 'The variable of the enclosing `all` or `exists`.'),
      node('observable', { name }, 'An observable of the model, by name. Inlined when the model is resolved.'),
      node('version', {}, "The version in force: the section version received, inside a struct the struct's own."),
      node('field', { of: expr, name }),
      node(
        'index',
        { of: expr, index: Type.Integer() },
        'A constant index into an array; out of range makes the whole expression unknown.',
      ),
      node('bit', { of: expr, bit: Type.Integer() }, 'One named bit of a flags value, as a bool.'),
      node(['not', 'neg'], { of: expr }),
      node(ref('BinaryOp'), { left: expr, right: expr }),
      node('if', { cond: expr, then: expr, else: expr }),
      node(
        'call',
        { name: ref('CallName'), args: list(expr) },
        '`bitNot(x, width)`, `shiftLeft(x, n)`, `shiftRight(x, n)`, `align(x, n)` …',
      ),
      node('isReset', { of: list(expr) }, 'Every operand (a state variable or something inside one) has its reset value.'),
      node('size', { of: expr }, '`size(x)`: elements of an array, bytes of `bytes`.'),
      node(['all', 'exists'], { in: expr, name, body: expr }, '`state.queues.all(q, q.num <= 256)`; not nested.'),
    ],
    'The expression tree. Plain JSON data with a closed set of operators. Integers are exact: no overflow, one integer type.',
  ),
  BinaryOp: choice(['and', 'or', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'add', 'sub', 'mul'].map((op) => Type.Literal(op))),
  CallName: choice(
    ['bitAnd', 'bitOr', 'bitNot', 'shiftLeft', 'shiftRight', 'min', 'max', 'pow2ceil', 'align'].map((call) => Type.Literal(call)),
  ),
  Expression: Type.Object(
    { text: Type.String(), expr },
    { description: 'An expression as the author wrote it and as the tree it means.', additionalProperties: false },
  ),
};

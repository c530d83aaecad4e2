import { define } from '../define.js';

/** MS2xxx: the shape of the YAML, and expressions as such. */
export const shape = {
  keyUnknown: define('MS2001', 'KEY_UNKNOWN', 'A map has a key that means nothing there.'),
  keyMissing: define('MS2002', 'KEY_MISSING', 'A map lacks a key that it needs.'),
  valueKind: define('MS2003', 'VALUE_KIND', 'A value is of the wrong kind, such as a map instead of a number.'),
  valueUnknown: define('MS2004', 'VALUE_UNKNOWN', 'A value is none of the words that are known there.'),
  versionNotString: define('MS2005', 'VERSION_NOT_STRING', 'A version, revision or build is written as a number.'),
  expressionNotQuoted: define('MS2006', 'EXPRESSION_NOT_QUOTED', 'An expression is not a quoted string.'),
  nameInvalid: define('MS2007', 'NAME_INVALID', 'A name holds characters that names do not have.'),
  numberOutside: define('MS2008', 'NUMBER_OUTSIDE', 'A number lies outside what is allowed there.'),
  expressionSyntax: define('MS2009', 'EXPRESSION_SYNTAX', 'An expression is not in the language.'),
  expressionType: define('MS2010', 'EXPRESSION_TYPE', 'An expression has or combines the wrong types.'),
  textInvalid: define('MS2011', 'TEXT_INVALID', 'A text does not have the form it needs, such as a size or a range.'),
  expressionLimit: define('MS2012', 'EXPRESSION_LIMIT', 'An expression is too long or nested too deeply.'),
  expressionUnsupported: define('MS2013', 'EXPRESSION_UNSUPPORTED', 'An expression uses something that the language does not have.'),
  expressionRange: define('MS2014', 'EXPRESSION_RANGE', 'A constant, an index or a count in an expression is out of range.'),
  valueMissing: define('MS2015', 'VALUE_MISSING', 'A key has no value.'),
  expressionArguments: define('MS2016', 'EXPRESSION_ARGUMENTS', 'A function is given too few or too many arguments.'),
  expressionFunction: define('MS2017', 'EXPRESSION_FUNCTION_UNKNOWN', 'An expression calls a function that does not exist.'),
  expressionNeverEqual: define('MS2018', 'EXPRESSION_NEVER_EQUAL', 'A value is compared with a name that it never has.'),
  expressionDecided: define('MS2019', 'EXPRESSION_DECIDED', 'A comparison has the same outcome for every value of its sides.'),
  expressionNameBare: define('MS2020', 'EXPRESSION_NAME_BARE', 'A name stands in an expression without its `params.`, `state.` or quotes.'),
};

import type { ExecutionListener } from '../../../graph/code.ts';
import { BPMN, type ModelReader } from '../../model-reader.ts';
import { childrenOf, type XmlElement } from '../../xml-source.ts';
import { idOf, juel, own } from './attributes.ts';

/** A whole `${…}`. */
const EXPRESSION = /^[$#]\{([\s\S]*)\}$/;

/**
 * An old way to give a user task a variable as it begins: BPMN's `<property>` with the variable that is copied
 * (`camunda:src`), or an expression (`camunda:srcExpr`), and the name of the copy (`camunda:dst`). Without a name the
 * task fails as it begins, in the original too, and so it does where the variable is missing. `camunda:link` copies
 * `src` once more, and `linkExpr` `srcExpr`: without those the task always fails.
 */
export function propertyVariables(reader: ModelReader, source: XmlElement): ExecutionListener[] {
  return childrenOf(source, BPMN, 'property').flatMap((property) => {
    const missing = missingSource(property);
    const values = [...valuesOf(property), ...(missing === undefined ? [] : [failure(missing)])];
    if (values.length === 0) return [];
    if (source.name !== 'userTask') {
      reader.warning(property, `A variable of <property> has no effect at <${source.name}>`, idOf(source));
      return [];
    }
    if (missing !== undefined)
      reader.warning(property, `${missing}: without it the task fails as it begins`, idOf(source));
    const name = own(property, 'dst');
    const target = name === undefined ? 'null' : quoted(name);
    return values.map((value) => ({
      event: 'start',
      code: reader.checked(juel(`\${execution.setVariable(${target}, ${value})}`), property, idOf(source)),
    }));
  });
}

/** In JUEL, in the order in which the original takes them. */
function valuesOf(property: XmlElement): string[] {
  const variable = own(property, 'src');
  const text = own(property, 'srcExpr');
  return [
    ...(variable === undefined ? [] : [copyOf(variable)]),
    ...(text === undefined ? [] : [EXPRESSION.exec(text.trim())?.[1] ?? (/[$#]\{/.test(text) ? text : quoted(text))]),
  ];
}

function copyOf(variable: string): string {
  const name = quoted(variable);
  const none = failure(`There is no variable ${variable} to copy`);
  return `execution.hasVariable(${name}) ? execution.getVariable(${name}) : ${none}`;
}

/** A property that no text has: what fails says why by its name. */
const failure = (why: string): string => `''[${quoted(why)}]`;

const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`;

function missingSource(property: XmlElement): string | undefined {
  if (own(property, 'link') !== undefined && own(property, 'src') === undefined)
    return 'camunda:link needs camunda:src beside it';
  if (own(property, 'linkExpr') !== undefined && own(property, 'srcExpr') === undefined)
    return 'camunda:linkExpr needs camunda:srcExpr beside it';
  return undefined;
}

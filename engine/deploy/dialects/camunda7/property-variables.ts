import type { ExecutionListener } from '../../../graph/code.ts';
import { BPMN, type ModelReader } from '../../model-reader.ts';
import { childrenOf, type XmlElement } from '../../xml-source.ts';
import { idOf, juel, own } from './attributes.ts';

/** A whole `${…}`, or a plain name. */
const EXPRESSION = /^[$#]\{([\s\S]*)\}$/;

/**
 * An old way to give a user task a variable as it begins: BPMN's `<property>` with the variable that is copied
 * (`camunda:src`, or
 * `srcExpr` for an expression) and the name of the copy (`camunda:dst`). Without a name the task fails as it begins, in
 * the original too.
 */
export function propertyVariables(reader: ModelReader, source: XmlElement): ExecutionListener[] {
  return childrenOf(source, BPMN, 'property').flatMap((property) => {
    const from = own(property, 'srcExpr') ?? own(property, 'src');
    if (from === undefined) return [];
    if (source.name !== 'userTask') {
      reader.warning(property, `A variable of <property> has no effect at <${source.name}>`, idOf(source));
      return [];
    }
    const [, value = from] = EXPRESSION.exec(from.trim()) ?? [];
    const name = own(property, 'dst');
    const target = name === undefined ? 'null' : `'${name.replaceAll(/[\\']/g, '\\$&')}'`;
    return [
      {
        event: 'start',
        code: reader.checked(juel(`\${execution.setVariable(${target}, ${value})}`), property, idOf(source)),
      },
    ];
  });
}

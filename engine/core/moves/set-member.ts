import { classOf, JavaList, JavaMap, type JuelValue } from '../../expressions/juel/juel-value.ts';
import { fromVariable, toVariable } from '../../expressions/juel/juel-variable.ts';
import type { AssignedVariable } from '../../graph/form.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import { formFailure } from './form-values.ts';

/** The variable with `member` at the end of the path. Only maps of Java take members; what they lack is made. */
export function withMember(variable: VariableValue, path: AssignedVariable, member: VariableValue): VariableValue {
  const root = fromVariable(variable);
  let [holder, name] = [root, path.variableName];
  const steps = [...path.members];
  const last = steps.pop();
  if (last === undefined) return member;
  for (const step of steps) {
    holder = mapAt(holder, name, step, path).entries.get(step) ?? null;
    name = `. ${step}`;
  }
  mapAt(holder, name, last, path).entries.set(last, fromVariable(member));
  return { ...variable, text: toVariable(root).text };
}

/** `holder` as a map that has, or takes, the member `step`. */
function mapAt(holder: JuelValue, name: string, step: string, { text }: AssignedVariable): JavaMap {
  if (holder instanceof JavaMap) return holder;
  if (holder === null) throw unset(text, `Target unreachable, base expression '${name}' resolved to null`);
  if (holder instanceof JavaList && holder.isIndexed) throw unset(text, `For input string: "${step}"`);
  throw formFailure(
    `Unknown property used in expression: ${text}. Cause: The class '${classOf(holder)}' does not have the property '${step}'.`,
  );
}

const unset = (text: string, cause: string) =>
  formFailure(`Error while evaluating expression: ${text}. Cause: ${cause}`);

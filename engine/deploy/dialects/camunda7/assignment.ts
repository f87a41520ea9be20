import type { UserTask } from '../../../graph/element.ts';
import type { Expression } from '../../../graph/expression.ts';
import { bpmnChild, BPMN, type ModelReader } from '../../model-reader.ts';
import { attributeOf, childrenOf, type XmlElement } from '../../xml-source.ts';
import { expressionAt, idOf, juel, own } from './attributes.ts';

/** Commas within an expression separate its arguments, not people. */
const LIST_COMMA = /,(?![^{]*\})/;
/** `user(ann)` and `group(sales)` of a potential owner; a bare name is a group. */
const ROLE = /^(user|group)\((.*)\)$/s;

/** Who does a user task: the attributes of Camunda, and BPMN's own performer and potential owners. */
export function assignment(
  reader: ModelReader,
  source: XmlElement,
): Pick<UserTask, 'assignee' | 'candidateUsers' | 'candidateGroups'> {
  const assignee = assigneeOf(reader, source);
  const owners = ownersOf(reader, source);
  const candidateUsers = [...attributeList(reader, source, 'candidateUsers'), ...owners.users];
  const candidateGroups = [...attributeList(reader, source, 'candidateGroups'), ...owners.groups];
  return {
    ...(assignee && { assignee }),
    ...(candidateUsers.length > 0 && { candidateUsers }),
    ...(candidateGroups.length > 0 && { candidateGroups }),
  };
}

/** What a task is about is its documentation, all parts of it, which may be an expression. */
export function description(reader: ModelReader, source: XmlElement): Pick<UserTask, 'description'> {
  const text = childrenOf(source, BPMN, 'documentation')
    .map((part) => part.text.trim())
    .join('\n\n');
  return text ? { description: reader.checked(juel(text), source, idOf(source)) } : {};
}

function assigneeOf(reader: ModelReader, source: XmlElement): Expression | undefined {
  const [performer, second] = rolesOf(source, 'humanPerformer');
  const attribute = expressionAt(reader, source, 'assignee');
  if (!performer) return attribute;
  const id = idOf(source);
  if (second)
    reader.problem(
      source,
      `Invalid task definition: multiple humanPerformer sub elements defined for ${attributeOf(source, 'name') ?? null}`,
      id,
    );
  if (attribute)
    reader.problem(
      source,
      `Invalid usage: duplicate assignee declaration for task ${attributeOf(source, 'name') ?? id}`,
      id,
    );
  const text = expressionOf(performer);
  return text === null ? undefined : reader.checked(juel(text), performer, id);
}

function ownersOf(
  reader: ModelReader,
  source: XmlElement,
): { readonly users: readonly Expression[]; readonly groups: readonly Expression[] } {
  const users: Expression[] = [];
  const groups: Expression[] = [];
  for (const owner of rolesOf(source, 'potentialOwner')) {
    for (const part of partsOf(expressionOf(owner) ?? '')) {
      const [, role = 'group', name = part] = ROLE.exec(part) ?? [];
      (role === 'user' ? users : groups).push(reader.checked(juel(name.trim()), owner, idOf(source)));
    }
  }
  return { users, groups };
}

const attributeList = (
  reader: ModelReader,
  source: XmlElement,
  name: 'candidateUsers' | 'candidateGroups',
): Expression[] => partsOf(own(source, name) ?? '').map((part) => reader.checked(juel(part), source, idOf(source)));

const partsOf = (text: string): string[] =>
  text
    .split(LIST_COMMA)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const rolesOf = (source: XmlElement, name: string): XmlElement[] =>
  source.children.filter((child) => child.namespace === BPMN && child.name === name);

function expressionOf(role: XmlElement): string | null {
  const assigned = bpmnChild(role, 'resourceAssignmentExpression');
  const expression = assigned && bpmnChild(assigned, 'formalExpression');
  return expression?.text.trim() || null;
}

import type { Code, DelegateCall, ExecutionListener, TaskListener } from '../../../graph/code.ts';
import type { Expression } from '../../../graph/expression.ts';
import type { Dialect } from '../../dialect.ts';
import { bpmnChild, type ModelReader } from '../../model-reader.ts';
import { readTimer } from '../../read-timer.ts';
import { attributeOf, childrenOf, type XmlElement } from '../../xml-source.ts';
import { idOf, juel, onlyOne, own, ownExtensions } from './attributes.ts';
import { CAMUNDA7_NAMESPACE } from './vocabulary.ts';

/** Names of JavaScript; other languages need an engine that is not here. */
const JAVASCRIPT = /^(?:javascript|ecmascript|js|graal\.js)$/i;
const IN_DEPLOYMENT = 'deployment://';
/** A bean by its plain name: `${charge}`. */
const BEAN = /^[$#]\{\s*([A-Za-z_]\w*)\s*\}$/;

/** A tag of BPMN has its words with a prefix, a tag of the notation without. */
const wordOf = (holder: XmlElement, name: string): string | undefined =>
  holder.namespace === CAMUNDA7_NAMESPACE ? attributeOf(holder, name) : own(holder, name);

/**
 * The code that a task or message names: `class` and `expression` that say nothing count as missing,
 * `delegateExpression` counts as it stands. `undefined`: none, or a problem was reported.
 */
export function namedCode(reader: ModelReader, holder: XmlElement, elementId: string | null): Code | undefined {
  const className = wordOf(holder, 'class');
  const delegate = wordOf(holder, 'delegateExpression');
  const expression = wordOf(holder, 'expression');
  if (className !== undefined && className.trim() !== '') return classOf(reader, holder, className, elementId);
  if (delegate !== undefined) return delegateOf(reader, holder, delegate, elementId);
  return expression === undefined || expression.trim() === ''
    ? undefined
    : reader.checked(juel(expression), holder, elementId);
}

/** That of a listener. Those of an element refuse empty names, those of a task fail when they are called. */
function codeOfListener(reader: ModelReader, holder: XmlElement, elementId: string | null): Code | undefined {
  const className = wordOf(holder, 'class');
  const delegate = wordOf(holder, 'delegateExpression');
  const expression = wordOf(holder, 'expression');
  const needsText = holder.name !== 'taskListener';
  if (className !== undefined) {
    if (className === '' && needsText) reader.problem(holder, "Attribute 'class' cannot be empty", elementId);
    return classOf(reader, holder, className, elementId);
  }
  if (expression !== undefined) return reader.checked(juel(expression), holder, elementId);
  if (delegate === '' && needsText) {
    reader.problem(holder, "Attribute 'delegateExpression' cannot be empty", elementId);
    return { language: 'delegate', name: '', text: '', isComputed: true, fields: [] };
  }
  return delegate === undefined ? undefined : delegateOf(reader, holder, delegate, elementId);
}

const classOf = (reader: ModelReader, holder: XmlElement, name: string, elementId: string | null): DelegateCall => ({
  language: 'delegate',
  name,
  text: name,
  fields: fieldsOf(reader, holder, elementId),
});

/** A validator of a form's field, by its class or its bean. */
export function validatorOf(
  reader: ModelReader,
  at: XmlElement,
  config: string,
  elementId: string | null,
): DelegateCall {
  const isExpression = /^\s*[$#]\{/.test(config);
  const [, name] = BEAN.exec(config) ?? [];
  if (isExpression && name === undefined)
    reader.unsupported(at, `The delegate expression '${config}', which is no plain name,`, elementId);
  return { language: 'delegate', name: isExpression ? (name ?? '') : config, text: config, fields: [] };
}

/** An expression that is more than a name is read, and finds nothing that could be called. */
function delegateOf(reader: ModelReader, holder: XmlElement, text: string, elementId: string | null): DelegateCall {
  const [, name] = BEAN.exec(text) ?? [];
  const fields = fieldsOf(reader, holder, elementId);
  if (name !== undefined) return { language: 'delegate', name, text, fields };
  reader.checked(juel(text), holder, elementId);
  reader.warning(
    holder,
    `The delegate expression '${text}' of element '${elementId}' in line ${holder.place.line} fails when it is reached: only a plain name such as \${charge} finds what is registered`,
    elementId,
  );
  return { language: 'delegate', name: '', text, isComputed: true, fields };
}

/** `camunda:field`: values that a delegate finds in its fields. */
export function fieldsOf(reader: ModelReader, holder: XmlElement, elementId: string | null): DelegateCall['fields'] {
  const fields =
    holder.namespace === CAMUNDA7_NAMESPACE
      ? childrenOf(holder, CAMUNDA7_NAMESPACE, 'field')
      : ownExtensions(holder, 'field');
  return fields.map((field) => {
    const written = [
      ...childrenOf(field, CAMUNDA7_NAMESPACE, 'string'),
      ...childrenOf(field, CAMUNDA7_NAMESPACE, 'expression'),
    ].map((child) => ({ text: child.text, isText: child.name === 'string' }));
    for (const name of ['stringValue', 'expression'] as const) {
      const text = attributeOf(field, name);
      if (text !== undefined) written.push({ text, isText: name === 'stringValue' });
    }
    const [value, second] = written;
    if (!value)
      reader.problem(
        field,
        'One of the following is mandatory on a field declaration: one of attributes stringValue|expression or one of child elements string|expression',
        elementId,
      );
    if (second) reader.problem(field, 'Multiple values of a field', elementId);
    const expression: Expression =
      value?.isText === false
        ? reader.checked(juel(value.text), field, elementId)
        : { language: 'literal', text: value?.text ?? '' };
    return { name: attributeOf(field, 'name') ?? '', value: expression };
  });
}

/** A `camunda:script`, or a script of BPMN whose language and file stand around it. */
export function scriptOf(
  reader: ModelReader,
  at: XmlElement,
  script: { readonly format: string; readonly text: string; readonly resource: string | undefined },
  elementId: string | null,
): Expression {
  const { format, text, resource } = script;
  if (resource !== undefined && !resource.startsWith(IN_DEPLOYMENT)) {
    const unread = `The script resource '${resource}' of element '${elementId}' in line ${at.place.line} cannot be read: only files of the same deployment can, as ${IN_DEPLOYMENT}name`;
    if (/^\s*[$#]\{/.test(resource)) reader.problem(at, unread, elementId);
    else reader.warning(at, unread, elementId);
  }
  if (JAVASCRIPT.test(format)) return { language: 'javascript', text, ...(resource !== undefined && { resource }) };
  if (resource === undefined && format.toLowerCase() === 'juel')
    return reader.checked(juel(text.trim()), at, elementId);
  if (resource === undefined && format.toLowerCase() === 'feel') return { language: 'feel', text: text.trim() };
  reader.problem(
    at,
    `The script language '${format}' of element '${elementId}' in line ${at.place.line} is not supported: scripts are written in JavaScript. Write it in JavaScript, or let a worker do it as an external task`,
    elementId,
  );
  return { language: 'literal', text: '' };
}

/** `<camunda:script>` in a listener, a parameter, a list or a map. */
export function scriptElement(reader: ModelReader, script: XmlElement, elementId: string | null): Expression {
  const format = attributeOf(script, 'scriptFormat');
  const resource = attributeOf(script, 'resource') || undefined;
  if (!format) {
    reader.problem(script, "Missing attribute 'scriptFormat' for 'script' element", elementId);
    return { language: 'literal', text: '' };
  }
  return scriptOf(reader, script, { format, text: script.text, resource }, elementId);
}

function listenerCode(reader: ModelReader, listener: XmlElement, elementId: string | null): Code | undefined {
  const named = codeOfListener(reader, listener, elementId);
  if (named) return named;
  const script = onlyOne(reader, childrenOf(listener, CAMUNDA7_NAMESPACE, 'script'), elementId);
  if (script) return scriptElement(reader, script, elementId);
  reader.problem(
    listener,
    `Element 'class', 'expression', 'delegateExpression' or 'script' is mandatory on ${listener.name}`,
    elementId,
  );
  return undefined;
}

/** `camunda:executionListener` of the process or an element; those of a flow are all about taking it. */
export function executionListeners(
  reader: ModelReader,
  source: XmlElement,
  elementId: string | null,
): ExecutionListener[] {
  return ownExtensions(source, 'executionListener').flatMap((listener) => {
    const event = source.name === 'sequenceFlow' ? 'take' : attributeOf(listener, 'event');
    if (!event) reader.problem(listener, "Attribute 'event' is mandatory on listener", elementId);
    else if (source.name !== 'sequenceFlow' && event !== 'start' && event !== 'end')
      reader.problem(listener, "Attribute 'event' must be one of {start|end}", elementId);
    const code = listenerCode(reader, listener, elementId);
    return code && (event === 'start' || event === 'end' || event === 'take') ? [{ event, code }] : [];
  });
}

const TASK_EVENTS = ['create', 'assignment', 'complete', 'update', 'delete', 'timeout'] as const;

export function taskListeners(reader: ModelReader, dialect: Dialect, source: XmlElement): TaskListener[] {
  const elementId = idOf(source);
  return ownExtensions(source, 'taskListener').flatMap((listener) => {
    const word = attributeOf(listener, 'event');
    const event = TASK_EVENTS.find((known) => known === word);
    if (!word) reader.problem(source, "Attribute 'event' is mandatory on taskListener", elementId);
    else if (!event) reader.problem(source, `Attribute 'event' must be one of {${TASK_EVENTS.join('|')}}`, elementId);
    const code = listenerCode(reader, listener, elementId);
    const id = attributeOf(listener, 'id');
    const timer = event === 'timeout' ? timeoutOf(reader, dialect, listener, source, id) : undefined;
    return code && event ? [{ event, code, ...(id && { id }), ...(timer && { timer }) }] : [];
  });
}

function timeoutOf(
  reader: ModelReader,
  dialect: Dialect,
  listener: XmlElement,
  task: XmlElement,
  id: string | undefined,
): TaskListener['timer'] {
  const definition = bpmnChild(listener, 'timerEventDefinition');
  if (!id) reader.problem(listener, "Element 'id' is mandatory on taskListener of type 'timeout'", idOf(task));
  if (!definition)
    reader.problem(
      listener,
      "Element 'timerEventDefinition' is mandatory on taskListener of type 'timeout'",
      idOf(task),
    );
  return definition && (readTimer({ reader, dialect }, task, definition) ?? undefined);
}

import { SCRIPT_JAVA } from './script-java.ts';

/**
 * What a script finds around itself, as JavaScript inside the sandbox: `execution`, `task`, variables by name, `S()`,
 * `BpmnError`. It is given data only, and gives back data only: nothing here leads out. Numbers keep the type of Java
 * that
 * they would have in Camunda 7 (2 is Integer, 8 * 0.25 is Double), which `isInteger` of the host tells apart.
 *
 * The text is one expression: a function of the facts as JSON and of `isInteger`, which gives back what reads the
 * outcome.
 */
export const SCRIPT_PRELUDE = `(function (factsText, isInteger) {
'use strict';
const facts = JSON.parse(factsText);
const { stringify, parse } = JSON;
const { defineProperty, defineProperties, hasOwn, keys } = Object;
const isArray = Array.isArray;
const NativeDate = Date;
const writes = [];
const taskChanges = [];
const written = new Map();

const hidden = (target, members) => {
  for (const name of keys(members)) defineProperty(target, name, { value: members[name], enumerable: false, writable: true, configurable: true });
  return target;
};

class BpmnError extends Error {
  constructor(code, message) { super(message === undefined ? '' : String(message)); this.name = 'BpmnError'; this.errorCode = String(code); this.hasText = message !== undefined; }
  getErrorCode() { return this.errorCode; }
  getMessage() { return this.message; }
}

// What the engine throws of its own, by the name of its class in Java.
class JavaException extends Error {
  constructor(javaClass, message) { super(message); this.javaClass = javaClass; }
}
const spinException = (kind, sentence) => new JavaException('org.camunda.spin.json.SpinJson' + kind + 'Exception', 'SPIN/JACKSON-JSON-010' + sentence);

// A Json variable, or a part of one.
class SpinJson {
  #json;
  constructor(json) { this.#json = json; }
  #wrong(expected) {
    const json = this.#json;
    return spinException('DataFormat', "02 Expected '" + expected + "', got '" + (json === null ? 'NULL' : isArray(json) ? 'ARRAY' : (typeof json).toUpperCase()) + "'");
  }
  static read(node) { return node.#json; }
  #object() { if (this.#json === null || typeof this.#json !== 'object') throw new Error('The JSON value is no object or array'); return this.#json; }
  prop(name, ...value) {
    const object = this.#object();
    if (value.length > 0) { object[name] = plain(value[0]); return this; }
    if (!hasOwn(object, name)) throw spinException('Property', "04 Unable to find '" + name + "'");
    return new SpinJson(object[name]);
  }
  hasProp(name) { return this.#json !== null && typeof this.#json === 'object' && hasOwn(this.#json, name); }
  deleteProp(name) { delete this.#object()[name]; return this; }
  fieldNames() { return list(keys(this.#object())); }
  elements() { if (!isArray(this.#json)) throw this.#wrong('ARRAY'); return list(this.#json.map((item) => new SpinJson(item))); }
  append(value) { this.#object().push(plain(value)); return this; }
  insertAt(index, value) { this.#object().splice(index, 0, plain(value)); return this; }
  removeAt(index) { this.#object().splice(index, 1); return this; }
  remove(value) { const at = this.#object().indexOf(plain(value)); if (at >= 0) this.#object().splice(at, 1); return this; }
  indexOf(value) { return this.#object().indexOf(plain(value)); }
  contains(value) { return this.#object().includes(plain(value)); }
  value() { return this.#json; }
  stringValue() { if (typeof this.#json !== 'string') throw this.#wrong('STRING'); return this.#json; }
  numberValue() { if (typeof this.#json !== 'number') throw this.#wrong('NUMBER'); return this.#json; }
  boolValue() { if (typeof this.#json !== 'boolean') throw this.#wrong('BOOLEAN'); return this.#json; }
  isObject() { return this.#json !== null && typeof this.#json === 'object' && !isArray(this.#json); }
  isArray() { return isArray(this.#json); }
  isValue() { return this.#json === null || typeof this.#json !== 'object'; }
  isString() { return typeof this.#json === 'string'; }
  isNumber() { return typeof this.#json === 'number'; }
  isBoolean() { return typeof this.#json === 'boolean'; }
  isNull() { return this.#json === null; }
  toString() { return stringify(this.#json); }
  toJSON() { return this.#json; }
}
const spin = (input) => {
  if (input instanceof SpinJson) return input;
  if (typeof input === 'string') return new SpinJson(parse(input));
  return new SpinJson(plain(input));
};

// A value for JSON: nodes become their contents.
const plain = (value) => {
  if (value instanceof SpinJson) return SpinJson.read(value);
  if (value === undefined) return null;
  return value === null || typeof value !== 'object' ? value : parse(stringify(value));
};

const isInt32 = (number) => (number | 0) === number;
// Halves make sure that the number is kept as a Double.
const asDouble = (number) => isInt32(number) ? (number - 0.5) + 0.5 : number;

${SCRIPT_JAVA}
const decode = ({ type, text, info }) => {
  if (text === null) return null;
  switch (type) {
    case 'Integer': case 'Short': return Number(text);
    case 'Long': return long(Number(text));
    case 'Double': return asDouble(Number(text));
    case 'Boolean': return text === 'true';
    case 'Date': return javaDate(text);
    case 'Json': return new SpinJson(parse(text));
    case 'Object': return info && info.serializationDataFormat && /^application\\/(?:json|x-java-serialized-object)/.test(info.serializationDataFormat) ? java(parse(text), classOf(info.objectTypeName)) : text;
    default: return text;
  }
};
const classOf = (name) => name === undefined ? undefined : name.replace(/<.*/, '');
// Who reads a variable twice gets the same object, and sees what was done to it.
const objects = new WeakMap();
const texts = new WeakMap();
const once = (coded) => {
  if (coded.text === null) return null;
  if (!objects.has(coded)) {
    objects.set(coded, decode(coded));
    if (coded.type === 'Object') texts.set(coded, stringify(plain(objects.get(coded))));
  }
  return objects.get(coded);
};
const originals = new Map();
const encode = (value) => {
  if (value === null || value === undefined) return { type: 'Null', text: null };
  switch (typeof value) {
    case 'boolean': return { type: 'Boolean', text: String(value) };
    case 'string': return { type: 'String', text: value };
    case 'bigint': return { type: 'Long', text: String(value) };
    case 'number': return { type: isInteger(value) ? 'Integer' : longs.has(value) ? 'Long' : 'Double', text: String(value) };
    case 'object': break;
    default: throw new TypeError('A ' + typeof value + ' is no value of a variable');
  }
  if (originals.has(value)) throw new TypeError(originals.get(value) + ' is no value of a variable');
  if (value instanceof TypedValue) return TypedValue.coded(value);
  if (value instanceof Number || value instanceof String || value instanceof Boolean) return encode(value.valueOf());
  if (javaClasses.has(value)) return objectValue(value, JAVA_FORMAT);
  if (value instanceof NativeDate) return { type: 'Date', text: value.toISOString() };
  if (value instanceof Promise) throw new TypeError('A promise is no value of a variable: scripts run at once');
  return { type: 'Json', text: stringify(value) };
};

const variableOf = (name) => {
  const mine = written.get(name);
  return mine === undefined ? facts.variables[name] : mine;
};
const has = (name) => { const found = written.has(name) ? written.get(name) : hasOwn(facts.variables, name) ? facts.variables[name] : null; return found !== null; };
const read = (name) => has(name) ? once(variableOf(name)) : null;
const localNames = new Set(facts.localNames);
const names = () => list([...new Set([...keys(facts.variables), ...written.keys()])].filter(has));
const write = (name, value, local, ofTask) => {
  const coded = value === undefined ? null : encode(value);
  const key = String(name);
  // A list or map of Java is kept as it is at the end.
  const isLive = coded !== null && javaClasses.has(value);
  if (isLive) objects.set(coded, value);
  writes.push({ name: key, value: coded, local, ofTask, ...(isLive && { live: value }) });
  written.set(key, coded);
  if (local) { if (coded === null) localNames.delete(key); else localNames.add(key); }
};
const nullable = (value) => value === undefined ? null : value;
const all = (these) => map(Object.fromEntries([...these].map((name) => [name, read(name)])));
const variableMethods = (ofTask) => ({
  getVariable: (name) => read(String(name)), hasVariable: (name) => has(String(name)),
  getVariableLocal: (name) => localNames.has(String(name)) ? read(String(name)) : null, hasVariableLocal: (name) => localNames.has(String(name)),
  getVariables: () => all(names()), getVariablesLocal: () => all(localNames), getVariableNames: () => names(), getVariableNamesLocal: () => list(localNames),
  hasVariables: () => names().length > 0, hasVariablesLocal: () => localNames.size > 0,
  getVariableTyped: (name) => has(String(name)) ? new TypedValue(variableOf(String(name))) : null, getVariableLocalTyped: (name) => localNames.has(String(name)) ? new TypedValue(variableOf(String(name))) : null,
  setVariable: (name, value) => write(name, nullable(value), false, ofTask), setVariableLocal: (name, value) => write(name, nullable(value), true, ofTask),
  setVariables: (values) => { for (const name of keys(values)) write(name, nullable(values[name]), false, ofTask); },
  setVariablesLocal: (values) => { for (const name of keys(values)) write(name, nullable(values[name]), true, ofTask); },
  removeVariable: (name) => write(name, undefined, false, ofTask), removeVariableLocal: (name) => write(name, undefined, true, ofTask),
});

// Properties are read by name and by getter, as in Java: execution.id and execution.getId().
const bean = (label, properties, methods) => {
  const object = {};
  for (const name of keys(properties)) {
    defineProperty(object, name, { get: properties[name], enumerable: true });
    defineProperty(object, 'get' + name[0].toUpperCase() + name.slice(1), { value: properties[name], configurable: true });
  }
  for (const name of keys(methods)) defineProperty(object, name, { value: methods[name] });
  originals.set(object, label);
  return Object.freeze(object);
};
const at = facts.execution;
const execution = at === null ? undefined : bean('execution', {
  id: () => at.elementInstanceKey === null ? at.instanceKey : at.elementInstanceKey, processInstanceId: () => at.instanceKey, processDefinitionId: () => at.definitionId,
  processBusinessKey: () => at.businessKey, businessKey: () => at.businessKey, tenantId: () => at.tenantId, currentActivityId: () => at.elementId, currentActivityName: () => at.elementName,
  currentTransitionId: () => at.flowId, eventName: () => at.eventName, parentId: () => at.outerKey, parentActivityInstanceId: () => at.parentActivityInstanceId,
  activityInstanceId: () => at.activityInstanceId,
  variables: () => all(names()), variableNames: () => names(),
}, {
  ...variableMethods(false), getBpmnModelElementInstance: () => ({ getId: () => at.elementId, getName: () => at.elementName }),
  getProcessInstance: () => ({ ...variableMethods(false), getId: () => at.instanceKey, getProcessInstanceId: () => at.instanceKey, getBusinessKey: () => at.businessKey, getProcessBusinessKey: () => at.businessKey, getProcessDefinitionId: () => at.definitionId }),
  isCanceled: () => false, isEnded: () => false, isSuspended: () => false });

const taskOf = (given) => {
  const now = { ...given.now };
  const change = (name, value) => { now[name] = value; taskChanges.push({ [name]: value }); };
  const text = (value) => value === null || value === undefined ? null : String(value);
  const moment = (value) => { if (value === null || value === undefined) return null; const time = new NativeDate(value).getTime(); if (!(time === time)) throw new TypeError('no date: ' + value); return time; };
  const people = (value) => isArray(value) ? value.map(String) : [String(value)];
  const more = (name, value) => change(name, [...now[name], ...people(value)]);
  const without = (name, value) => change(name, now[name].filter((one) => !people(value).includes(one)));
  const date = (time) => time === null ? null : new NativeDate(time);
  return bean('task', {
    id: () => given.key, name: () => now.name, description: () => now.description, assignee: () => now.assignee, owner: () => now.owner, priority: () => now.priority,
    dueDate: () => date(now.dueAt), followUpDate: () => date(now.followUpAt), formKey: () => now.formKey, createTime: () => date(given.createdAt), eventName: () => given.eventName,
    deleteReason: () => given.deleteReason, taskDefinitionKey: () => given.elementId, processInstanceId: () => at.instanceKey, processDefinitionId: () => at.definitionId,
    executionId: () => at.elementInstanceKey, execution: () => execution, tenantId: () => at.tenantId, bpmnModelElementInstance: () => ({ getId: () => at.elementId, getName: () => at.elementName }), candidates: () => list([...now.candidateUsers, ...now.candidateGroups]),
  }, {
    ...variableMethods(true),
    setName: (value) => change('name', text(value)), setDescription: (value) => change('description', text(value)), setAssignee: (value) => change('assignee', text(value)),
    setOwner: (value) => change('owner', text(value)), setPriority: (value) => change('priority', Math.trunc(Number(value))), setDueDate: (value) => change('dueAt', moment(value)),
    setFollowUpDate: (value) => change('followUpAt', moment(value)), addCandidateUser: (value) => more('candidateUsers', value), addCandidateUsers: (value) => more('candidateUsers', value),
    addCandidateGroup: (value) => more('candidateGroups', value), addCandidateGroups: (value) => more('candidateGroups', value),
    deleteCandidateUser: (value) => without('candidateUsers', value), deleteCandidateGroup: (value) => without('candidateGroups', value),
  });
};

// A variable by its name is what it was before the script; what a script assigns to the name stays in the script.
const expose = (name) => {
  if (hasOwn(globalThis, name)) return;
  defineProperty(globalThis, name, {
    get: () => once(facts.variables[name]),
    set: (value) => { defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: true }); },
    configurable: true, enumerable: true,
  });
};
for (const name of keys(facts.variables)) expose(name);
hidden(globalThis, {
  ...(facts.task !== null ? { task: taskOf(facts.task) } : execution === undefined ? {} : { execution }), S: spin, JSON: Object.assign((input) => spin(input), { parse, stringify }),
  BpmnError, ...packages, Java, Packages: packages, print: nothing, console: { log: nothing, info: nothing, warn: nothing, error: nothing },
});

// Lists and maps of variables that were changed are kept so, without anybody setting the variable.
const changed = () => keys(facts.variables).flatMap((name) => {
  const coded = facts.variables[name];
  const value = coded.text === null ? undefined : objects.get(coded);
  if (written.has(name) || !javaClasses.has(value) || stringify(plain(value)) === texts.get(coded)) return [];
  return [{ name, value: objectValue(value, coded.info.serializationDataFormat), local: false, ofTask: false }];
});
const settled = () => [...writes.map(({ live, ...write }) => live === undefined ? write : { ...write, value: encode(live) }), ...changed()];
// Of a script that has failed, if it can be told.
const tried = () => { try { return settled(); } catch { return []; } };
// In the words of the interpreter of Camunda 7, as far as they are but written otherwise.
const said = (message) => String(message).replace(/^'(.*)' is not defined$/, '$1 is not defined').replace(/^cannot read property /, 'Cannot read property ');

return {
  done: (value) => stringify({ kind: 'done', value: encode(value), writes: settled(), taskChanges }),
  thrown: (error) => {
    if (error instanceof BpmnError) return stringify({ kind: 'error', code: error.errorCode, message: error.hasText ? error.message : null, writes: settled(), taskChanges });
    if (error instanceof JavaException) return stringify({ kind: 'failed', javaClass: error.javaClass, message: error.javaClass + ': ' + error.message, writes: tried(), taskChanges });
    const message = error instanceof Error ? error.name + ': ' + said(error.message) : String(error);
    return stringify({ kind: 'failed', message, writes: tried(), taskChanges });
  },
};
})`;

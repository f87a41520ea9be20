import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { RULES } from '../engine/deploy/bpmn-vocabulary.ts';
import type { DialectVocabulary, ExtensionRule } from '../engine/deploy/dialect.ts';
import { camunda7Vocabulary } from '../engine/deploy/dialects/camunda7/vocabulary.ts';
import { camunda8Vocabulary } from '../engine/deploy/dialects/camunda8/vocabulary.ts';
import { eventCells, nameOf, runs } from '../engine/scenarios/event-cells.ts';

const begin = '<!-- extensions: written by `npm run extension-docs` from the vocabularies in engine/deploy/dialects -->';
const end = '<!-- /extensions -->';
const eventsBegin = '<!-- events: written by `npm run extension-docs` from the readers and triggers -->';
const eventsEnd = '<!-- /events -->';
export const pageFile = fileURLToPath(new URL('../engine/README.md', import.meta.url));

/** Words of the two schemas, by the type that has them: attributes, and elements in brackets. */
const CAMUNDA7_WORDS = `diagramRelationId source sourceExpression target businessKey local variables <in> <out> async asyncBefore asyncAfter exclusive jobPriority
  errorCodeVariable errorMessageVariable <errorEventDefinition> expression errorMessage <potentialStarter> formHandlerClass formKey formRef formRefBinding formRefVersion
  modelerTemplate modelerTemplateVersion initiator resultVariable resource candidateStarterGroups candidateStarterUsers versionTag historyTimeToLive isStartableInTasklist
  escalationCodeVariable assignee candidateUsers candidateGroups dueDate followUpDate priority calledElementBinding calledElementVersion calledElementVersionTag calledElementTenantId
  caseRef caseBinding caseVersion caseTenantId variableMappingClass variableMappingDelegateExpression class delegateExpression decisionRef decisionRefBinding decisionRefVersion
  mapDecisionResult decisionRefTenantId type topic taskPriority <properties> <property> <connector> <connectorId> <inputOutput> <inputParameter> <outputParameter> <list> <map> <entry> <value> <script>
  <field> <string> <expression> collection elementVariable <failedJobRetryTimeCycle> <executionListener> <taskListener> <formProperty> <formData> <formField> <validation> <constraint> variableName variableEvents`;
const CAMUNDA8_WORDS = `<ioMapping> <input> <output> <subscription> <taskHeaders> <header> <taskDefinition> <loopCharacteristics> <calledElement> <userTaskForm> <formDefinition> <linkedResource> <linkedResources>
  <userTask> <calledDecision> <assignmentDefinition> <priorityDefinition> <jobPriorityDefinition> <taskSchedule> <properties> <property> <script> <executionListeners> <executionListener> <taskListeners> <taskListener>
  <versionTag> <adHoc> <conditionalFilter> <agentDefinition> modelerTemplate modelerTemplateVersion modelerTemplateIcon`;

/** The page with its table as the code has it now. */
export function withExtensionTable(page: string): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`engine/README.md lacks the marks ${begin} and ${end}.`);
  const rows = [...rowsOf('camunda', CAMUNDA7_WORDS, camunda7Vocabulary), ...rowsOf('zeebe', CAMUNDA8_WORDS, camunda8Vocabulary)];
  return `${page.slice(0, from)}${begin}\n\n| word | read at |\n|---|---|\n${rows.join('\n')}\n\n${page.slice(to)}`;
}

/** The page with its table of elements and events as the readers of models have it now. */
export function withEventTable(page: string): string {
  const from = page.indexOf(eventsBegin);
  const to = page.indexOf(eventsEnd);
  if (from < 0 || to < from) throw new Error(`engine/README.md lacks the marks ${eventsBegin} and ${eventsEnd}.`);
  const elements = [...[...RULES].filter(([, rule]) => rule.children.has('incoming')).map(([tag]) => tag), 'complexGateway']
    .filter((tag) => !tag.endsWith('Event')).map((tag) => `| \`${tag}\` | ${has(camunda7Vocabulary, tag)} | ${has(camunda8Vocabulary, tag)} |`);
  const cells = eventCells();
  const events = cells.map((cell) => ({ cell, seven: runs(cell, 7), eight: runs(cell, 8) })).filter(({ seven, eight }) => seven || eight)
    .map(({ cell, seven, eight }) => `| ${nameOf(cell)} | ${word(seven)} | ${word(eight)} |`);
  return `${page.slice(0, from)}${eventsBegin}\n\n| element | Camunda 7 | Camunda 8 |\n|---|---|---|\n${elements.join('\n')}\n\n| event | Camunda 7 | Camunda 8 |\n|---|---|---|\n${events.join('\n')}\n\n`
    + `All other ${cells.length - events.length} of the ${cells.length} combinations are refused in both.\n\n${page.slice(to)}`;
}

const word = (isRun: boolean): string => (isRun ? 'runs' : 'refused');
const has = (vocabulary: DialectVocabulary, tag: string): string => word(RULES.has(tag) && !vocabulary.unsupportedElements.has(tag) && vocabulary.missingElement?.(tag) === undefined);

function rowsOf(prefix: string, words: string, vocabulary: DialectVocabulary): string[] {
  return words.split(/\s+/).map((word) => {
    const name = word.replace(/[<>]/g, '');
    const places = word.startsWith('<') ? placesOfElement(vocabulary, name) : placesOfAttribute(vocabulary, name);
    const shown = word.startsWith('<') ? `<${prefix}:${name}>` : `${prefix}:${name}`;
    return `| \`${shown}\` | ${places.length === 0 ? unreadAt(vocabulary, word.startsWith('<'), name) : places.join(', ')} |`;
  });
}

function unreadAt(vocabulary: DialectVocabulary, isElement: boolean, name: string): string {
  const harmless = isElement ? [...RULES.keys()].filter((tag) => vocabulary.extensionWithoutEffect?.(tag, name) !== undefined) : [];
  return harmless.length === 0 ? '– refused by its name, with element and line' : `– without effect, with a warning that names element and line: ${harmless.join(', ')}`;
}

/** Tags of BPMN that may have it, then extension elements that do. */
function placesOfAttribute(vocabulary: DialectVocabulary, name: string): string[] {
  const inside = allRules(vocabulary).filter(({ rule }) => rule.attributes.has(name)).map(({ path }) => `\`<${path}>\``);
  return [...[...RULES.keys()].filter((tag) => vocabulary.attributesOf(tag).has(name)), ...new Set(inside)];
}

function placesOfElement(vocabulary: DialectVocabulary, name: string): string[] {
  const direct = [...RULES.keys()].filter((tag) => vocabulary.extensionsOf(tag).has(name));
  if (direct.length === RULES.size) return ['everywhere'];
  const inside = allRules(vocabulary).filter(({ rule }) => rule.children?.().has(name)).map(({ path }) => `\`<${path}>\``);
  return [...direct, ...new Set(inside)];
}

/** Every extension element with what may stand in it; lists and maps hold each other, so each name is looked into once per tag. */
function allRules(vocabulary: DialectVocabulary): { path: string; rule: ExtensionRule }[] {
  const found: { path: string; rule: ExtensionRule }[] = [];
  const seen = new Set<ExtensionRule>();
  const look = (path: string, rule: ExtensionRule): void => {
    if (seen.has(rule)) return;
    seen.add(rule);
    found.push({ path, rule });
    for (const [name, child] of rule.children?.() ?? []) look(name, child);
  };
  for (const tag of RULES.keys()) for (const [name, rule] of vocabulary.extensionsOf(tag)) look(name, rule);
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(pageFile, withEventTable(withExtensionTable(await readFile(pageFile, 'utf8'))));

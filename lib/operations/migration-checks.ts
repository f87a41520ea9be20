import type { Definition, MigrationInstruction, PlanFailure, TokenFailure } from '@/engine/index.ts';
import { named, rejectionWords } from '@/lib/models/element-words.ts';
import { counted } from './counted.ts';
import type { MappedElement, OperationCheck } from './contract.ts';
import type { OperationContext } from './operation.ts';

/** `#multiInstanceBody` behind an id means the body around the inner instances. */
const BODY = '#multiInstanceBody';
const placeOf = (id: string) =>
  id.endsWith(BODY) ? { elementId: id.slice(0, -BODY.length), isBody: true } : { elementId: id, isBody: false };
const idOfPlace = ({ elementId, isBody }: MigrationInstruction['source']): string =>
  isBody ? elementId + BODY : elementId;
export function mappingInstruction({ source, target, updatesTrigger = false }: MappedElement): MigrationInstruction {
  return { source: placeOf(source), target: placeOf(target), updatesTrigger };
}

const SENTENCES: Readonly<Record<PlanFailure['code'], string>> = {
  unknownSource: 'the source does not exist',
  unknownTarget: 'the target does not exist',
  mappedTwice: 'the source is mapped twice',
  otherBehavior: 'the two are of different kinds',
  otherEvent: 'the two events are of different kinds',
  addsBody: 'the target is inside a multi-instance that no element takes over',
  bodyWithoutInner: 'the inner activity of a mapped multi-instance must be mapped too',
  innerLost: 'the inner activity of a mapped multi-instance must stay',
  gatewayTwice: 'two gateways are mapped to one',
  gatewayFlows: 'the target gateway has fewer incoming flows',
  gatewayScope: 'the scope around the gateway must be mapped',
  eventScope: 'the scope around the event must be mapped to the one around the target',
  noTrigger: 'there is no trigger to compute anew',
  keepsCondition: 'a conditional event is computed anew or not at all',
  leavesAncestor: 'it would leave the scope that its surroundings are mapped to',
};

/** What is wrong at each element of a mapping, in words; by source id. */
export function mappingProblems(
  mapping: readonly MappedElement[],
  failures: readonly (readonly PlanFailure[])[],
): readonly { readonly elementId: string; readonly message: string }[] {
  return failures.flatMap((each, n) =>
    each.map(({ code }) => ({ elementId: mapping[n]?.source ?? '', message: SENTENCES[code] })),
  );
}

export function mappingCheck(
  source: Definition,
  target: Definition,
  mapping: readonly MappedElement[],
  failures: readonly (readonly PlanFailure[])[],
): OperationCheck {
  const wrong = failures.flatMap((each, n) =>
    each.map(
      ({ code }) =>
        `${named(mapping[n]?.source ?? '', source.key)} → ${named(mapping[n]?.target ?? '', target.key)}: ${SENTENCES[code]}`,
    ),
  );
  return wrong.length === 0
    ? {
        name: 'The mapping holds for the two models',
        result: 'passed',
        evidence: `${counted(mapping.length, 'element')}.`,
      }
    : { name: 'The mapping holds for the two models', result: 'blocked', evidence: `${wrong.join('; ')}.` };
}

type Rehearsal = Awaited<ReturnType<OperationContext['engine']['rehearse']>>;

/** Tokens that find no place, in words; by the element that they stand at. */
export function tokenProblems(
  rehearsed: Rehearsal,
): readonly { readonly elementId: string; readonly message: string }[] {
  if (rehearsed.kind === 'executed' || typeof rehearsed.details.failures !== 'string') return [];
  const tokens = JSON.parse(rehearsed.details.failures) as readonly TokenFailure[];
  return tokens.map(({ source, code }) => ({
    elementId: idOfPlace(source),
    message: code === 'notMapped' ? 'has a token and is not mapped' : 'has a job that the target has not',
  }));
}

export function tokensCheck(rehearsed: Rehearsal): OperationCheck {
  const name = 'Dry run on the engine';
  if (rehearsed.kind === 'executed') return { name, result: 'passed', evidence: 'Every token finds its place.' };
  const problems = tokenProblems(rehearsed);
  return {
    name,
    result: 'blocked',
    evidence:
      problems.length === 0
        ? rejectionWords(rehearsed)
        : `${[...new Set(problems.map(({ elementId, message }) => `${named(elementId)} ${message}`))].join('; ')}.`,
  };
}

/** What holds for the two models and this mapping, whichever instance it is. */
export async function migrationChecks(
  { engine }: Pick<OperationContext, 'engine'>,
  source: Definition,
  target: Definition,
  mapping: readonly MappedElement[],
): Promise<readonly OperationCheck[]> {
  return [
    stableCheck(source, target, mapping),
    waitsCheck(source, mapping),
    workCheck(source, target, mapping),
    formsCheck(source, target, mapping),
    calledCheck(source, target, mapping),
    await wayBackCheck(engine, source, target, mapping),
  ];
}

function stableCheck(source: Definition, target: Definition, mapping: readonly MappedElement[]): OperationCheck {
  const moved = mapping.filter((each) => each.source !== each.target);
  return moved.length === 0
    ? { name: 'Ids are stable', result: 'passed', evidence: 'Every element keeps its id.' }
    : {
        name: 'Ids are stable',
        result: 'look',
        evidence: `${moved.map((each) => `${named(each.source, source.key)} becomes ${named(each.target, target.key)}`).join('; ')}: reports by element see two.`,
      };
}

/** What waits for something by itself. */
const waits = ({ graph }: Definition, id: string): boolean => {
  const element = graph.elements.get(placeOf(id).elementId);
  return element !== undefined && 'trigger' in element && element.trigger.kind !== 'none';
};

function waitsCheck(source: Definition, mapping: readonly MappedElement[]): OperationCheck {
  const events = mapping.filter((each) => waits(source, each.source));
  const updated = events.filter(({ updatesTrigger }) => updatesTrigger === true);
  if (events.length === 0) return { name: 'Timers and messages', result: 'passed', evidence: 'No event is mapped.' };
  return updated.length === 0
    ? { name: 'Timers and messages', result: 'passed', evidence: 'All stay as they are: due dates, names and keys.' }
    : {
        name: 'Timers and messages',
        result: 'look',
        evidence: `Computed anew: ${updated.map((each) => named(each.source, source.key)).join(', ')}. A timer begins again from now.`,
      };
}

function pairs(source: Definition, target: Definition, mapping: readonly MappedElement[]) {
  return mapping.flatMap((each) => {
    const [from, to] = [
      source.graph.elements.get(placeOf(each.source).elementId),
      target.graph.elements.get(placeOf(each.target).elementId),
    ];
    return from === undefined || to === undefined ? [] : [{ from, to }];
  });
}

function changeCheck(name: string, changes: readonly string[], same: string): OperationCheck {
  return changes.length === 0
    ? { name, result: 'passed', evidence: same }
    : { name, result: 'look', evidence: `${changes.join('; ')}.` };
}

function workCheck(source: Definition, target: Definition, mapping: readonly MappedElement[]): OperationCheck {
  const changes = pairs(source, target, mapping).flatMap(({ from, to }) =>
    'work' in from && 'work' in to && from.work && to.work && from.work.type.text !== to.work.type.text
      ? [
          `${named(from.id, source.key)}: work of ${from.work.type.text} goes on as that, the new model says ${to.work.type.text}`,
        ]
      : [],
  );
  return changeCheck('Workers can do the work', changes, 'Topics and job types are the same.');
}

function formsCheck(source: Definition, target: Definition, mapping: readonly MappedElement[]): OperationCheck {
  const changes = pairs(source, target, mapping).flatMap(({ from, to }) =>
    from.kind === 'userTask' && to.kind === 'userTask' && from.formKey?.text !== to.formKey?.text
      ? [`${named(from.id, source.key)}: form ${from.formKey?.text ?? 'none'} becomes ${to.formKey?.text ?? 'none'}`]
      : [],
  );
  return changeCheck('Task forms fit', changes, 'They are the same.');
}

function calledCheck(source: Definition, target: Definition, mapping: readonly MappedElement[]): OperationCheck {
  const changes = pairs(source, target, mapping).flatMap(({ from, to }) =>
    from.kind === 'callActivity' && to.kind === 'callActivity' && from.calledProcessId.text !== to.calledProcessId.text
      ? [
          `${named(from.id, source.key)} calls ${to.calledProcessId.text} in the new model, what was called goes on as ${from.calledProcessId.text}`,
        ]
      : [],
  );
  return changeCheck(
    'Called processes fit',
    changes,
    'They are the same; called instances stay in their own versions.',
  );
}

/** The same mapping the other way round. */
async function wayBackCheck(
  engine: OperationContext['engine'],
  source: Definition,
  target: Definition,
  mapping: readonly MappedElement[],
): Promise<OperationCheck> {
  const back = mapping.map((each) => ({
    source: each.target,
    target: each.source,
    updatesTrigger: each.updatesTrigger,
  }));
  const failures = await engine.checkMigration({
    sourceDefinitionKey: target.key,
    targetDefinitionKey: source.key,
    instructions: back.map(mappingInstruction),
  });
  const wrong = mappingProblems(back, failures ?? []);
  return wrong.length === 0
    ? {
        name: 'Way back',
        result: 'passed',
        evidence: 'The reverse mapping holds: while no token has gone on, it can be migrated back.',
      }
    : {
        name: 'Way back',
        result: 'look',
        evidence: `The reverse mapping does not hold: ${wrong.map(({ elementId, message }) => `${named(elementId, target.key)}: ${message}`).join('; ')}.`,
      };
}

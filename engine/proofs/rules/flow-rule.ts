import type { EngineEvent } from '../../core/events.ts';
import type { ElementInstance, Job, Key } from '../../core/state.ts';
import type { Element } from '../../graph/element.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';
import { isJoin, Joins } from './joins.ts';
import { count, type Rule, type Witness } from './witness.ts';

/** What went along the flows of one scope during a command, by element or by flow. */
interface Traffic {
  readonly graph: ProcessGraph;
  readonly departures: Map<string, number>;
  readonly arrivals: Map<string, number>;
  /** Jobs behind an element stand on the flow that they will take. */
  readonly halts: Map<string, number>;
  readonly resumptions: Map<string, number>;
  /** Something in it was ended by others, and what was on its way may have gone with it. */
  isCut: boolean;
}

/**
 * Every flow that is taken leads to exactly one arrival, and whatever completes sends as many tokens as BPMN says: all
 * flows that have no condition, one of an exclusive gateway, one or more of an inclusive one. A join takes its tokens.
 */
export class FlowRule implements Rule {
  private scopes = new Map<Key, Traffic>();
  private readonly joins = new Joins();

  see(event: EngineEvent, witness: Witness): void {
    switch (event.type) {
      case 'elementActivated': {
        const { element: at } = event;
        if (at.phase === 'compensating') return;
        const traffic = this.trafficIn(at, witness);
        for (const flowId of at.enteredBy) count(traffic.arrivals, flowId);
        const element = witness.elementAt(at);
        if (isJoin(element)) this.joins.arrive(at, element);
        if (element.kind === 'eventSubProcess' && interrupts(element, traffic.graph)) traffic.isCut = true;
        return;
      }
      case 'elementChanged': {
        const at = witness.elements.get(event.elementInstanceKey);
        if (at && event.changes.enteredBy) this.joins.open(at, witness.elementAt(at), event.changes.enteredBy);
        return;
      }
      case 'elementEnded': {
        const at = witness.elements.get(event.elementInstanceKey);
        if (at) this.end(at, event.outcome, witness);
        return;
      }
      case 'jobCreated':
        if (event.job.kind === 'continuation') this.countJob(event.job, witness, 1);
        return;
      case 'jobEnded': {
        const job = witness.jobs.get(event.jobKey);
        if (job?.kind !== 'continuation') return;
        if (event.outcome === 'completed') this.countJob(job, witness, -1);
        else this.trafficIn(job, witness).isCut = true;
        return;
      }
      default:
        return;
    }
  }

  close(witness: Witness): string[] {
    const faults = this.joins.close();
    for (const [scopeKey, traffic] of this.scopes)
      faults.push(...faultsOfTraffic(traffic, traffic.isCut || !witness.isAlive(scopeKey)));
    this.scopes = new Map();
    return faults;
  }

  private end(at: ElementInstance, outcome: 'completed' | 'terminated' | 'merged', witness: Witness): void {
    const element = witness.elementAt(at);
    const traffic = this.trafficIn(at, witness);
    if (outcome === 'terminated' && element.kind !== 'eventBasedGateway') traffic.isCut = true;
    const departs = isJoin(element) ? this.joins.end(at, element, outcome) : outcome === 'completed';
    if (departs && at.index === null && at.kind !== 'adHocInnerInstance') count(traffic.departures, element.id);
  }

  /** A job before an element has come by its flow, and the element behind it a second time. */
  private countJob(job: Job, witness: Witness, by: 1 | -1): void {
    const { arrivals, halts, resumptions } = this.trafficIn(job, witness);
    for (const flowId of job.enteredBy) {
      if (job.position === 'before') count(arrivals, flowId, by);
      if (job.position === 'after') count(by === 1 ? halts : resumptions, flowId);
    }
  }

  private trafficIn({ scopeKey, instanceKey }: Pick<Job, 'scopeKey' | 'instanceKey'>, witness: Witness): Traffic {
    const known = this.scopes.get(scopeKey);
    if (known) return known;
    const traffic: Traffic = {
      graph: witness.graphOf(instanceKey),
      departures: new Map(),
      arrivals: new Map(),
      halts: new Map(),
      resumptions: new Map(),
      isCut: false,
    };
    this.scopes.set(scopeKey, traffic);
    return traffic;
  }
}

function faultsOfTraffic({ graph, departures, arrivals, halts, resumptions }: Traffic, isCut: boolean): string[] {
  const faults: string[] = [];
  const expect = (what: string, actual: number, least: number, most: number): void => {
    if (actual > most || (actual < least && !isCut))
      faults.push(`${what}: ${actual} instead of ${least === most ? most : `${least} to ${most}`}`);
  };
  const arrived = (flowId: string): number => arrivals.get(seenFlow(graph, flowId)) ?? 0;
  const sources = [...arrivals.keys(), ...halts.keys(), ...resumptions.keys()].flatMap(
    (flowId) => graph.flows.get(flowId)?.sourceId ?? [],
  );
  for (const id of new Set([...departures.keys(), ...sources])) {
    const element = graph.elements.get(id);
    if (!element || isUnseen(graph, element) || element.kind === 'eventBasedGateway') continue;
    const left = departures.get(id) ?? 0;
    const sent = (flowId: string): number => (element.asyncAfter ? (halts.get(flowId) ?? 0) : arrived(flowId));
    if (element.asyncAfter)
      for (const flowId of element.outgoing) {
        const resumed = resumptions.get(flowId) ?? 0;
        expect(`arrivals by ${flowId}`, arrived(flowId), resumed, resumed);
      }
    const isChoice = element.kind === 'exclusiveGateway' || element.kind === 'inclusiveGateway';
    for (const flowId of element.outgoing) {
      const isSure = !isChoice && graph.flows.get(flowId)?.condition === undefined;
      expect(`tokens of ${id} along ${flowId}`, sent(flowId), isSure ? left : 0, left);
    }
    if (!isChoice || element.outgoing.length === 0) continue;
    const most = element.kind === 'exclusiveGateway' ? left : left * element.outgoing.length;
    const all = element.outgoing.reduce((sum, flowId) => sum + sent(flowId), 0);
    expect(`tokens of ${id}`, all, left, most);
  }
  return faults;
}

/** Camunda 7 passes the events of a link unseen: what comes by such a flow is seen behind the catching one. */
function seenFlow(graph: ProcessGraph, flowId: string): string {
  const target = graph.elements.get(graph.flows.get(flowId)?.targetId ?? '');
  if (!target || !isUnseen(graph, target)) return flowId;
  const catching = graph.elements.get(
    'trigger' in target && target.trigger.kind === 'link' ? (target.trigger.targetId ?? '') : '',
  );
  return catching?.outgoing[0] === undefined ? flowId : seenFlow(graph, catching.outgoing[0]);
}

const isUnseen = (graph: ProcessGraph, element: Element): boolean =>
  'trigger' in element && element.trigger.kind === 'link' && !graph.semantics.linksAreSeen;

function interrupts(element: Element, { elements }: ProcessGraph): boolean {
  const start = element.kind === 'eventSubProcess' ? elements.get(element.startEventId) : undefined;
  return start?.kind === 'startEvent' && start.isInterrupting !== false;
}

import type { CalledDecisionQuery, DecisionDefinition } from '../core/decision.ts';
import type { Key } from '../core/state.ts';
import type { DecisionGraph } from '../graph/decision.ts';
import type { Pool } from '../store/connection.ts';
import {
  decisionByKey,
  decisionsOfResource,
  type DecisionQuery,
  findDecision,
  type StoredDecision,
} from '../store/decisions.ts';
import { resourceContent } from '../store/definitions.ts';
import type { ModelParser } from './model-parser.ts';

/** Files of decisions that are kept; the least recently read go first. */
const MAX_FILES = 500;
/** Answers to "which is the newest" that are kept until a deployment anywhere makes them doubtful. */
const MAX_LOOKUPS = 10_000;

/** Decisions with their graphs, read once per file. */
export class DecisionRegistry {
  private readonly pool: Pool;
  private readonly parser: ModelParser;
  private readonly files = new Map<Key, Promise<DecisionGraph | null>>();
  private readonly lookups = new Map<string, Promise<DecisionDefinition | null>>();

  constructor(pool: Pool, parser: ModelParser) {
    this.pool = pool;
    this.parser = parser;
  }

  load(key: Key): Promise<DecisionDefinition | null> {
    return this.once(`key ${key}`, async () => this.definitionOf(await decisionByKey(this.pool, key)));
  }

  /** An empty tenant is nobody's: nothing is deployed for it. */
  async find(query: DecisionQuery): Promise<DecisionDefinition | null> {
    if (query.tenantId === '') return null;
    const { decisionId, version, versionTag, deploymentKey, tenantId } = query;
    return this.once(JSON.stringify([decisionId, version, versionTag, deploymentKey, tenantId]), async () =>
      this.definitionOf(await findDecision(this.pool, query)),
    );
  }

  /** As a business rule task asks. */
  called({
    decisionId,
    binding,
    deploymentKey,
    version,
    versionTag,
    tenantId,
  }: CalledDecisionQuery): Promise<DecisionDefinition | null> {
    return this.find({
      decisionId,
      tenantId,
      ...(binding === 'deployment' && { deploymentKey }),
      ...(binding === 'version' && version !== undefined && { version }),
      ...(binding === 'versionTag' && versionTag !== undefined && { versionTag }),
    });
  }

  /** Deployed or deleted here or on another node. Files never change, only what is newest. */
  forget(): void {
    this.lookups.clear();
  }

  private once(id: string, look: () => Promise<DecisionDefinition | null>): Promise<DecisionDefinition | null> {
    let found = this.lookups.get(id);
    if (!found) {
      if (this.lookups.size >= MAX_LOOKUPS) this.lookups.clear();
      const looked = look();
      found = looked;
      this.lookups.set(id, looked);
      // What is not there yet may be there in a moment, and a failure is none for the next.
      const drop = (): void => {
        if (this.lookups.get(id) === looked) this.lookups.delete(id);
      };
      looked.then((definition) => {
        if (definition === null) drop();
      }, drop);
    }
    return found;
  }

  private async definitionOf(stored: StoredDecision | null): Promise<DecisionDefinition | null> {
    if (!stored) return null;
    const graph = await this.file(stored);
    if (!graph?.decisions.has(stored.decision_id))
      throw new Error(
        `decision ${stored.key} has no readable decision ${stored.decision_id} in ${stored.resource_name}`,
      );
    const all = await decisionsOfResource(this.pool, stored.resource_key);
    return {
      key: stored.key,
      decisionId: stored.decision_id,
      version: stored.version,
      deploymentKey: stored.deployment_key,
      tenantId: stored.tenant_id,
      requirementsKey: stored.requirements_key,
      graph,
      versions: new Map(all.map(({ decision_id, key, version }) => [decision_id, { key, version }])),
    };
  }

  private file(stored: StoredDecision): Promise<DecisionGraph | null> {
    let file = this.files.get(stored.resource_key);
    if (!file) {
      file = this.read(stored);
      file.catch(() => {
        this.files.delete(stored.resource_key);
      });
    }
    this.files.delete(stored.resource_key);
    this.files.set(stored.resource_key, file);
    if (this.files.size > MAX_FILES)
      for (const oldest of this.files.keys()) {
        this.files.delete(oldest);
        break;
      }
    return file;
  }

  private async read({ resource_key, resource_name, dialect }: StoredDecision): Promise<DecisionGraph | null> {
    const content = await resourceContent(this.pool, resource_key);
    return content ? ((await this.parser.parseAgain(resource_name, content, dialect)).decisions ?? null) : null;
  }
}

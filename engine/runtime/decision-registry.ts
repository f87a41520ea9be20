import type { CalledDecisionQuery, DecisionDefinition, SeveralMatches } from '../core/decision.ts';
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
import { type Found, FoundByName } from './found-by-name.ts';
import type { ModelParser } from './model-parser.ts';

/** Files of decisions that are kept; the least recently read go first. */
const MAX_FILES = 500;
/** Decisions that are kept; read again after any deployment. */
const MAX_DECISIONS = 10_000;

/** Decisions with their graphs, read once per file. */
export class DecisionRegistry {
  private readonly pool: Pool;
  private readonly parser: ModelParser;
  private readonly files = new Map<Key, Promise<DecisionGraph | null>>();
  private readonly byKey = new Map<Key, Promise<DecisionDefinition | null>>();
  private readonly lookups = new FoundByName();

  constructor(pool: Pool, parser: ModelParser) {
    this.pool = pool;
    this.parser = parser;
  }

  load(key: Key): Promise<DecisionDefinition | null> {
    let read = this.byKey.get(key);
    if (!read) {
      if (this.byKey.size >= MAX_DECISIONS) this.byKey.clear();
      const reading = decisionByKey(this.pool, key).then((stored) => this.definitionOf(stored));
      read = reading;
      this.byKey.set(key, reading);
      const drop = (): void => {
        if (this.byKey.get(key) === reading) this.byKey.delete(key);
      };
      reading.then((definition) => {
        if (definition === null) drop();
      }, drop);
    }
    return read;
  }

  async find(query: DecisionQuery): Promise<DecisionDefinition | null> {
    const found = await this.found(query);
    return found && this.load(found.key);
  }

  /** As a business rule task asks. */
  async called(query: CalledDecisionQuery): Promise<DecisionDefinition | SeveralMatches | null> {
    const { decisionId, binding, deploymentKey, version, versionTag, tenantId } = query;
    const found = await this.found({
      decisionId,
      tenantId,
      ...(binding === 'deployment' && { deploymentKey }),
      ...(binding === 'version' && version !== undefined && { version }),
      ...(binding === 'versionTag' && versionTag !== undefined && { versionTag }),
    });
    return found && found.matches > 1 && query.isSole === true
      ? { matches: found.matches }
      : found && this.load(found.key);
  }

  /** Deployed or deleted here or on another node. Files never change, only what is newest. */
  forget(): void {
    this.lookups.forget();
    this.byKey.clear();
  }

  /** An empty tenant is nobody's: nothing is deployed for it. */
  private async found(query: DecisionQuery): Promise<Found | null> {
    const { decisionId, version, versionTag, deploymentKey, tenantId } = query;
    if (tenantId === '') return null;
    const id = JSON.stringify([decisionId, version, versionTag, deploymentKey, tenantId]);
    return this.lookups.find(id, () => findDecision(this.pool, query));
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

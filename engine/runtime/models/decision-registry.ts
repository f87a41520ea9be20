import type { CalledDecisionQuery, DecisionDefinition, SeveralMatches } from '../../core/decision.ts';
import type { Key } from '../../core/state.ts';
import type { DecisionGraph } from '../../graph/decision.ts';
import type { Pool } from '../../store/connection.ts';
import {
  decisionByKey,
  decisionsOfResource,
  type DecisionQuery,
  findDecision,
  type StoredDecision,
} from '../../store/decisions.ts';
import { resourceContent } from '../../store/definitions.ts';
import { KeptAnswers } from '../kept-answers.ts';
import type { ModelParser } from './model-parser.ts';
import { boundQuery, VersionsByName } from './versions-by-name.ts';

/** Files of decisions that are kept; the least recently read go first. */
const MAX_FILES = 500;

/** Decisions with their graphs, read once per file. */
export class DecisionRegistry {
  private readonly pool: Pool;
  private readonly parser: ModelParser;
  private readonly files = new Map<Key, Promise<DecisionGraph | null>>();
  private readonly byKey = new KeptAnswers<DecisionDefinition>();
  private readonly versions = new VersionsByName<DecisionDefinition, DecisionQuery>({
    nameOf: ({ decisionId }) => decisionId,
    look: (query) => findDecision(this.pool, query),
    load: (key) => this.load(key),
  });

  constructor(pool: Pool, parser: ModelParser) {
    this.pool = pool;
    this.parser = parser;
  }

  load(key: Key): Promise<DecisionDefinition | null> {
    return this.byKey.get(key, async () => this.definitionOf(await decisionByKey(this.pool, key)));
  }

  find(query: DecisionQuery): Promise<DecisionDefinition | null> {
    return this.versions.find(query);
  }

  /** As a business rule task asks. */
  called(query: CalledDecisionQuery): Promise<DecisionDefinition | SeveralMatches | null> {
    return this.versions.called({ decisionId: query.decisionId, ...boundQuery(query) }, query);
  }

  /** Deployed or deleted here or on another node. Files never change, only what is newest. */
  forget(): void {
    this.versions.forget();
    this.byKey.forget();
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

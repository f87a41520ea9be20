import type { CalledDefinitionQuery, Definition, SeveralMatches } from '../../core/decision.ts';
import { jobSourceId, type JobSource } from '../../core/job-sources.ts';
import type { Key } from '../../core/state.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';
import type { Pool } from '../../store/connection.ts';
import {
  definitionByKey,
  findDefinition,
  resourceContent,
  type DefinitionQuery,
  type StoredDefinition,
} from '../../store/definitions.ts';
import { jobSettingsOf, type StoredJobSetting } from '../../store/suspension.ts';
import type { ModelParser } from './model-parser.ts';
import { boundQuery, VersionsByName } from './versions-by-name.ts';

/** Parsed definitions that are kept; the least recently used go first. */
const MAX_DEFINITIONS = 2_000;

/** Definitions with their graphs, parsed once. Their graphs never change, so only lookups by name can grow old. */
export class DefinitionRegistry {
  private readonly pool: Pool;
  private readonly parser: ModelParser;
  private readonly byKey = new Map<Key, Definition>();
  private readonly loading = new Map<Key, Promise<Definition | null>>();
  /** Counts what was forgotten: a read that began before may bring something old. */
  private generation = 0;
  private readonly versions = new VersionsByName<Definition, DefinitionQuery>({
    nameOf: ({ processId }) => processId,
    look: (query) => findDefinition(this.pool, query),
    load: (key) => this.load(key),
  });

  constructor(pool: Pool, parser: ModelParser) {
    this.pool = pool;
    this.parser = parser;
  }

  /** Only what is at hand. */
  known(key: Key): Definition | undefined {
    return this.byKey.get(key);
  }

  async load(key: Key): Promise<Definition | null> {
    const known = this.byKey.get(key);
    if (known) return known;
    let loading = this.loading.get(key);
    if (!loading) {
      loading = this.read(key).finally(() => {
        this.loading.delete(key);
      });
      this.loading.set(key, loading);
    }
    return loading;
  }

  find(query: DefinitionQuery): Promise<Definition | null> {
    return this.versions.find(query);
  }

  /** As a call activity asks. */
  called(query: CalledDefinitionQuery): Promise<Definition | SeveralMatches | null> {
    return this.versions.called({ processId: query.processId, ...boundQuery(query) }, query);
  }

  /** Just deployed here, so that its file need not be read again. */
  remember(definition: Definition): void {
    if (this.byKey.size >= MAX_DEFINITIONS)
      for (const oldest of this.byKey.keys()) {
        this.byKey.delete(oldest);
        break;
      }
    this.byKey.set(definition.key, definition);
  }

  /**
   * Deployed, deleted or suspended here or on another node; no keys: any of them. What was new there is not known here.
   */
  forget(keys: readonly Key[]): void {
    this.generation += 1;
    this.versions.forget();
    for (const key of keys) this.byKey.delete(key);
    if (keys.length === 0) this.byKey.clear();
  }

  private async read(key: Key): Promise<Definition | null> {
    const { generation } = this;
    const stored = await definitionByKey(this.pool, key);
    if (!stored) return null;
    const content = await resourceContent(this.pool, stored.resource_key);
    const graph =
      content &&
      (await this.parser.parseAgain(stored.resource_name, content)).graphs.find(
        ({ processId }) => processId === stored.process_id,
      );
    if (!graph)
      throw new Error(`definition ${key} has no readable process ${stored.process_id} in ${stored.resource_name}`);
    const definition = definitionOf(stored, graph, await jobSettingsOf(this.pool, key));
    if (generation === this.generation) this.remember(definition);
    return definition;
  }
}

function definitionOf(
  stored: StoredDefinition,
  graph: ProcessGraph,
  settings: readonly StoredJobSetting[],
): Definition {
  const jobSettings = new Map(
    settings.map((s) => [
      jobSourceId({ elementId: s.element_id, position: s.position as JobSource['position'] }),
      { isSuspended: s.is_suspended, priority: s.priority === null ? null : Number(s.priority) },
    ]),
  );
  return {
    key: stored.key,
    version: stored.version,
    deploymentKey: stored.deployment_key,
    tenantId: stored.tenant_id,
    isSuspended: stored.is_suspended,
    ...(stored.is_deleted && { isDeleted: true }),
    jobSettings,
    graph,
  };
}

import type { DecisionCall } from '../../../graph/element.ts';
import type { ModelReader } from '../../model-reader.ts';
import type { XmlElement } from '../../xml-source.ts';
import { expressionAt, own, tenantAt } from './attributes.ts';

const MAPPINGS = ['singleEntry', 'singleResult', 'collectEntries', 'resultList'] as const;

/** `camunda:decisionRef`: done by the engine itself. A binding that nobody knows means the newest. */
export function decisionCall(reader: ModelReader, source: XmlElement): DecisionCall | undefined {
  const decisionId = expressionAt(reader, source, 'decisionRef');
  if (!decisionId) return undefined;
  const given = own(source, 'decisionRefBinding');
  const binding = given === 'deployment' || given === 'version' || given === 'versionTag' ? given : 'latest';
  const version = expressionAt(reader, source, 'decisionRefVersion');
  const versionTag = expressionAt(reader, source, 'decisionRefVersionTag');
  if (binding === 'version' && !version)
    reader.problem(source, "Missing attribute 'decisionRefVersion' when 'decisionRefBinding' has value 'version'");
  if (binding === 'versionTag' && !versionTag)
    reader.problem(
      source,
      "Missing attribute 'decisionRefVersionTag' when 'decisionRefBinding' has value 'versionTag'",
    );
  const name = own(source, 'mapDecisionResult') ?? 'resultList';
  const mapping = MAPPINGS.find((known) => known === name);
  if (!mapping)
    reader.problem(
      source,
      `No decision result mapper found for name '${name}'. Supported mappers are 'singleEntry', 'singleResult', 'collectEntries' and 'resultList'.`,
    );
  const tenantId = tenantAt(reader, source, 'decisionRefTenantId');
  const resultVariable = own(source, 'resultVariable') ?? own(source, 'resultVariableName');
  return {
    decisionId,
    binding,
    ...(binding === 'version' && version && { version }),
    ...(binding === 'versionTag' && versionTag && { versionTag }),
    ...(tenantId && { tenantId }),
    ...(resultVariable !== undefined && { resultVariable }),
    mapping: mapping ?? 'resultList',
  };
}

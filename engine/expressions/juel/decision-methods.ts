import { methodTable } from './java-overloads.ts';
import { asText, JavaList, JavaMap, JuelFailure, type JuelValue } from './juel-value.ts';

/** What a business rule task decided (`decisionResult`): a list of maps. */
const tooMany = (what: string, list: JavaList): JuelFailure =>
  new JuelFailure(
    `org.camunda.bpm.dmn.engine.impl.DmnDecisionResultException: DMN-01010 Unable to return single ${what} as it has more than one entry '${asText(list)}'`,
  );

function singleResult(list: JavaList): JuelValue {
  if (list.items.length > 1) throw tooMany('decision result', list);
  return list.items[0] ?? null;
}

function singleEntry(map: JuelValue): JuelValue {
  if (!(map instanceof JavaMap)) return null;
  if (map.entries.size > 1) throw tooMany('decision result entry', new JavaList([map]));
  return firstEntry(map);
}

const firstEntry = (map: JavaMap): JuelValue => [...map.entries.values()][0] ?? null;

export const DECISION_METHODS = methodTable<JavaList>({
  'getFirstResult()': (self) => self.items[0] ?? null,
  'getSingleResult()': singleResult,
  'getSingleEntry()': (self) => singleEntry(singleResult(self)),
  'collectEntries(String)': (self, [name]) =>
    new JavaList(
      self.items.flatMap((item) =>
        item instanceof JavaMap && item.entries.has(asText(name ?? null))
          ? [item.entries.get(asText(name ?? null)) ?? null]
          : [],
      ),
    ),
  'getResultList()': (self) => new JavaList(self.items),
});

export const DECISION_ENTRY_METHODS = methodTable<JavaMap>({
  'getFirstEntry()': firstEntry,
  'getSingleEntry()': singleEntry,
  'getEntryMap()': (self) => new JavaMap(self.entries),
});

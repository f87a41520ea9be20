-- What a list of definitions needs of all counters: those of whole instances, and of incidents wherever they are. Counts
-- stay out of the index, so that changing one stays on its page.
create index statistic_total on statistic (definition_key) where element_id = '' or state = 'incident';

export const unknownDefinition = (id: string): string =>
  `no deployed process definition found with id '${id}': processDefinition is null`;

/**
 * The newest name; files of older and newer versions are read as if they had this one, for nothing of what is read
 * changed.
 */
export const DMN = 'https://www.omg.org/spec/DMN/20191111/MODEL/';

/** DMN 1.1, 1.2, 1.4 and 1.5. */
export const OTHER_DMN_NAMESPACES: ReadonlyMap<string, string> = new Map(
  [
    'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
    'http://www.omg.org/spec/DMN/20151101/dmn11.xsd',
    'http://www.omg.org/spec/DMN/20180521/MODEL/',
    'https://www.omg.org/spec/DMN/20211108/MODEL/',
    'https://www.omg.org/spec/DMN/20230324/MODEL/',
  ].map((namespace) => [namespace, DMN]),
);

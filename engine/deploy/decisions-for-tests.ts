/**
 * Cases of decisions as short texts, so that a table of them can be read by people and put to the originals too:
 *
 *     === a name
 *     table d UNIQUE              decision with id `d`, then its lines; an aggregation may follow the hit policy
 *     needs a b                   required decisions
 *     in number age               type (`-` for none) and expression
 *     out string result           type and name; values of a priority after `:`
 *     > 10, - => "one"            a rule: entries are separated by `|`
 *     literal e - v: count(x)     decision with a literal expression; type, name of its variable, expression
 *     xml <decision …>            anything else, as it stands in the file
 *     ? d {"age":20}              an evaluation; the answers of the originals follow after `7:` and `8:`
 */
export interface DecisionCase {
  readonly name: string;
  readonly xml: string;
  readonly questions: readonly DecisionQuestion[];
}
export interface DecisionQuestion {
  readonly decisionId: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly answers: ReadonlyMap<string, string>;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const NAMESPACES: Readonly<Record<'camunda7' | 'camunda8', string>> = {
  camunda7: 'http://camunda.org/schema/1.0/dmn',
  camunda8: 'http://camunda.org/schema/zeebe/1.0',
};

/** The whole file around the decisions of a case. */
export function decisionFile(decisions: string, notation: 'camunda7' | 'camunda8', id = 'definitions'): string {
  const prefix = notation === 'camunda7' ? 'camunda' : 'zeebe';
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:${prefix}="${NAMESPACES[notation]}" id="${id}" name="Cases" namespace="urn:cases">${decisions}</definitions>`;
}

export function readDecisionCases(text: string): DecisionCase[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [name = '', ...lines] = part.split('\n');
      return { name, xml: decisionsOf(lines), questions: questionsOf(lines) };
    });
}

function questionsOf(lines: readonly string[]): DecisionQuestion[] {
  const questions: { decisionId: string; variables: Record<string, unknown>; answers: Map<string, string> }[] = [];
  for (const line of lines) {
    const question = /^\? (\S+) (\{.*\})$/.exec(line);
    if (question)
      questions.push({
        decisionId: question[1] ?? '',
        variables: JSON.parse(question[2] ?? '{}') as Record<string, unknown>,
        answers: new Map(),
      });
    const answer = /^([78]): (.*)$/.exec(line);
    if (answer) questions.at(-1)?.answers.set(answer[1] ?? '', answer[2] ?? '');
  }
  return questions;
}

function decisionsOf(lines: readonly string[]): string {
  const decisions: string[] = [];
  let open: string[] | null = null;
  let needs = '';
  const close = (): void => {
    if (open) decisions.push(`${open.join('')}</decisionTable></decision>`);
    open = null;
  };
  let rules = 0;
  let inputs = 0;
  let table = '';
  for (const line of lines) {
    const [word = '', ...rest] = line.split(' ');
    switch (word) {
      case 'needs':
        needs = rest
          .map(
            (id) =>
              `<informationRequirement id="needs_${id}_${decisions.length}"><requiredDecision href="#${id}"/></informationRequirement>`,
          )
          .join('');
        break;
      case 'table': {
        close();
        const [id = '', ...policy] = rest;
        const [hitPolicy = '', aggregation] = policy.join(' ').split(':');
        open = [
          `<decision id="${id}" name="${id}">${needs}<decisionTable id="${id}_table" hitPolicy="${hitPolicy}"${aggregation ? ` aggregation="${aggregation}"` : ''}>`,
        ];
        needs = '';
        rules = 0;
        inputs = 0;
        table = id;
        break;
      }
      case 'in':
        inputs += 1;
        open?.push(input(`${table}_${open.length}`, rest));
        break;
      case 'out':
        open?.push(output(`${table}_${open.length}`, rest));
        break;
      case 'literal': {
        close();
        const [id = '', type = '-', ...more] = rest;
        const [name = '', ...expression] = more.join(' ').split(': ');
        decisions.push(
          `<decision id="${id}" name="${id}"><variable id="${id}_variable" name="${name}"${typeRef(type)}/>${needs}<literalExpression id="${id}_expression"><text>${escaped(expression.join(': '))}</text></literalExpression></decision>`,
        );
        needs = '';
        break;
      }
      case 'xml':
        close();
        decisions.push(rest.join(' '));
        break;
      default:
        if (line.includes('=>') && open) {
          rules += 1;
          open.push(rule(`${table}_${rules}`, inputs, line));
        }
    }
  }
  close();
  return decisions.join('\n');
}

const typeRef = (type: string): string => (type === '-' ? '' : ` typeRef="${type}"`);
const input = (n: string, [type = '-', ...expression]: readonly string[]): string =>
  `<input id="in${n}" label="${escaped(expression.join(' ')).replaceAll('"', '&quot;')}"><inputExpression id="in${n}_expression"${typeRef(type)}><text>${escaped(expression.join(' '))}</text></inputExpression></input>`;

function output(n: string, [type = '-', ...more]: readonly string[]): string {
  const [name = '', values] = more.join(' ').split(': ');
  return `<output id="out${n}" name="${name}"${typeRef(type)}>${values === undefined ? '' : `<outputValues id="out${n}_values"><text>${escaped(values)}</text></outputValues>`}</output>`;
}

function rule(n: string, inputCount: number, line: string): string {
  const [inputs = '', outputs = ''] = line.split('=>');
  const entries = (text: string, tag: string): string =>
    text
      .split('|')
      .map((entry, index) => `<${tag} id="${tag}_${n}_${index}"><text>${escaped(entry.trim())}</text></${tag}>`)
      .join('');
  return `<rule id="rule${n}">${inputCount === 0 ? '' : entries(inputs, 'inputEntry')}${entries(outputs, 'outputEntry')}</rule>`;
}

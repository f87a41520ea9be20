export interface DiffedLine {
  readonly sign: ' ' | '−' | '+';
  readonly text: string;
}

/** More lines than this on a side are not matched one by one; what lies between equal ends is shown as replaced. */
const MAX_MATCHED = 1_000;

/** Two texts line by line: what is in both, what only in the first, what only in the second. */
export function lineDiff(before: string, after: string): readonly DiffedLine[] {
  const [left, right] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (
    end < left.length - start &&
    end < right.length - start &&
    left[left.length - 1 - end] === right[right.length - 1 - end]
  )
    end += 1;
  const [leftMiddle, rightMiddle] = [left.slice(start, left.length - end), right.slice(start, right.length - end)];
  const isLong = leftMiddle.length > MAX_MATCHED || rightMiddle.length > MAX_MATCHED;
  return [
    ...left.slice(0, start).map(same),
    ...(isLong ? replaced(leftMiddle, rightMiddle) : matched(leftMiddle, rightMiddle)),
    ...left.slice(left.length - end).map(same),
  ];
}

const same = (text: string): DiffedLine => ({ sign: ' ', text });

function replaced(left: readonly string[], right: readonly string[]): DiffedLine[] {
  return [
    ...left.map((text): DiffedLine => ({ sign: '−', text })),
    ...right.map((text): DiffedLine => ({ sign: '+', text })),
  ];
}

/** The longest common subsequence. */
function matched(left: readonly string[], right: readonly string[]): DiffedLine[] {
  const width = right.length + 1;
  const lengths = new Uint32Array((left.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = left.length - 1; row >= 0; row -= 1) {
    for (let column = right.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        left[row] === right[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const lines: DiffedLine[] = [];
  let [row, column] = [0, 0];
  while (row < left.length || column < right.length) {
    const [was, is] = [left[row], right[column]];
    if (was !== undefined && was === is) {
      lines.push(same(was));
      row += 1;
      column += 1;
    } else if (was !== undefined && (is === undefined || at(row + 1, column) >= at(row, column + 1))) {
      lines.push({ sign: '−', text: was });
      row += 1;
    } else {
      lines.push({ sign: '+', text: is ?? '' });
      column += 1;
    }
  }
  return lines;
}

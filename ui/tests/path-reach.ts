const TAKES: Record<string, number> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, A: 7, Z: 0 };

/** The least and the most x or y of a path's own points and curve handles; arcs count with their ends. */
export function reach(path: string): { least: number; most: number } {
  const seen: number[] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  for (const [, letter = "", rest = ""] of path.matchAll(/([a-z])([^a-z]*)/gi)) {
    const command = letter.toUpperCase();
    const takes = TAKES[command];
    if (takes === undefined) throw new Error(`${letter} is not read here`);
    const numbers = command === "A" ? arcNumbers(rest) : numbersOf(rest);
    if (takes === 0 ? numbers.length > 0 : numbers.length === 0 || numbers.length % takes > 0) throw new Error(`${letter}${rest} has too few numbers`);
    if (command === "Z") [x, y] = [startX, startY];
    for (let at = 0; at < numbers.length; at += takes) {
      const [fromX, fromY] = letter === command ? [0, 0] : [x, y];
      const group = numbers.slice(at, at + takes);
      if (command === "H") x = fromX + (group[0] ?? NaN);
      else if (command === "V") y = fromY + (group[0] ?? NaN);
      else {
        const points = command === "A" ? group.slice(5) : group;
        for (let pair = 0; pair < points.length; pair += 2) {
          x = fromX + (points[pair] ?? NaN);
          y = fromY + (points[pair + 1] ?? NaN);
          seen.push(x, y);
        }
      }
      seen.push(x, y);
      if (command === "M" && at === 0) [startX, startY] = [x, y];
    }
  }
  return { least: Math.min(...seen), most: Math.max(...seen) };
}

function numbersOf(text: string): number[] {
  return [...text.matchAll(/-?(?:\d+\.?\d*|\.\d+)/g)].map(([number]) => Number(number));
}

/** The two flags of an arc may stand without a space before the next number. */
function arcNumbers(text: string): number[] {
  const number = String.raw`\s*,?\s*(-?(?:\d+\.?\d*|\.\d+))`;
  const arc = new RegExp(`${number}${number}${number}\\s*([01])\\s*([01])${number}${number}`, "g");
  return [...text.matchAll(arc)].flatMap((match) => match.slice(1).map(Number));
}

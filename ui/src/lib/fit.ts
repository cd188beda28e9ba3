/** Names that must fit into a box of the map. */

/** How wide a text is drawn. */
export type Measure = (text: string) => number;

const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** At most `most` lines of this width; what does not fit ends in "…". */
export function fit(text: string, width: number, most: number, measure: Measure): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && measure(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  if (lines.length <= most) return lines.map((line) => shorten(line, width, measure));
  const kept = lines.slice(0, most);
  const cut = kept.length - 1;
  return kept.map((line, index) => (index === cut ? shorten(`${line}…`, width, measure) : shorten(line, width, measure)));
}

/** One line of this width. */
export function shorten(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  const parts = [...letters.segment(text)].map(({ segment }) => segment);
  while (parts.length > 1 && measure(`${parts.join("")}…`) > width) parts.pop();
  return `${parts.join("").trimEnd()}…`;
}

/** Measures with the page's own font. */
export function measureIn(font: string): Measure {
  const brush = document.createElement("canvas").getContext("2d");
  if (!brush) return (text) => text.length * 8;
  brush.font = font;
  return (text) => brush.measureText(text).width;
}

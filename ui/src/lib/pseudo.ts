/** English made strange on purpose: longer, accented and in brackets, so that a word that is not in assets/i18n stands out. */
const ACCENTED: Record<string, string> = {
  a: "á", e: "é", i: "í", o: "ó", u: "ú", y: "ý", c: "ç", n: "ñ", s: "š", z: "ž",
  A: "Á", E: "É", I: "Í", O: "Ó", U: "Ú", Y: "Ý", C: "Ç", N: "Ñ", S: "Š", Z: "Ž",
};
const LONGER_BY = 0.4;

/** One stretch of text between placeables. */
export function pseudo(text: string): string {
  const accented = text.replaceAll(/[a-zA-Z]/g, (letter) => ACCENTED[letter] ?? letter);
  const letters = text.match(/[a-zA-Z]/g)?.length ?? 0;
  if (letters === 0) return text;
  const [, before = "", core = "", after = ""] = /^(\s*)(.*?)(\s*)$/s.exec(accented) ?? [];
  return `${before}[${core}${"~".repeat(Math.ceil(letters * LONGER_BY))}]${after}`;
}

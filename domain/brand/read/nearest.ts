function distance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(swap, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    before = row;
  }
  return before[b.length] ?? 0;
}

/** The known word that was most likely meant, or undefined where none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > 100) return undefined;
  const plain = word.toLowerCase().replaceAll("-", "_");
  const ranked = known
    .map((candidate) => ({ candidate, far: distance(plain, candidate.toLowerCase().replaceAll("-", "_")) }))
    .sort((a, b) => a.far - b.far);
  const best = ranked[0];
  const allowed = Math.max(1, Math.floor(word.length / 3));
  return best !== undefined && best.far <= allowed ? best.candidate : undefined;
}

/** "did you mean `x`?", or the list of what is known, or what to say when nothing is. */
export function suggest(word: string, known: readonly string[], none: string): string {
  const near = nearest(word, known);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  if (known.length === 0) return none;
  if (known.length === 1) return `write \`${known[0]}\``;
  const shown = known.slice(0, 12).map((name) => `\`${name}\``);
  return `write one of ${shown.join(", ")}${known.length > shown.length ? ", …" : ""}`;
}

/** "12:10", for eyes and for machines; never below nothing. */
export function timeLeft(endsAt: Date, now: Date): { words: string; iso: string } {
  const seconds = Math.max(0, Math.floor((endsAt.getTime() - now.getTime()) / 1_000));
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return { words: `${minutes}:${String(rest).padStart(2, "0")}`, iso: `PT${minutes}M${rest}S` };
}

/** Who waits, from where. Each place has its turn, so whoever sends hundreds at once is only in their own way. */
export class Line<One extends { from: string }> {
  private readonly places = new Map<string, Set<One>>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  add(one: One): void {
    const place = this.places.get(one.from) ?? new Set();
    place.add(one);
    this.places.set(one.from, place);
    this.count += 1;
  }

  /** Takes out who is next: of the place whose turn it is, whoever came first. */
  take(): One | undefined {
    for (const [from, place] of this.places) {
      const [one] = place;
      if (!one) return undefined;
      this.remove(one);
      // Whoever else is there comes after all other places.
      if (this.places.delete(from) && place.size > 0) this.places.set(from, place);
      return one;
    }
    return undefined;
  }

  /** Takes out all of whom `is` says so. */
  takeAll(is: (one: One) => boolean): One[] {
    const taken = [...this.places.values()].flatMap((place) => [...place].filter(is));
    for (const one of taken) this.remove(one);
    return taken;
  }

  private remove(one: One): void {
    const place = this.places.get(one.from);
    if (!place?.delete(one)) return;
    this.count -= 1;
    if (place.size === 0) this.places.delete(one.from);
  }
}

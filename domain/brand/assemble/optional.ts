type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The same keys without those that hold undefined, so that "left out" stays left out. */
export function optional<T extends object>(values: T): Given<T> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Given<T>;
}

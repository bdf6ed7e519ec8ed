/* Loaded before a replica: its clock is wrong by BREAK_CLOCK_MS. Timers and the steady clock stay as they are. */
const by = Number(process.env.BREAK_CLOCK_MS ?? 0);
const Right = Date;

class Shifted extends Right {
  constructor(...given) {
    if (given.length === 0) super(Right.now() + by);
    else super(...given);
  }
  // Its own and not inherited, because frameworks that wrap it take over only these.
  static UTC(...given) {
    return Right.UTC(...given);
  }
  static parse(text) {
    return Right.parse(text);
  }
  static now() {
    return Right.now() + by;
  }
  // Packages ask for this by name where they were made for another realm.
  static [Symbol.hasInstance](value) {
    return Function.prototype[Symbol.hasInstance].call(Right, value);
  }
}

Object.defineProperty(Shifted, "name", { value: "Date" });
globalThis.Date = Shifted;

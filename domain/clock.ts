import { withSightNow } from "@/db/client";
import type { House } from "./house";

const ROOM = "clock";
/** How far two clocks may drift apart before one asks again. */
const GOOD_FOR_MS = 10_000;

/** The database's time, read now and then, and counted on from there by this process's steady clock. */
class Clock {
  private read: { at: number; time: number } | null = null;
  private reading: Promise<void> | null = null;

  constructor(private readonly house: House) {}

  async now(): Promise<Date> {
    const late = !this.read || performance.now() - this.read.at > GOOD_FOR_MS;
    if (late) this.reading ??= this.ask();
    if (!this.read) await this.reading;
    // What fails in the background is asked again by the next one; meanwhile the old reading serves.
    else this.reading?.catch(() => undefined);
    const { at, time } = this.read ?? { at: 0, time: 0 };
    return new Date(Math.floor(time + performance.now() - at));
  }

  private async ask(): Promise<void> {
    try {
      const time = await withSightNow(this.house.db, {}, async (_tx, now) => now.getTime());
      this.read = { at: performance.now(), time };
    } finally {
      this.reading = null;
    }
  }

  async close(): Promise<void> {}
}

/** The database's clock without a round trip each time, for those who ask a thousand times a second. */
export function databaseTime(house: House): Promise<Date> {
  const room = house.rooms.get(ROOM) ?? new Clock(house);
  house.rooms.set(ROOM, room);
  return (room as Clock).now();
}

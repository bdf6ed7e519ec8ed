import type { FailureKind } from "./failure";
import { isSourceFailure } from "./failure";
import type { SourceHouse } from "./source-house";

/** How a source answered this process lately. Its words are never kept, only which kind of failure it was. */
export interface LatelyHeard {
  answeredAt: Date | null;
  failedAt: Date | null;
  failure: FailureKind | null;
}

const ROOM = "held-data/health";

class HealthRoom {
  readonly sources = new Map<string, LatelyHeard>();

  async close(): Promise<void> {
    this.sources.clear();
  }
}

function roomOf(house: SourceHouse): HealthRoom {
  const known = house.rooms.get(ROOM);
  if (known) return known as HealthRoom;
  const room = new HealthRoom();
  house.rooms.set(ROOM, room);
  return room;
}

const nothing: LatelyHeard = { answeredAt: null, failedAt: null, failure: null };

/** What this process heard of a source since it began. */
export const heardOf = (house: SourceHouse, source: string): LatelyHeard =>
  roomOf(house).sources.get(source) ?? nothing;

/** Notes whether a look into a source came to something. A fault of ours says nothing of the source. */
export async function noted<T>(
  at: { house: SourceHouse; source: string },
  look: () => Promise<T>,
): Promise<T> {
  const note = (news: Partial<LatelyHeard>) =>
    roomOf(at.house).sources.set(at.source, { ...heardOf(at.house, at.source), ...news });
  const began = performance.now();
  const took = (outcome: string) => {
    at.house.meter?.count("source_reads", { source: at.source, outcome });
    at.house.meter?.sourceTook(at.source, (performance.now() - began) / 1_000);
  };
  try {
    const found = await look();
    note({ answeredAt: new Date() });
    took("answered");
    return found;
  } catch (error) {
    if (isSourceFailure(error)) {
      note({ failedAt: new Date(), failure: error.kind });
      took(error.kind);
    }
    throw error;
  }
}

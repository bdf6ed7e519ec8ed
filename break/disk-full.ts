import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { install } from "@/domain/install";
import { forthright } from "@/e2e/command-line";
import { makeData, removeData } from "@/e2e/own-data";
import { type Asked, atRate, statuses } from "./asked";
import { Database } from "./database";
import { endAtExit } from "./ended";
import { type Extent, exactly, type Fault, type Measured, type Outcome, told, within } from "./fault";
import type { Ground } from "./ground";
import { decision } from "./questions";
import type { Replica } from "./replica";
import { Writers } from "./writers";

const SIZE_MB = 320;
const WRITERS = 10;

/** R5: the database's disk is full for a while. Needs a small disk of its own, which only root can make. */
export const diskFull: Fault = {
  name: "disk-full",
  title: "the database's disk full",
  async run(ground, extent) {
    const data = makeData("disk");
    const undo = mounted(data);
    if (!undo) {
      removeData(data);
      return { done: "", numbers: [], skipped: "a small disk can only be mounted by root, on Linux" };
    }
    const forget = endAtExit(undo);
    const database = new Database(data);
    try {
      return await filled(
        { ...ground, data, database, ...(await furnished({ data, database, ground })) },
        extent,
      );
    } finally {
      await database.stop().catch(() => database.kill());
      undo();
      forget();
      removeData(data);
    }
  },
};

/** Mounts a small disk there. @returns how to take it away; null where that cannot be done. */
function mounted(data: string): (() => void) | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return null;
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE_MB}m,mode=711`, "tmpfs", data], {
      stdio: "pipe",
    });
  } catch {
    return null;
  }
  return () => {
    execFileSync("umount", ["-l", data], { stdio: "pipe" });
  };
}

/** An installation on that disk: no people, only a key. */
async function furnished(made: { data: string; database: Database; ground: Ground }) {
  const { data, database, ground } = made;
  mkdirSync(join(data, "postgres"), { mode: 0o711 });
  copyFileSync(join(ground.data, "secret"), join(data, "secret"));
  await database.start();
  const [ownerUrl, appUrl] = [database.url("owner"), database.url("app")];
  await install({ ownerUrl, appUrl, secret: ground.secret });
  const words = ["key", "create", "--name", "break", "--scopes", "decisions,choices:write", "--json"];
  const { told } = await forthright(words, data);
  const key: string = JSON.parse(told).secret;
  return { key, command: (asked: readonly string[]) => forthright(asked, data) };
}

async function filled(ground: Ground, extent: Extent): Promise<Outcome> {
  const { database } = ground;
  const app = await ground.replica({ env: { DATABASE_URL: database.url("app") } });
  const writers = await Writers.of(ground);
  writers.url = app.url;
  writers.begin(WRITERS);
  try {
    await writers.more(100);
    const full = join(ground.data, "ballast");
    const freed = fill(full);
    const asked = await reading({ ground, app, seconds: extent.of(20, 2) });
    rmSync(full);
    const back = await writesAgain({ database, writers });
    await writers.end();
    const done = `${freed} MB of ${SIZE_MB} taken while ${WRITERS} wrote`;
    return { done, numbers: [...judged(asked, back), ...(await writers.judge())] };
  } finally {
    await app.kill();
  }
}

/** Writes until nothing more fits. @returns how many megabytes. */
function fill(path: string): number {
  const part = Buffer.alloc(1_048_576);
  for (let parts = 0; ; parts += 1) {
    try {
      writeFileSync(path, part, { flag: "a" });
    } catch {
      return parts;
    }
  }
}

/** Goes on filling what becomes free, as whatever filled it would, and asks what needs no writing. */
async function reading(of: { ground: Ground; app: Replica; seconds: number }): Promise<Asked[]> {
  const { ground, app, seconds } = of;
  const filling = setInterval(() => fill(join(ground.data, "ballast")), 200);
  try {
    const asker = { url: app.url, key: ground.key };
    return await atRate({ perSecond: 10, seconds }, (number) =>
      decision(asker, `full.${number}@example.net`),
    );
  } finally {
    clearInterval(filling);
  }
}

/** There is room again; a PostgreSQL that gave up is started by its supervisor. @returns the milliseconds until a write. */
async function writesAgain({ database, writers }: { database: Database; writers: Writers }): Promise<number> {
  const began = performance.now();
  const fresh = writers.more(1, 30_000);
  await pause(500);
  if (
    !(await database.sql("select 1").then(
      () => true,
      () => false,
    ))
  ) {
    database.kill();
    await database.start();
  }
  const took = await fresh;
  return Number.isFinite(took) ? performance.now() - began : took;
}

function judged(asked: readonly Asked[], back: number): Measured[] {
  const other = asked.filter(({ status }) => ![200, 503].includes(status));
  return [
    told("decisions meanwhile", statuses(asked)),
    exactly("other than 200 and 503", other.length, 0),
    within("slowest", Math.max(...asked.map(({ ms }) => ms)), 3_000),
    within("writes again after", back, 10_000),
  ];
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { endAtExit } from "./ended";
import { exactly, type Fault, told } from "./fault";
import type { Ground } from "./ground";
import { shapeOf } from "./schema-shape";

const root = join(import.meta.dirname, "..");

/** R15: the migrator is killed in the middle of a statement, and run again. */
export const migrationKilled: Fault = {
  name: "migration-killed",
  title: "migration killed in the middle",
  async run(ground, extent) {
    const kills = extent.kills(20, 2);
    const whole = new Trial(ground, "break_whole");
    try {
      await whole.make();
      await whole.migrate();
      const [steps, shape] = [await whole.steps(), await whole.shape()];
      const trials = Array.from({ length: kills }, (_, kill) => Math.floor(((kill + 0.5) * steps) / kills));
      const came: Came[] = [];
      for (const at of trials) {
        came.push(await killedAt(ground, at, shape));
        extent.say(`killed at statement ${at} of ${steps}: ${JSON.stringify(came.at(-1))}`);
      }
      return {
        done: `${kills} kills, spread over ${steps} statements that change the schema`,
        numbers: [
          exactly("killed in the middle", came.filter(({ killed }) => killed).length, kills),
          exactly("reached the end when run again", came.filter(({ ended }) => ended).length, kills),
          exactly("schemas like one that was never killed", came.filter(({ same }) => same).length, kills),
          told("objects compared", shape.length),
        ],
      };
    } finally {
      await whole.drop();
    }
  },
};

interface Came {
  killed: boolean;
  ended: boolean;
  same: boolean;
}

async function killedAt(ground: Ground, at: number, shape: readonly string[]): Promise<Came> {
  const trial = new Trial(ground, `break_${at}`);
  try {
    await trial.make(at);
    const killed = await trial.migrateAndKill();
    await trial.unwatch();
    const ended = (await trial.migrate()) === 0;
    const now = await trial.shape();
    return { killed, ended, same: JSON.stringify(now) === JSON.stringify(shape) };
  } finally {
    await trial.drop();
  }
}

/** A database of its own to migrate, which counts the statements that change its schema and can wait at one. */
class Trial {
  constructor(
    private readonly ground: Ground,
    private readonly name: string,
  ) {}

  /** Waits a second at that statement, so that the kill meets it there. */
  async make(waitAt = -1): Promise<void> {
    const { database } = this.ground;
    await this.drop();
    await database.sql(`create database ${this.name} owner forthright_owner`, [], "postgres");
    await database.sql(`grant connect on database ${this.name} to forthright_app`, [], "postgres");
    await this.sql(`create sequence public.break_step;
      create function public.break_watch() returns event_trigger language plpgsql security definer as $$
        begin if nextval('public.break_step') = ${waitAt} then perform pg_sleep(1); end if; end $$;
      create event trigger break_watch on ddl_command_start execute function public.break_watch()`);
  }

  async steps(): Promise<number> {
    const [row] = await this.sql<{ count: number }>("select last_value::int as count from public.break_step");
    return row?.count ?? 0;
  }

  async unwatch(): Promise<void> {
    await this.sql("drop event trigger if exists break_watch");
  }

  shape(): Promise<string[]> {
    return shapeOf((text) => this.sql(text));
  }

  /** @returns its exit code. */
  async migrate(): Promise<number | null> {
    const child = this.begin();
    await once(child, "exit");
    return child.exitCode;
  }

  /** @returns whether it was in the middle of a statement. */
  async migrateAndKill(): Promise<boolean> {
    const child = this.begin();
    const ended = once(child, "exit");
    const asleep = "select from pg_stat_activity where datname = $1 and wait_event = 'PgSleep'";
    while (child.exitCode === null) {
      const rows = await this.ground.database.sql(asleep, [this.name], "postgres");
      if (rows.length > 0 && child.pid) {
        process.kill(-child.pid, "SIGKILL");
        await ended;
        return true;
      }
      await pause(20);
    }
    return false;
  }

  async drop(): Promise<void> {
    await this.ground.database.sql(`drop database if exists ${this.name} with (force)`, [], "postgres");
  }

  private sql<Row extends object>(text: string): Promise<Row[]> {
    return this.ground.database.sql<Row>(text, undefined, this.name);
  }

  private begin() {
    const { database, secret } = this.ground;
    const child = spawn(process.execPath, [join(root, "cli/forthright.js"), "migrate"], {
      env: {
        ...{ PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", NODE_ENV: "production" as const },
        ...{ FORTHRIGHT_SECRET: secret, FORTHRIGHT_BRAND: join(root, "brand") },
        DATABASE_URL: database.url("app", this.name),
        DATABASE_OWNER_URL: database.url("owner", this.name),
      },
      stdio: "ignore",
      detached: true,
    });
    const forget = endAtExit(() => child.pid && process.kill(-child.pid, "SIGKILL"));
    child.once("exit", forget);
    return child;
  }
}

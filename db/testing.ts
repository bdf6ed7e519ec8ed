import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

/** An empty database of the run's throw-away PostgreSQL, with the three ways into it. */
export interface TestDatabase {
  adminUrl: string;
  ownerUrl: string;
  appUrl: string;
  drop(): Promise<void>;
}

/** Makes an empty database that the owner owns, or a copy of `template`. */
export async function testDatabase(template?: string): Promise<TestDatabase> {
  const { adminUrl, ownerUrl, appUrl } = inject("postgres");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await asAdmin(
    adminUrl,
    `create database ${name} owner forthright_owner${template ? ` template ${template}` : ""}`,
  );
  return {
    adminUrl: withDatabase(adminUrl, name),
    ownerUrl: withDatabase(ownerUrl, name),
    appUrl: withDatabase(appUrl, name),
    drop: async () => {
      await asAdmin(adminUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

/** Runs one statement as the superuser, outside any transaction. @returns its rows. */
export async function asAdmin(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

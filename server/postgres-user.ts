import { execFileSync, spawnSync } from "node:child_process";

export interface User {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root, so root lends it to the user `postgres`, made when there is none. */
export function whoRunsIt(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const found = idOf("postgres");
  if (found) return found;
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"], { stdio: "ignore" });
  const made = idOf("postgres") ?? idOf("nobody");
  if (made) return made;
  throw new Error(
    "PostgreSQL does not run as root, and no user “postgres” could be made. Make one (useradd --system postgres) or start as an ordinary user.",
  );
}

function idOf(name: string): User | undefined {
  const ask = (flag: string) => execFileSync("id", [flag, name], { encoding: "utf8", stdio: "pipe" }).trim();
  try {
    return { uid: Number(ask("-u")), gid: Number(ask("-g")) };
  } catch {
    return undefined;
  }
}

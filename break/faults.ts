import { appKilled } from "./app-killed";
import { clockWrong } from "./clock-wrong";
import { databaseGone } from "./database-gone";
import { databaseKilled } from "./database-killed";
import { diskFull } from "./disk-full";
import type { Fault } from "./fault";
import { memory } from "./memory";
import { migrationKilled } from "./migration-killed";
import { poolExhausted } from "./pool-exhausted";
import { receiverDown } from "./receiver-down";
import { replicasRestarted } from "./replicas-restarted";
import { slowClients } from "./slow-clients";
import { sourcesLie } from "./sources-lie";
import { twoProcesses } from "./two-processes";

/** Every way to break it, in the order in which they are tried. */
export const faults: readonly Fault[] = [
  appKilled,
  databaseKilled,
  databaseGone,
  poolExhausted,
  replicasRestarted,
  clockWrong,
  receiverDown,
  sourcesLie,
  slowClients,
  memory,
  diskFull,
  twoProcesses,
  migrationKilled,
];

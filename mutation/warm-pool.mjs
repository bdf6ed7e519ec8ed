import { fork } from "node:child_process";
import { EventEmitter } from "node:events";
import { join } from "node:path";

/** A process is replaced after this many runs, so that nothing it gathers lasts. */
const MOST_RUNS = 150;

/** The one process of this worker that has the modules loaded; a mutant is chosen in it, not compiled into it. */
let kept;

/**
 * A vitest pool that keeps its process from one mutant to the next: to load the modules takes longer than the tests of
 * most mutants. A run that changes what modules do while they load (a static mutant), the first run, and a run that did
 * not end properly each have a process to themselves.
 */
export const warmPool = { name: "warm", createPoolWorker: (options) => new WarmWorker(options) };

class WarmWorker {
  name = "warm";
  cacheFs = true;
  #listeners = new EventEmitter();
  #options;
  #alone;
  #config;
  #hasEnded = false;
  #process;

  constructor(options) {
    this.#options = options;
    const { mode, mutantActivation } = options.project.getProvidedContext();
    this.#alone = mode !== "mutant" || mutantActivation === "static";
  }

  on(event, callback) {
    this.#listeners.on(event, callback);
  }

  off(event, callback) {
    this.#listeners.off(event, callback);
  }

  deserialize(message) {
    return message;
  }

  async start() {
    if (this.#alone || (kept && (kept.runs >= MOST_RUNS || !kept.child.connected))) await letGo();
    kept ??= begin(this.#options);
    this.#process = kept;
    this.#process.runs += 1;
    for (const event of ["message", "error", "exit"])
      this.#process.child.on(event, (...words) => this.#listeners.emit(event, ...words));
  }

  /** What a process is told once is kept from it afterwards; each run brings its own settings. */
  send(message) {
    if (message.type === "start") this.#config = message.context.config;
    if (message.type === "stop") this.#hasEnded = true;
    if (message.type === "stop" || (message.type === "start" && this.#process.isStarted))
      return this.#answer(message.type === "stop" ? "stopped" : "started");
    if (message.type === "start") this.#process.isStarted = true;
    const context = message.type === "run" ? { ...message.context, config: this.#config } : message.context;
    this.#process.child.send({ ...message, context });
  }

  async stop() {
    for (const event of ["message", "error", "exit"]) this.#process.child.removeAllListeners(event);
    if (this.#alone || !this.#hasEnded) await letGo();
  }

  #answer(type) {
    setImmediate(() => this.#listeners.emit("message", { type, __vitest_worker_response__: true }));
  }
}

function begin({ distPath, env, execArgv }) {
  const stdio = ["ignore", "ignore", "ignore", "ipc"];
  const child = fork(join(distPath, "workers/forks.js"), [], {
    env,
    execArgv,
    stdio,
    serialization: "advanced",
  });
  return { child, runs: 0, isStarted: false };
}

async function letGo() {
  const child = kept?.child;
  kept = undefined;
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

/* Brings a file in by itself, so that a test can end it in the middle: DATABASE, SECRET, FILE and MAP are given. */
import { openDatabase } from "@/db/client";
import { loadKeys } from "../keys";
import { openQueue } from "../queue";
import { tinyBrand } from "../testing-brand";
import { commandContext, importChoices } from "./index";

const [url = "", secret = "", path = "", map = ""] = process.argv.slice(2);
const db = openDatabase({ url, max: 3 });
const { queue } = await openQueue(db.pool, { supervise: false, onError: () => undefined });
const settings = { publicUrl: "", demo: false, mailFrom: "", allowPrivateHosts: [] };
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const keys = await loadKeys(db.pool, secret);
const house = { db, keys, queue, settings, log, brand: tinyBrand(), rooms: new Map() };
await importChoices(await commandContext(house), { path, tool: "klaviyo", map: [map] });
process.exit(0);

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { jsonSchemas } from "../json-schema";

for (const [name, text] of jsonSchemas()) writeFileSync(join(import.meta.dirname, name), text);

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { endpoints } from "@/api/endpoints";
import { openApiDocument } from "@/api/openapi/document";
import { apiTypes } from "./types";

/** Writes the types that the client speaks: npm run client:types */
const document = openApiDocument({ publicUrl: "https://privacy.brand.example", endpoints });
writeFileSync(join(import.meta.dirname, "../api-types.ts"), apiTypes(document));

import { z } from "zod";
import { duration, id, line, text } from "./parts";

const postgres = z.strictObject({
  name: text,
  kind: z.literal("postgres"),
  url: line,
  write_url: line.optional(),
  find_customer: line.optional(),
  identity: line.optional(),
  customer_key: line.optional(),
  timeout: duration.optional(),
});

const headerName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, {
  error: "is not the name of a header — write one such as authorization",
});

const http = z.strictObject({
  name: text,
  kind: z.literal("http"),
  url: line,
  headers: z.record(headerName, line).optional(),
  customer_key: line,
  timeout: duration.optional(),
});

/** One entry of sources.yaml: a system that holds data, and how a customer is found there. */
export const sourceEntry = z.discriminatedUnion("kind", [postgres, http]);

export const sourcesFile = z.record(id, sourceEntry);

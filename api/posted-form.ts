/** Our forms hold a few short fields. */
const MOST_FIELDS = 8;
const KINDS = /^(multipart\/form-data|application\/x-www-form-urlencoded)\s*(;|$)/;

/** The fields of a form that was posted, each once; null for another kind of body, a broken one, or a file. */
export async function postedFields(sent: {
  contentType: string;
  bytes: Buffer;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}): Promise<ReadonlyMap<string, string> | null> {
  if (!KINDS.test(sent.contentType)) return null;
  // The boundary of a multipart body keeps its case.
  const type = sent.headers["content-type"];
  const headers = { "content-type": typeof type === "string" ? type : sent.contentType };
  const form = await new Response(new Uint8Array(sent.bytes), { headers }).formData().catch(() => null);
  if (!form) return null;
  const fields = new Map<string, string>();
  for (const [name, value] of form) {
    if (typeof value !== "string" || fields.has(name) || fields.size >= MOST_FIELDS) return null;
    fields.set(name, value.normalize("NFC"));
  }
  return fields;
}

import { Readable } from "node:stream";
import { exportAudit } from "@/domain/audit";
import { ExportAuditInput } from "@/domain/audit/catalog";
import { csvOf, jsonLinesOf } from "@/domain/audit/files";
import { DomainError, isDomainError } from "@/domain/errors";
import { AUDIT } from "@/web/audit-query";
import { deskContext } from "@/web/desk-context";
import { requireOwnOrigin } from "@/web/origin";
import { postedForm } from "@/web/posted-form";
import { checkStamp, STAMP } from "@/web/stamp";

const TYPES = { csv: "text/csv; charset=utf-8", jsonl: "application/jsonl; charset=utf-8" } as const;

/** Streams the lines of a search as a file. A POST of the page's own form, because the export is on record. */
export async function POST(request: Request): Promise<Response> {
  try {
    return await download(request);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const signIn = `/desk/sign-in?next=${encodeURIComponent(AUDIT)}`;
    const location = error.code === "signed_out" ? signIn : `${AUDIT}?problem=${error.code}&form=export`;
    return new Response(null, { status: 303, headers: { location } });
  }
}

async function download(request: Request): Promise<Response> {
  await requireOwnOrigin();
  const ctx = await deskContext();
  if (ctx.actor.kind === "nobody") throw new DomainError("signed_out");
  const form = await postedForm(request);
  if (!form) throw new DomainError("invalid");
  checkStamp(ctx, form.get(STAMP));
  const input = ExportAuditInput.safeParse(Object.fromEntries(form));
  if (!input.success) throw new DomainError("invalid");
  const { format } = input.data;
  const lines = await exportAudit(ctx, input.data);
  const stream = Readable.from(format === "csv" ? csvOf(lines) : jsonLinesOf(lines), { objectMode: false });
  stream.on("error", ({ name }) =>
    ctx.house.log.warn("audit.export_broke_off", { requestId: ctx.requestId, reason: name }),
  );
  const headers = {
    "content-type": TYPES[format],
    "content-disposition": `attachment; filename="audit-${ctx.now.toISOString().slice(0, 10)}.${format}"`,
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
  };
  return new Response(Readable.toWeb(stream) as ReadableStream, { headers });
}

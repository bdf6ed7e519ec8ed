import { Readable } from "node:stream";
import { downloadCopy } from "@/domain/copies";
import { DomainError, isDomainError } from "@/domain/errors";
import { CopyLinkInput } from "@/domain/requests/catalog";
import { keepFlash } from "@/web/flash";
import { requireOwnOrigin } from "@/web/origin";
import { wordsOf } from "@/web/page";
import { postedForm } from "@/web/posted-form";
import { requestContext } from "@/web/request-context";
import { followBrowserSignal } from "@/web/signal";
import { checkStamp, STAMP } from "@/web/stamp";
import { copyWords } from "../copy-words";

const PAGE = "/requests/copy";

/** Streams the copy that a one-use link stands for. A POST, because it uses the link up. */
export async function POST(request: Request): Promise<Response> {
  try {
    return await download(request);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return refuse(error);
  }
}

async function download(request: Request): Promise<Response> {
  await requireOwnOrigin();
  const ctx = await requestContext();
  if (ctx.actor.kind === "nobody") throw new DomainError("signed_out");
  const form = await postedForm(request);
  if (!form) throw new DomainError("invalid");
  checkStamp(ctx, form.get(STAMP));
  const input = CopyLinkInput.safeParse({ token: form.get("token") });
  if (!input.success) throw new DomainError("gone");
  await followBrowserSignal(ctx);
  const words = copyWords(wordsOf(ctx), ctx.house.brand.timeZone);
  const { fileName, stream } = await downloadCopy(ctx, input.data, words);
  stream.on("error", ({ name }) =>
    ctx.house.log.warn("copy.broke_off", { requestId: ctx.requestId, reason: name }),
  );
  const headers = {
    "content-type": "application/zip",
    "content-disposition": `attachment; filename="${fileName}"`,
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
  };
  return new Response(Readable.toWeb(stream) as ReadableStream, { headers });
}

/** A link that is over is answered as gone; the page that makes a new one says so and opens by itself. */
async function refuse(error: DomainError): Promise<Response> {
  if (error.code === "signed_out") return seeOther(`/sign-in?next=${encodeURIComponent(PAGE)}`);
  const over = ["gone", "expired", "not_found"].includes(error.code);
  const problem = over ? "gone" : error.code;
  await keepFlash({ form: "copy", problem, params: {}, fields: [], values: {} });
  const page = `${PAGE}?problem=${problem}&form=copy`;
  if (!over) return seeOther(page);
  const { t, locale } = wordsOf(await requestContext());
  const body = `<!doctype html><html lang="${locale}"><meta charset="utf-8"><title>${t("requests.copyOver")}</title>
<meta http-equiv="refresh" content="0;url=${page.replace("&", "&amp;")}"><a href="${PAGE}">${t("requests.copyOver")}</a></html>`;
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "private, no-store" };
  return new Response(body, { status: 410, headers });
}

const seeOther = (location: string): Response => new Response(null, { status: 303, headers: { location } });

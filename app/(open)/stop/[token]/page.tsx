import { LinkOver } from "@/components/links/link-over";
import { StopOpen, stopTitle, UNDONE } from "@/components/links/stop-open";
import { readStop } from "@/domain/links";
import { asHolder, languageForm, linkSecret } from "@/web/link-page";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { requestContext } from "@/web/request-context";
import { phoneExample } from "@/web/texts";
import { Frame } from "../../../frame";

interface Props {
  params: Promise<{ token: string }>;
  searchParams: Query;
}

/** Opening it stops nothing: mail scanners open every link. Its buttons do. */
export default async function StopPage({ params, searchParams }: Props) {
  const ctx = asHolder(await requestContext());
  const [{ token: given }, query] = [await params, await readQuery(searchParams)];
  const token = linkSecret(given);
  const view = await readStop(ctx, { secret: token, undo: query.undo });
  const page = pageOf(ctx, `/stop/${token}`);
  const title = view.state === "open" ? stopTitle(page.words, view) : page.words.t("stop.overTitle");
  return (
    <Frame ctx={ctx} page={page} at="none" title={title} narrow languageForm={languageForm(token, "stop")}>
      {view.state === "open" ? (
        <StopOpen
          page={page}
          token={token}
          view={view}
          undone={UNDONE.find((one) => one === query.undone) ?? null}
        />
      ) : (
        <LinkOver page={page} token={token} wrong={query.wrong === "1"} phone={phoneExample(ctx.house)} />
      )}
    </Frame>
  );
}

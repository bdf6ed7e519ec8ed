import { ActForm } from "@/components/act-form";
import { ProblemNotice } from "@/components/problem-notice";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card, PageHead } from "@/components/ui/layout";
import { Announce } from "@/components/ui/notice";
import { readConfirm } from "@/domain/choices";
import { ConfirmChoiceInput } from "@/domain/choices/catalog";
import { confirmedName, confirmName } from "@/web/confirm-name";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { requestContext } from "@/web/request-context";
import { Frame } from "../../../frame";
import { confirmAction } from "./actions";

interface Props {
  params: Promise<{ token: string }>;
  searchParams: Query;
}

/** Opening it switches nothing on: mail scanners open every link. The button does. */
export default async function ConfirmPage({ params, searchParams }: Props) {
  const ctx = await requestContext();
  const [{ token }, query] = [await params, await readQuery(searchParams)];
  const input = ConfirmChoiceInput.safeParse({ token });
  const view = input.success ? await readConfirm(ctx, input.data) : ({ state: "over" } as const);
  const page = pageOf(ctx, `/confirm/${token}`);
  const { t, format } = page.words;
  const done =
    query.done === "1" && view.state === "over" ? confirmedName(page.words, ctx.house.brand, query) : null;
  const open = view.state === "open" ? view : null;
  const title = done
    ? t("confirm.doneTitle", { cell: done })
    : t(open ? "confirm.title" : "confirm.overTitle");
  const over = t(done ? "confirm.doneText" : "confirm.overText");
  return (
    <Frame ctx={ctx} page={page} at="none" title={title} narrow>
      <div role="status">
        <PageHead
          title={title}
          lede={open ? t("confirm.lede", { cell: confirmName(page.words, open) }) : over}
        />
      </div>
      <Announce>{open && <ProblemNotice page={page} problem={query.problem ?? null} />}</Announce>
      <Card pad>
        {open ? (
          <>
            <ActForm page={page} act={confirmAction} values={{ token }}>
              <Button wide>{t("confirm.button")}</Button>
            </ActForm>
            <p>{t("confirm.until", { date: format.day(open.until) })}</p>
            <p className="small muted">{t("confirm.notYou")}</p>
          </>
        ) : (
          <ButtonLink href="/choices" wide>
            {t("confirm.toChoices")}
          </ButtonLink>
        )}
      </Card>
    </Frame>
  );
}

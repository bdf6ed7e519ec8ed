import type { LinkKind } from "@/domain/visits/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";

interface SendLinkProps {
  page: Page;
  send: Act;
  kind: LinkKind;
  /** Of a choice: which one the link opens. */
  cell?: { purpose: string; channel: string; name: string } | null;
}

/** What staff may not do, the customer can: a link that leads there, sent to their own address. */
export function SendLink({ page, send, kind, cell }: SendLinkProps) {
  const { t } = page.words;
  const who = page.visit?.first ?? "";
  const values: Record<string, string> = cell
    ? { kind, purpose: cell.purpose, channel: cell.channel }
    : { kind };
  return (
    <section className="card pad stack" id="link" aria-labelledby="link-title">
      <h2 className="h-sm" id="link-title">
        {t(`visit.link_${kind}`, { who })}
      </h2>
      <p className="muted">{t(`visit.link_${kind}_text`, { who })}</p>
      {cell && (
        <p>
          <b>{cell.name}</b>
        </p>
      )}
      <ActForm page={page} act={send} values={values} at="link">
        <Button wide>{t("visit.linkSend", { who })}</Button>
      </ActForm>
    </section>
  );
}

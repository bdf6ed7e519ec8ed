import type { StopAct, StopView } from "@/domain/links/catalog";
import { inSentence } from "@/web/i18n";
import type { Page } from "../page";
import { Button } from "../ui/button";
import { LinkForm } from "./link-form";

interface WaysProps {
  page: Page;
  token: string;
  view: Pick<Extract<StopView, { state: "open" }>, "purpose" | "channel" | "cell">;
}

/** Uses are counted over 90 days; people think in months. */
const MONTHS = 3;

/** Stop, less often, pause: the same size, one press each. Only what lowers is offered. */
export function StopWays({ page, token, view }: WaysProps) {
  const { t, format } = page.words;
  const { purpose, channel, cell } = view;
  const named = { purpose: purpose.text, channel: channel ? inSentence(channel) : "" };
  const a = Math.round(cell.count / MONTHS);
  return (
    <div className="stack">
      <Way
        {...{ page, token }}
        act="stop"
        note={t(channel ? "stop.stopNote" : "stop.stopNotePlain", named)}
      />
      {cell.monthly && <Way {...{ page, token }} act="monthly" note={t("stop.monthlyNote", { count: a })} />}
      {cell.pauseUntil && (
        <Way
          {...{ page, token }}
          act="pause"
          note={t("stop.pauseNote", { date: format.day(cell.pauseUntil) })}
        />
      )}
    </div>
  );
}

function Way({ page, token, act, note }: { page: Page; token: string; act: StopAct; note: string }) {
  return (
    <LinkForm page={page} token={token} values={{ act }}>
      <button type="submit" className="btn btn-wide btn-big">
        <b>{page.words.t(`stop.${act}`)}</b>
        <span>{note}</span>
      </button>
    </LinkForm>
  );
}

/** All marketing at once, below what the person came for. */
export function StopAll({ page, token, view }: WaysProps) {
  const { t, format } = page.words;
  const { marketing } = view.cell;
  if (!marketing) return null;
  const purposes = format.list(marketing.purposes.map(({ text }) => t("stop.quoted", { name: text })));
  const channels = format.list(marketing.channels.map(inSentence));
  return (
    <section className="section" aria-labelledby="more">
      <h2 id="more" className="h-sm">
        {t("stop.moreTitle")}
      </h2>
      <LinkForm page={page} token={token} values={{ act: "all" }} className="stop-all">
        <p>{t(channels ? "stop.moreText" : "stop.moreTextPlain", { purposes, channels })}</p>
        <Button>{t("stop.all")}</Button>
      </LinkForm>
    </section>
  );
}

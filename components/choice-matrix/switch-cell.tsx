import { ActForm } from "../act-form";
import { Button } from "../ui/button";
import { Hidden } from "../ui/hidden";
import { Switch } from "../ui/switch";
import type { CellProps } from "./cell";
import { LastChange, Paused } from "./cell-notes";
import { StoppedNote } from "./stopped";

/** A consent cell: one switch that says where it stands, and under it what a person should know. */
export function SwitchCell(props: CellProps<"switch">) {
  const { page, view, acts, row, cell, name } = props;
  const { t } = page.words;
  const values = { purpose: row.purpose, channel: cell.channel, seen: view.seen, to: cell.on ? "off" : "on" };
  const cannot = !cell.on && !cell.canTurnOn;
  return (
    <>
      {cannot ? (
        <span className="state">
          <span>
            {t("choices.off")}
            <Hidden>: {name}</Hidden>
          </span>
        </span>
      ) : (
        <ActForm page={page} act={acts.set} values={values}>
          <Switch on={cell.on} name={name} word={t(cell.on ? "choices.on" : "choices.off")} />
        </ActForm>
      )}
      <Notes {...props} />
    </>
  );
}

function Notes(props: CellProps<"switch">) {
  const { page, row, cell } = props;
  const { t } = page.words;
  return (
    <>
      {cell.address === "missing" && <AddressNote word="missing" {...props} />}
      {cell.address === "unverified" && <AddressNote word="unverified" {...props} />}
      {cell.stopped && <StoppedNote page={page} stopped={cell.stopped} />}
      {cell.askAgain && <span className="state-note">{t(`choices.ask_${cell.askAgain}`)}</span>}
      {cell.pausedUntil && <Paused {...props} until={cell.pausedUntil} />}
      {cell.on && cell.expiresAt && <Expires {...props} />}
      {!cell.on && cell.confirms && cell.canTurnOn && !cell.askAgain && (
        <span className="state-note">{t("choices.confirms")}</span>
      )}
      {row.single && !cell.pausedUntil && <span className="state-note">{t("choices.oneSwitch")}</span>}
      <LastChange {...props} />
    </>
  );
}

function AddressNote({ page, cell, word }: CellProps<"switch"> & { word: "missing" | "unverified" }) {
  const { t } = page.words;
  const link = word === "missing" ? "choices.missingLink" : "choices.unverifiedLink";
  return (
    <span className="state-note">
      {word === "missing"
        ? t("choices.missing", { channel: cell.channelName?.text ?? "" })
        : t("choices.unverified")}{" "}
      <a href="/account#addresses">{t(link)}</a>
    </span>
  );
}

/** Consent that ends by itself says when; near its end it can be renewed. */
function Expires({ page, view, acts, row, cell, name }: CellProps<"switch">) {
  const { t, format } = page.words;
  if (!cell.expiresAt) return null;
  const values = { purpose: row.purpose, channel: cell.channel, seen: view.seen, to: "renew" };
  return (
    <div className="state-note">
      {t("choices.expires", { date: format.day(cell.expiresAt) })}
      {cell.canRenew && (
        <ActForm page={page} act={acts.set} values={values}>
          <Button kind="quiet" small>
            {t("choices.renew")}
            <Hidden>: {name}</Hidden>
          </Button>
        </ActForm>
      )}
    </div>
  );
}

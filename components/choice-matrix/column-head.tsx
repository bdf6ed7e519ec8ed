import type { ColumnView } from "@/domain/choices/catalog";
import type { Page } from "../page";
import { SaidText } from "../said";
import { Icon } from "../ui/icon";
import type { IconName } from "../ui/icon-paths";
import { AS } from "../ui/table-roles";

const ICON: Record<ColumnView["kind"], IconName> = {
  email: "mail",
  phone: "text",
  post: "post",
  device: "phone",
};

export function channelIcon(kind: ColumnView["kind"]): IconName {
  return ICON[kind];
}

/** The address that a channel writes to, masked, or what is wrong with it. */
export function AddressLine({ page, column }: { page: Page; column: ColumnView }) {
  const { t } = page.words;
  const { masked, state } = column.address;
  if (state === "missing") return <span className="address-state">{t("choices.missingHead")}</span>;
  return (
    <>
      {masked && <bdi>{masked}</bdi>}
      {state === "unverified" && <span className="address-state">{t("choices.unverifiedHead")}</span>}
      {column.stopped && (
        <span className="address-state">
          {t(column.stopped.state === "stopped" ? "choices.stoppedHead" : "choices.unclearHead")}
        </span>
      )}
    </>
  );
}

/** Head of one column: channel and address, and how to mend an address that does not work. */
export function ColumnHead({ page, column }: { page: Page; column: ColumnView }) {
  const { t } = page.words;
  const { state } = column.address;
  return (
    <th scope="col" {...AS.columnHead}>
      <Icon name={channelIcon(column.kind)} />
      <b>
        <SaidText page={page} said={column.name} />
      </b>
      <span>
        <AddressLine page={page} column={column} />
      </span>
      {state !== "ok" && !page.visit && (
        <a href="/account#addresses">
          {t(state === "missing" ? "choices.missingLink" : "choices.unverifiedLink")}
        </a>
      )}
    </th>
  );
}

import type { AddressView } from "@/domain/customers/catalog";
import type { Page } from "../page";
import { Icon } from "../ui/icon";
import type { IconName } from "../ui/icon-paths";

const ICON: Record<AddressView["kind"], IconName> = {
  email: "mail",
  phone: "text",
  post: "post",
  device: "phone",
};

/** How a person can be reached, masked, and whether it still counts. */
export function Addresses({ page, addresses }: { page: Page; addresses: readonly AddressView[] }) {
  const { t } = page.words;
  return (
    <ul className="card rows">
      {addresses.map((address) => (
        <li key={address.kind} className="row">
          <Icon name={ICON[address.kind]} />
          <div className="row-text">
            <p>
              <b>{t(`account.kind_${address.kind}`)}</b>
              {address.masked && <bdi>{address.masked}</bdi>}
            </p>
            <p className="small muted">
              {t(`account.state_${address.state}`)}{" "}
              {address.state === "unverified" && address.kind === "email" && t("account.verifyBySignIn")}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

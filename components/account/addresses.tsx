import type { AddressView } from "@/domain/customers/catalog";
import type { Page } from "../page";
import { ButtonLink } from "../ui/button";
import { Icon } from "../ui/icon";
import type { IconName } from "../ui/icon-paths";
import { PROVE } from "./proof";

const ICON: Record<AddressView["kind"], IconName> = {
  email: "mail",
  phone: "text",
  post: "post",
  device: "phone",
};

/** How a person can be reached, masked, whether it still counts, and how to mend it. */
export function Addresses({ page, addresses }: { page: Page; addresses: readonly AddressView[] }) {
  const { t } = page.words;
  return (
    <ul className="card rows">
      {addresses.map((address) => (
        <li key={address.kind} className="row row-wrap">
          <Icon name={ICON[address.kind]} />
          <div className="row-text">
            <p>
              <b>{t(`account.kind_${address.kind}`)}</b>
              {address.masked && <bdi>{address.masked}</bdi>}
            </p>
            <p className="small muted">
              {t(`account.state_${address.state}`)}{" "}
              {address.state === "unverified" &&
                t(address.kind === "email" ? "account.verifyBySignIn" : "account.verifyByAsking")}
            </p>
          </div>
          <Mend page={page} address={address} />
        </li>
      ))}
    </ul>
  );
}

/** An email is proved by a code; anything else by asking, as long as no code can be sent there. */
function Mend({ page, address }: { page: Page; address: AddressView }) {
  const { t } = page.words;
  if (address.state === "ok" || page.visit) return null;
  if (address.state === "missing") {
    return (
      <ButtonLink small href="/data">
        {t("account.add", { kind: t(`account.kind_${address.kind}`) })}
      </ButtonLink>
    );
  }
  const byCode = address.kind === "email";
  return (
    <ButtonLink small href={byCode ? PROVE : "/requests/new/correct"}>
      {t(byCode ? "account.verify" : "account.ask")}
    </ButtonLink>
  );
}

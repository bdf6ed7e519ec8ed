import type { AddressView } from "@/domain/customers/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button, ButtonLink } from "../ui/button";
import { Icon } from "../ui/icon";
import type { IconName } from "../ui/icon-paths";

const ICON: Record<AddressView["kind"], IconName> = {
  email: "mail",
  phone: "text",
  post: "post",
  device: "phone",
};

interface AddressesProps {
  page: Page;
  addresses: readonly AddressView[];
  signOut: Act;
}

/** How a person can be reached, masked, whether it still counts, and how to mend it. */
export function Addresses({ page, addresses, signOut }: AddressesProps) {
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
          <Mend page={page} address={address} signOut={signOut} />
        </li>
      ))}
    </ul>
  );
}

/** An email is proved by signing in with it; anything else by asking, as long as no code can be sent there. */
function Mend({ page, address, signOut }: { page: Page; address: AddressView; signOut: Act }) {
  const { t } = page.words;
  if (address.state === "ok") return null;
  if (address.state === "missing") {
    return (
      <ButtonLink small href="/data">
        {t("account.add", { kind: t(`account.kind_${address.kind}`) })}
      </ButtonLink>
    );
  }
  if (address.kind !== "email") {
    return (
      <ButtonLink small href="/requests/new/correct">
        {t("account.ask")}
      </ButtonLink>
    );
  }
  return (
    <ActForm page={page} act={signOut}>
      <Button small>{t("shell.signOut")}</Button>
    </ActForm>
  );
}

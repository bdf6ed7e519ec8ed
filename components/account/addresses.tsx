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

interface AddressesProps {
  page: Page;
  addresses: readonly AddressView[];
  /** Whether a code can be sent by text. */
  texts: boolean;
}

/** How a person can be reached, masked, whether it still counts, and how to mend it. */
export function Addresses({ page, addresses, texts }: AddressesProps) {
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
                t(isByCode(address, texts) ? "account.verifyBySignIn" : "account.verifyByAsking")}
            </p>
          </div>
          <Mend page={page} address={address} byCode={isByCode(address, texts)} />
        </li>
      ))}
    </ul>
  );
}

const isByCode = ({ kind }: AddressView, texts: boolean): boolean =>
  kind === "email" || (kind === "phone" && texts);

/** What a code can be sent to is proved by one; anything else by asking. */
function Mend({ page, address, byCode }: { page: Page; address: AddressView; byCode: boolean }) {
  const { t } = page.words;
  if (address.state === "ok" || page.visit) return null;
  if (address.state === "missing") {
    return (
      <ButtonLink small href="/data">
        {t("account.add", { kind: t(`account.kind_${address.kind}`) })}
      </ButtonLink>
    );
  }
  return (
    <ButtonLink small href={byCode ? `${PROVE}&to=${address.kind}` : "/requests/new/correct"}>
      {t(byCode ? "account.verify" : "account.ask")}
    </ButtonLink>
  );
}

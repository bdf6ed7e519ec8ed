import type { ProtectionView } from "@/web/protection";
import type { Page } from "../page";
import { Facts } from "../ui/facts";

/** Issuer, number and days, so that each can be checked by anyone. */
export function Certificates({
  page,
  certificates,
}: {
  page: Page;
  certificates: ProtectionView["certificates"];
}) {
  const { t, format } = page.words;
  if (certificates.length === 0) return <p className="card pad muted">{t("protection.noCertificates")}</p>;
  return (
    <ul className="card rows">
      {certificates.map((certificate) => (
        <li key={certificate.number} className="pad stack">
          <h3>{certificate.name}</h3>
          <Facts
            facts={[
              { term: t("protection.issuer"), detail: certificate.issuer },
              { term: t("protection.number"), detail: <bdi>{certificate.number}</bdi> },
              {
                term: t("protection.valid"),
                detail: t("protection.validRange", {
                  from: format.day(certificate.validFrom),
                  until: format.day(certificate.validUntil),
                }),
              },
            ]}
          />
          <a className="more" href={certificate.url} rel="noreferrer">
            {t("protection.check", { name: certificate.name })}
          </a>
        </li>
      ))}
    </ul>
  );
}

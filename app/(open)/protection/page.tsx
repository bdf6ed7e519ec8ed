import { Certificates } from "@/components/protection/certificates";
import { Measures } from "@/components/protection/measures";
import { Recipients } from "@/components/protection/recipients";
import { SaidText } from "@/components/said";
import { PageHead, Section } from "@/components/ui/layout";
import { pageOf } from "@/web/page";
import { protectionView } from "@/web/protection";
import { requestContext } from "@/web/request-context";
import { Frame } from "../../frame";

export default async function ProtectionPage() {
  const ctx = await requestContext();
  const page = pageOf(ctx, "/protection");
  const { t, format } = page.words;
  const today = format.calendarDay(ctx.now);
  const view = protectionView(ctx.house.brand, { locale: ctx.locale, today });
  const contact = view.securityContact;
  return (
    <Frame ctx={ctx} page={page} at="protection" title={t("protection.title")}>
      <PageHead title={t("protection.title")} lede={t("protection.lede")} />
      <Section title={t("protection.measures")} first>
        <Measures page={page} measures={view.measures} />
      </Section>
      <Section title={t("protection.certificates")} intro={t("protection.certificatesText")}>
        <Certificates page={page} certificates={view.certificates} />
      </Section>
      {view.recipients.length > 0 && (
        <Section title={t("protection.recipients")} intro={t("protection.recipientsText")}>
          <Recipients page={page} recipients={view.recipients} />
        </Section>
      )}
      <Section title={t("protection.ifSomething")}>
        <div className="card pad stack">
          <p>
            <SaidText page={page} said={view.ifSomethingHappens} />
          </p>
          <p>{t("protection.tellWithin", { period: format.duration(view.tellWithin) })}</p>
          <p>
            {t.rich("protection.contact", {
              address: contact,
              mail: (chunks) => (
                <a href={/^https?:/u.test(contact) ? contact : `mailto:${contact}`}>{chunks}</a>
              ),
            })}
          </p>
        </div>
      </Section>
    </Frame>
  );
}

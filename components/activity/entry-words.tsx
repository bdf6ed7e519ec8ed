import type { ReactNode } from "react";
import type {
  DataEntry,
  RequestEntry,
  SignInEntry,
  TermsEntry,
  TextEntry,
  UseEntry,
  VisitEntry,
} from "@/domain/activity/catalog";
import { inSentence, type Words } from "@/web/i18n";
import { deviceWords } from "../sign-in/device-words";
import { UseTitle } from "../use-title";

/** "You asked: Delete data: Reviews". */
export function requestSentence(words: Words, entry: RequestEntry): string {
  const { t } = words;
  const name = t(`requests.name_${entry.request}`);
  const request = entry.item ? t("requests.nameItem", { name, item: entry.item.text }) : name;
  if (entry.by === "staff" && entry.event === "opened") return t("visits.requestFor", { request });
  return t(`activity.request_${entry.event}`, { request });
}

export function dataSentence({ t }: Words, entry: DataEntry): string {
  return t(`activity.data_${entry.event}`, { item: entry.item?.text ?? t("activity.dataSomething") });
}

export function sentenceOfUse({ t }: Words, entry: UseEntry): ReactNode {
  const title = () => <UseTitle title={entry.title} />;
  if (!entry.channel) return t.rich("activity.useOther", { title });
  return t.rich("activity.useMessage", { title, channel: inSentence(entry.channel) });
}

/** For which purpose, with which data, and the way to the switch. */
export function metaOfUse({ t, format }: Words, entry: UseEntry): ReactNode {
  const parts = [
    entry.purpose ? t("activity.useBecause", { purpose: entry.purpose.text }) : null,
    entry.items.length > 0
      ? t("activity.useItems", { items: format.list(entry.items.map(({ text }) => text)) })
      : null,
  ].filter((part) => part !== null);
  return (
    <>
      {parts.join(" · ")}
      {entry.purpose && (
        <>
          {" · "}
          <a href={`/choices#${entry.purposeId}`}>
            {t(entry.choosable ? "activity.changeIt" : "activity.seeWhy")}
          </a>
        </>
      )}
    </>
  );
}

/** "Sam from support looked at your page". */
export const visitSentence = ({ t }: Words, { visit }: VisitEntry): string =>
  t("visits.entry", { staff: visit.staff.name });

/** How long, for which ticket, and why. */
export function visitMeta({ t }: Words, { visit }: VisitEntry): string {
  const { minutes: count, ticket, reason } = visit;
  const parts = [
    t("visits.entryMeta", { count, ticket, reason: reason.text }),
    visit.withCode ? t("visits.withCode") : null,
    visit.endedAt ? null : t("visits.going"),
  ];
  return parts.filter((part) => part !== null).join(" · ");
}

export const textSentence = ({ t }: Words, { event }: TextEntry): string => t(`activity.text_${event}`);

export const termsSentence = ({ t, format }: Words, { event, name, version }: TermsEntry): string =>
  t(`activity.terms_${event}`, { name: name.text, date: format.day(version) });

export function signInSentence({ t }: Words, entry: SignInEntry): string {
  return t(`activity.sign_in_${entry.event}`);
}

export function signInMeta(words: Words, entry: SignInEntry, brand: string): ReactNode {
  const { t } = words;
  const { method, device } = entry;
  const how = method === "code" || method === "link" ? t(`activity.method_${method}`) : null;
  const own = method === "brand" || method === "oidc" ? t("activity.method_brand", { brand }) : null;
  const parts = [how ?? own, device && deviceWords(words, device)].filter(Boolean);
  return parts.length > 0 ? parts.join(" · ") : null;
}

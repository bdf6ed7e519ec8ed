import type { SignalView } from "@/domain/choices/catalog";
import type { Words } from "@/web/i18n";
import { Notice } from "../ui/notice";

/** Says that the browser's signal is seen, and that it is followed or will be: looking at a page changes nothing. */
export function SignalNotice({ words, signal }: { words: Words; signal: SignalView | null }) {
  if (!signal) return null;
  const { t, format } = words;
  const { followedAt } = signal;
  const purposes = format.list(signal.purposes.map(({ text }) => text));
  return (
    <Notice
      tone={followedAt ? "good" : "info"}
      title={t(followedAt ? "choices.signalFollowed" : "choices.signalAsks")}
    >
      <p>
        {followedAt
          ? t("choices.signalSince", { moment: format.moment(followedAt), purposes })
          : t("choices.signalWill", { purposes })}
      </p>
    </Notice>
  );
}

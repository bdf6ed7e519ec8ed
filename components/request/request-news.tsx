import type { ReactNode } from "react";
import type { RequestView } from "@/domain/requests/catalog";
import type { Page } from "../page";
import { Announce, Notice } from "../ui/notice";

interface RequestNewsProps {
  page: Page;
  request: RequestView;
  query: Record<string, string | undefined>;
  children?: ReactNode;
}

/** That the request or the message has arrived, and until when we answer. */
export function RequestNews({ page, request, query, children }: RequestNewsProps) {
  const { t, format } = page.words;
  return (
    <Announce>
      {children}
      {query.filed === "1" && (
        <Notice tone="good" title={t("requests.filed", { reference: request.reference })}>
          <p>{t("requests.filedText", { date: format.day(request.due.date) })}</p>
        </Notice>
      )}
      {query.sent === "1" && <Notice tone="good" title={t("requests.sent")} />}
    </Announce>
  );
}

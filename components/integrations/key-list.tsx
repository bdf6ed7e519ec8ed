import type { ApiKeyView } from "@/domain/api-keys/catalog";
import type { Words } from "@/web/i18n";
import type { Page } from "../page";
import { Icon } from "../ui/icon";
import { Tag } from "../ui/tag";

interface KeyListProps {
  page: Page;
  keys: readonly ApiKeyView[];
  /** Whether the reader may change them, or only look. */
  mayManage: boolean;
}

const TONE = { open: "good", expired: "plain", revoked: "plain" } as const;

/** Every key by name and beginning, what it may do, how long, and when it was used last. */
export function KeyList({ page, keys, mayManage }: KeyListProps) {
  const { t } = page.words;
  if (keys.length === 0) return <p className="muted">{t("integrations.noKeys")}</p>;
  return (
    <ul className="card rows">
      {keys.map((key) => (
        <li key={key.id} className="row row-wrap">
          <Icon name="lock" />
          <div className="row-text">
            <p>
              <b>{key.name}</b>
              <span className="small">
                <code>{key.prefix}</code> ·{" "}
                {key.scopes.map((scope) => t(`integrations.scope.${scope}`)).join(" · ")}
              </span>
              <span className="small muted">{lineOf(page.words, key)}</span>
            </p>
          </div>
          <Tag tone={TONE[key.standing]}>{t(`integrations.standing.${key.standing}`)}</Tag>
          {mayManage && key.standing === "open" && <Acts page={page} of={key} />}
        </li>
      ))}
    </ul>
  );
}

function Acts({ page, of }: { page: Page; of: ApiKeyView }) {
  const { t } = page.words;
  const { id, name, prefix } = of;
  const at = `/desk/integrations/keys/${id}`;
  return (
    <p className="btn-row">
      <a
        className="btn btn-sm"
        href={`${at}/rotate`}
        aria-label={t("integrations.rotateNamed", { name, prefix })}
      >
        {t("integrations.rotate")}
      </a>
      <a
        className="btn btn-sm"
        href={`${at}/revoke`}
        aria-label={t("integrations.revokeNamed", { name, prefix })}
      >
        {t("integrations.revoke")}
      </a>
    </p>
  );
}

function lineOf({ t, format }: Words, key: ApiKeyView): string {
  const { createdBy: who, createdAt, expiresAt, lastUsedAt, standing } = key;
  const end = key.revokedAt ?? expiresAt;
  const moment = end && format.moment(end);
  const parts = [
    t("integrations.madeBy", { moment: format.moment(createdAt), who }),
    standing === "open" && moment ? t("integrations.until", { moment }) : "",
    standing !== "open" && moment ? t("integrations.ended", { moment }) : "",
    lastUsedAt
      ? t("integrations.lastUsed", { moment: format.moment(lastUsedAt) })
      : t("integrations.neverUsed"),
  ];
  return parts.filter(Boolean).join(" · ");
}

import { ACTS, type Agent, type SearchAuditInput } from "@/domain/audit/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button, ButtonLink } from "../ui/button";
import { Field, Select } from "../ui/field";
import { actWords } from "./line-words";

interface FilterFormProps {
  page: Page;
  search: Act;
  asked: SearchAuditInput;
  agents: readonly Agent[];
}

/** What to look for. It is sent, not put into the address, because an address or a number may stand in it. */
export function FilterForm({ page, search, asked, agents }: FilterFormProps) {
  const { t } = page.words;
  const acts = ACTS.map((value) => ({ value: value as string, label: actWords(page.words, value) }));
  const people = agents.map(({ id, name, role }) => ({
    value: id,
    label: t("desk.who", { name, role: t(`desk.role.${roleOf(role)}`) }),
  }));
  return (
    <ActForm page={page} act={search} className="card pad stack-lg">
      <Field
        label={t("audit.customer")}
        hint={t("audit.customerHint")}
        name="customer"
        maxLength={254}
        autoComplete="off"
        spellCheck={false}
        defaultValue={asked.customer}
      />
      <div className="audit-filters">
        <div className="field">
          <Select
            label={t("audit.agent")}
            name="agent"
            value={asked.agent ?? ""}
            options={[{ value: "", label: t("audit.anybody") }, ...people]}
          />
        </div>
        <div className="field">
          <Select
            label={t("audit.act")}
            name="act"
            value={asked.act ?? ""}
            options={[
              { value: "", label: t("audit.anything") },
              ...acts.sort((a, b) => a.label.localeCompare(b.label, page.words.locale)),
            ]}
          />
        </div>
        <Field
          label={t("audit.ticket")}
          name="ticket"
          maxLength={100}
          autoComplete="off"
          defaultValue={asked.ticket}
        />
        <Field label={t("audit.from")} name="from" type="date" defaultValue={asked.from} />
        <Field label={t("audit.to")} name="to" type="date" defaultValue={asked.to} />
      </div>
      <p className="btn-row">
        <Button kind="main">{t("audit.search")}</Button>
        <ButtonLink kind="quiet" href="/desk/audit">
          {t("audit.everything")}
        </ButtonLink>
      </p>
    </ActForm>
  );
}

const ROLES = ["support", "privacy_officer", "admin", "auditor"] as const;
const roleOf = (role: string) => ROLES.find((one) => one === role) ?? "support";

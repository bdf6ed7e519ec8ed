import type { RecipientView } from "@/web/protection";
import type { Page } from "../page";
import { SaidText } from "../said";
import { type Fact, Facts } from "../ui/facts";

/** Who else gets data, what for and where, and what protects it there. */
export function Recipients({ page, recipients }: { page: Page; recipients: readonly RecipientView[] }) {
  return (
    <ul className="card rows">
      {recipients.map((recipient) => (
        <li key={recipient.id} className="pad stack">
          <h3>
            {recipient.url ? (
              <a href={recipient.url} rel="noreferrer">
                <SaidText page={page} said={recipient.name} />
              </a>
            ) : (
              <SaidText page={page} said={recipient.name} />
            )}
          </h3>
          <Facts facts={factsOf(page, recipient)} />
        </li>
      ))}
    </ul>
  );
}

function factsOf(page: Page, { whatFor, country, safeguard }: RecipientView): Fact[] {
  const { t, format } = page.words;
  const facts: Fact[] = [
    { term: t("protection.whatFor"), detail: <SaidText page={page} said={whatFor} /> },
    { term: t("protection.country"), detail: format.country(country) },
  ];
  if (!safeguard) return facts;
  return [...facts, { term: t("protection.safeguard"), detail: <SaidText page={page} said={safeguard} /> }];
}

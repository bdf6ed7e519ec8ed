import type { RecipientView } from "@/web/protection";
import type { Page } from "../page";
import { SaidText } from "../said";
import { Hidden } from "../ui/hidden";

/** Who else gets data, what for and where, and what protects it there. */
export function Recipients({ page, recipients }: { page: Page; recipients: readonly RecipientView[] }) {
  const { t, format } = page.words;
  return (
    <ul className="card rows">
      {recipients.map((recipient) => (
        <li key={recipient.id} className="row">
          <div className="row-text">
            <p>
              <b>
                <Name page={page} recipient={recipient} />
              </b>
              <SaidText page={page} said={recipient.whatFor} />
              {recipient.safeguard && (
                <span className="small muted">
                  {t("protection.safeguard")} <SaidText page={page} said={recipient.safeguard} />
                </span>
              )}
            </p>
          </div>
          <span className="row-end muted">
            <Hidden>{t("protection.country")}: </Hidden>
            {format.country(recipient.country)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Name({ page, recipient: { name, url } }: { page: Page; recipient: RecipientView }) {
  if (!url) return <SaidText page={page} said={name} />;
  return (
    <a href={url} rel="noreferrer">
      <SaidText page={page} said={name} />
    </a>
  );
}

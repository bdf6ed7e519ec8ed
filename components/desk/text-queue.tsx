import type { UnclearText, UnclearTexts } from "@/domain/texts/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";

interface QueueProps {
  page: Page;
  view: UnclearTexts;
  decide: Act;
}

/** Texts that may be a stop, the oldest first, each with both answers in the same size. */
export function TextQueue({ page, view, decide }: QueueProps) {
  const { t } = page.words;
  return (
    <>
      <ul className="card rows">
        {view.texts.map((text) => (
          <li key={text.id} className="row">
            <Written page={page} text={text} />
            <Decide page={page} text={text} act={decide} />
          </li>
        ))}
      </ul>
      {view.waiting > view.texts.length && (
        <p className="muted small">{t("desk.texts.more", { count: view.texts.length })}</p>
      )}
    </>
  );
}

function Written({ page, text }: { page: Page; text: UnclearText }) {
  const { t } = page.words;
  return (
    <div className="row-text">
      {text.body === null ? (
        <p className="muted">{t("desk.texts.gone")}</p>
      ) : (
        <blockquote dir="auto" className="mail-text">
          {text.body}
        </blockquote>
      )}
      <p className="small muted">{which(page, text)}</p>
    </div>
  );
}

const which = ({ words: { t, format } }: Page, { from, receivedAt }: UnclearText): string =>
  t("desk.texts.which", { from, moment: format.moment(receivedAt) });

function Decide({ page, text, act }: { page: Page; text: UnclearText; act: Act }) {
  const { t } = page.words;
  const answers = [
    ["stop", t("desk.texts.stop")],
    ["not_stop", t("desk.texts.notStop")],
  ] as const;
  return (
    <div className="btn-row">
      {answers.map(([is, word]) => (
        <ActForm key={is} page={page} act={act} values={{ text: text.id, is }}>
          <Button small label={`${word}: ${which(page, text)}`}>
            {word}
          </Button>
        </ActForm>
      ))}
    </div>
  );
}

import type { StoppedView } from "@/domain/choices/catalog";
import type { Page } from "../page";
import { Hidden } from "../ui/hidden";
import { Icon } from "../ui/icon";
import type { CellProps } from "./cell";
import { LastChange } from "./cell-notes";

/** The carrier was told stop: no switch of ours would bring anything, so there is none, and how to mend it stands here. */
export function Stopped(props: CellProps & { stopped: StoppedView }) {
  const { page, stopped, name } = props;
  return (
    <>
      <span className="state">
        <Icon name="lock" />
        <span>
          {page.words.t("choices.stopped")}
          <Hidden>: {name}</Hidden>
        </span>
      </span>
      <StoppedNote page={page} stopped={stopped} />
      <LastChange {...props} />
    </>
  );
}

/** `answer`: which number it was is not known; an answer to any of our texts reaches it. */
const WORDS = {
  stopped: "choices.stoppedByText",
  answer: "choices.stoppedByTextPlain",
  unclear: "choices.stoppedUnclear",
} as const;

/** What a text did, and how to take it back; or that it has to be read first. */
export function StoppedNote({ page, stopped }: { page: Page; stopped: StoppedView }) {
  const { t, format } = page.words;
  const date = format.day(stopped.at);
  return (
    <span className="state-note">
      {t(WORDS[stopped.state === "stopped" && stopped.number === "" ? "answer" : stopped.state], {
        date,
        number: stopped.number,
      })}
    </span>
  );
}

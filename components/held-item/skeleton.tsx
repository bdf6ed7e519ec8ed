import type { HeldCard } from "@/domain/held-data/catalog";
import type { Page } from "../page";

/** Rows of a list before "show all". */
const ROWS = 5;

/** Holds the place of a value that is being read, as tall as it will be, so that nothing moves. */
export function Skeleton({ page, card }: { page: Page; card: HeldCard }) {
  const text = page.words.t("data.loading", { source: card.source.name.text });
  return (
    <>
      <div className="item-value muted loading">{text}</div>
      {card.shape === "list" && !card.masked && (
        <div className="loading-list" aria-hidden="true">
          {Array.from({ length: ROWS + 1 }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: empty places, all alike
            <span key={index} />
          ))}
        </div>
      )}
    </>
  );
}

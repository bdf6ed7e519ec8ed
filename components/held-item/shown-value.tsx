import type { Shown } from "@/domain/held-data/shown";
import type { Page } from "../page";
import { Hidden } from "../ui/hidden";

interface ShownProps {
  page: Page;
  value: Shown;
  /** What it is a value of, for the words of a picture. */
  of: string;
}

const Nothing = ({ page }: { page: Page }) => <span className="muted">{page.words.t("common.nothing")}</span>;

/** One value in the reader's words. Whatever a source returned, it is text here and never markup. */
export function ShownValue({ page, value, of }: ShownProps) {
  const { t, format } = page.words;
  switch (value.as) {
    case "nothing":
      return <Nothing page={page} />;
    case "text":
      return (
        <span className="said" dir="auto">
          {value.text}
          {value.more > 0 && <span className="muted"> {t("data.moreText", { count: value.more })}</span>}
        </span>
      );
    case "number":
      return <span className="num">{format.decimal(value.value)}</span>;
    case "plain_number":
      return <span className="num">{value.value}</span>;
    case "money":
      return <span className="num">{format.money(value.amount, value.currency)}</span>;
    case "percent":
      return <span className="num">{format.percent(Number(value.value))}</span>;
    case "boolean":
      return <>{t(value.value ? "common.yes" : "common.no")}</>;
    case "date":
      return <time dateTime={value.date}>{format.day(value.date)}</time>;
    case "datetime":
      return <time dateTime={value.at}>{format.moment(new Date(value.at))}</time>;
    case "duration":
      return <>{format.duration(value.duration)}</>;
    case "country":
      return <>{format.country(value.code)}</>;
    case "size":
      return <>{t("data.bytes", { size: format.size(value.bytes) })}</>;
    case "masked":
      return (
        <span className="mask">
          <Hidden>{t("data.masked")}: </Hidden>
          <bdi>{value.hint}</bdi>
        </span>
      );
    default:
      return <MadeValue page={page} value={value} of={of} />;
  }
}

type Made = Extract<Shown, { as: "link" | "email" | "phone" | "image" | "items" | "pairs" }>;

/** Values that are more than words: addresses, pictures, and values made of values. */
function MadeValue({ page, value, of }: { page: Page; value: Made; of: string }) {
  const { t } = page.words;
  switch (value.as) {
    case "email":
    case "phone":
      return <bdi>{value.text}</bdi>;
    case "link":
      return (
        <a href={value.href} rel="noreferrer nofollow">
          <bdi>{value.text}</bdi>
        </a>
      );
    case "image":
      return (
        // biome-ignore lint/performance/noImgElement: the picture is in the page itself
        <img
          className="held-image"
          src={`data:${value.type};base64,${value.base64}`}
          alt={t("data.image", { item: of })}
        />
      );
    case "items":
      if (value.items.length === 0 && value.more === 0) return <Nothing page={page} />;
      return (
        <ul className="held-list">
          {value.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: values have no name of their own
            <li key={index}>
              <ShownValue page={page} value={item} of={of} />
            </li>
          ))}
          {value.more > 0 && <li className="muted">{t("data.moreItems", { count: value.more })}</li>}
        </ul>
      );
    case "pairs":
      if (value.pairs.length === 0 && value.more === 0) return <Nothing page={page} />;
      return (
        <dl className="held-pairs">
          {value.pairs.map((pair) => (
            <div key={pair.name}>
              <dt>{pair.name}</dt>
              <dd>
                <ShownValue page={page} value={pair.value} of={of} />
              </dd>
            </div>
          ))}
          {value.more > 0 && <div className="muted">{t("data.moreItems", { count: value.more })}</div>}
        </dl>
      );
  }
}

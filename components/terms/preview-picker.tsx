import type { ReactNode } from "react";
import type { Said } from "@/domain/brand/text";
import type { ImaginedCustomer, TermsPreview } from "@/domain/terms/catalog";
import type { Page } from "../page";
import { SaidText } from "../said";
import { Section } from "../ui/layout";
import { languageIn } from "./terms-beside";

interface PickerProps {
  page: Page;
  preview: TermsPreview;
  customer: ImaginedCustomer;
  locales: readonly string[];
  /** The same preview for another customer. */
  href: (customer: ImaginedCustomer) => string;
}

/** Who the version is previewed for: choices, held data, what they knew before, their language. */
export function PreviewPicker(props: PickerProps) {
  const { page, preview, customer, locales, href } = props;
  const { t, format, locale } = page.words;
  const { standing, earlier, since } = preview;
  const days = [...earlier, ""];
  return (
    <Section id="customer" title={t("terms.desk.previewPick")}>
      <Purposes {...props} />
      <Items {...props} />
      {earlier.length > 0 && (
        <Chips label={t(`terms.desk.previewSince_${standing.agreement}`)}>
          {days.map((day) => (
            <Chip key={day} href={href({ ...customer, since: day })} on={day === (since ?? "")}>
              {day === "" ? t("terms.desk.previewNothing") : format.day(day)}
            </Chip>
          ))}
        </Chips>
      )}
      <Chips label={t("terms.desk.previewIn")}>
        {locales.map((tag) => (
          <Chip key={tag} href={href({ ...customer, locale: tag })} on={tag === customer.locale}>
            {languageIn(locale, tag)}
          </Chip>
        ))}
      </Chips>
    </Section>
  );
}

function Purposes({ page, preview, customer, href }: PickerProps) {
  const { t } = page.words;
  const picked = preview.purposes.filter(({ on, fixed }) => on && !fixed).map(({ id }) => id);
  if (preview.purposes.length === 0) return null;
  return (
    <Chips label={t("terms.desk.previewOn")}>
      {preview.purposes.map(({ id, name, on, fixed }) => (
        <Chip key={id} href={fixed ? null : href({ ...customer, on: toggled(picked, id) })} on={on}>
          <Named page={page} name={name} word={t(fixed ? "terms.desk.previewFixed" : onOff(on))} />
        </Chip>
      ))}
    </Chips>
  );
}

function Items({ page, preview, customer, href }: PickerProps) {
  const { t } = page.words;
  if (preview.items.length === 0) return null;
  return (
    <Chips label={t("terms.desk.previewHeld")}>
      {preview.items.map(({ id, name, on }) => (
        <Chip key={id} href={href({ ...customer, held: toggled(customer.held, id) })} on={on}>
          <Named
            page={page}
            name={name}
            word={t(on ? "terms.desk.previewIsHeld" : "terms.desk.previewNotHeld")}
          />
        </Chip>
      ))}
    </Chips>
  );
}

const onOff = (on: boolean) => (on ? "choices.on" : "choices.off");

const toggled = (ids: readonly string[], id: string): string[] =>
  ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];

function Named({ page, name, word }: { page: Page; name: Said; word: string }) {
  return (
    <span>
      <SaidText page={page} said={name} />: {word}
    </span>
  );
}

function Chips({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="preview-pick">
      <h3>{label}</h3>
      <ul className="chips">{children}</ul>
    </div>
  );
}

/** One that can be picked, or, without an address, one that stands. */
function Chip({ href, on, children }: { href: string | null; on: boolean; children: ReactNode }) {
  const current = on ? "true" : undefined;
  return (
    <li>
      {href === null ? (
        <span className="chip" aria-current={current}>
          {children}
        </span>
      ) : (
        <a className="chip" href={`${href}#customer`} aria-current={current}>
          {children}
        </a>
      )}
    </li>
  );
}

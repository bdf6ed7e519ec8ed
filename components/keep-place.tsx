"use client";
// A client component, because only script can do it: after a form was sent without leaving the page, the reader
// stays where they were, on the control they used, and hears what came of it; or is put on the field to mend.

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useLayoutEffect, useRef } from "react";
import { forgetWritten, keepWritten } from "./last-written";

interface PlaceOnPage {
  path: string;
  top: number;
  /** What the form was about; the same form is drawn anew afterwards. */
  about: string;
}

/** A form by its own hidden fields, without those that change from one drawing to the next. */
function aboutOf(form: HTMLFormElement): string {
  const fields = [...form.querySelectorAll<HTMLInputElement>("input[type=hidden]")];
  const own = fields.filter(({ name }) => !/^\$|^(stamp|back|seen|to|act)$/u.test(name));
  return own.map(({ name, value }) => `${name}=${value}`).join("&");
}

function controlOf(about: string): HTMLElement | null {
  if (!about) return null;
  const form = [...document.forms].find((one) => aboutOf(one) === about);
  return form?.querySelector<HTMLElement>("button, select, textarea") ?? null;
}

/** The first field that was refused. Its own description says why, so whoever is put on it hears that. */
const refusedField = (): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>("main [aria-invalid=true]")].find((one) =>
    one.checkVisibility(),
  );

const titleOfNews = (): string => document.querySelector(".announce :is(h2, h3)")?.textContent ?? "";

/** Draws nothing that is seen: one live region that stays while pages come and go. */
export function KeepPlace() {
  const at = `${usePathname()}?${useSearchParams()}`;
  const place = useRef<PlaceOnPage>(null);
  const live = useRef<HTMLParagraphElement>(null);

  useEffect(() => {
    const remember = ({ target }: Event) => {
      if (!(target instanceof HTMLFormElement)) return;
      place.current = { path: location.pathname, top: scrollY, about: aboutOf(target) };
      keepWritten(target);
    };
    document.addEventListener("submit", remember, true);
    return () => document.removeEventListener("submit", remember, true);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is what says that the page was drawn anew
  useLayoutEffect(() => {
    const before = place.current;
    place.current = null;
    if (!before || !live.current) return;
    forgetWritten();
    const refused = refusedField();
    live.current.textContent = refused ? "" : titleOfNews();
    if (before.path !== location.pathname) return refused?.focus();
    const restore = requestAnimationFrame(() => {
      scrollTo({ top: before.top, behavior: "instant" });
      if (refused) refused.focus();
      else controlOf(before.about)?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(restore);
  }, [at]);

  return <p ref={live} className="vh" aria-live="polite" />;
}

"use client";
// A client component, because only script can do it: two columns scroll on their own, so the other one of point and
// clause is brought into view, and the points of the clause that is being read are marked.

import { useEffect } from "react";

const WIDE = "(min-width: 60rem)";
/** How far down the window somebody reads: what begins above this line is being read. */
const READING_LINE = 0.3;

/** Where a link within the page leads. */
const placeOf = (link: Element | null | undefined): Element | null =>
  document.getElementById(link?.getAttribute("href")?.slice(1) ?? "");

const clauseOf = (place: Element | null): Element | null =>
  place?.matches(".point") ? placeOf(place.querySelector("a.to-clause")) : place;

const pointsOf = (clause: Element | null): Element[] =>
  [...(clause?.querySelectorAll(".backs a") ?? [])].flatMap((link) => placeOf(link) ?? []);

/** Scrolls the column of points alone, and only where the point is out of sight. */
function showPoint(point: Element | undefined): void {
  const column = point?.closest(".short-in");
  if (!point || !column) return;
  const [at, around] = [point.getBoundingClientRect(), column.getBoundingClientRect()];
  if (at.top < around.top || at.bottom > around.bottom) column.scrollTop += at.top - around.top;
}

/** The other one of the pair that the address names. */
function showPair(): void {
  const place = document.querySelector(".point:target, .clause:target");
  if (!place || !matchMedia(WIDE).matches) return;
  const isPoint = place.matches(".point");
  if (isPoint) clauseOf(place)?.scrollIntoView({ behavior: "instant", block: "start" });
  showPoint(isPoint ? place : pointsOf(place)[0]);
}

function isInWindow(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

/** The clause that was chosen, as long as it can be seen; else the last that begins above the line. */
function clauseRead(): Element | null {
  const chosen = clauseOf(document.querySelector(".point:target, .clause:target"));
  if (chosen && isInWindow(chosen)) return chosen;
  const line = innerHeight * READING_LINE;
  return (
    [...document.querySelectorAll(".full .clause")].findLast(
      (clause) => clause.getBoundingClientRect().top <= line,
    ) ?? null
  );
}

/** Draws nothing. Without script the links lead there and back all the same. */
export function KeepPair() {
  useEffect(() => {
    let read: Element | null = null;
    let frame = 0;
    const mark = () => {
      frame = 0;
      const clause = matchMedia(WIDE).matches ? clauseRead() : null;
      if (clause === read) return;
      read = clause;
      for (const point of document.querySelectorAll(".point[aria-current]"))
        point.removeAttribute("aria-current");
      for (const point of pointsOf(clause)) point.setAttribute("aria-current", "true");
      showPoint(pointsOf(clause)[0]);
    };
    const onScroll = () => {
      frame ||= requestAnimationFrame(mark);
    };
    showPair();
    addEventListener("hashchange", showPair);
    addEventListener("scroll", onScroll, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("hashchange", showPair);
      removeEventListener("scroll", onScroll);
    };
  }, []);
  return null;
}

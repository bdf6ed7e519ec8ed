"use client";
// A client component, because Next shows faults in the browser only. Its words come with the page's body.

import { lastWritten } from "@/components/last-written";

/**
 * A page that could not be shown, with a way on that needs no script. Whether what was sent before was saved, or
 * whose fault it is, nobody knows here: the network may have broken off. What they wrote stands here to be copied: the form itself is gone.
 */
export default function Fault() {
  const words = typeof document === "undefined" ? {} : document.body.dataset;
  const written = lastWritten();
  return (
    <main className="wrap narrow">
      <div className="head">
        <h1>{words.faultTitle}</h1>
        <p className="lede">{words.faultText}</p>
      </div>
      <div className="stack">
        {written && (
          <p className="field">
            <label htmlFor="written">{words.faultWritten}</label>
            <textarea className="input" id="written" rows={6} readOnly defaultValue={written} />
          </p>
        )}
        <a className="btn" href="?">
          {words.faultAgain}
        </a>
      </div>
      <p className="section small muted">{words.faultReference}</p>
    </main>
  );
}

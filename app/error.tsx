"use client";
// A client component, because Next shows faults in the browser only. Its words come with the page's body.

/**
 * A page that could not be shown, with a way on that needs no script. Whether what was sent before was saved, or
 * whose fault it is, nobody knows here: the network may have broken off.
 */
export default function Fault() {
  const words = typeof document === "undefined" ? {} : document.body.dataset;
  return (
    <main className="wrap narrow">
      <div className="head">
        <h1>{words.faultTitle}</h1>
        <p className="lede">{words.faultText}</p>
      </div>
      <a className="btn" href="?">
        {words.faultAgain}
      </a>
      <p className="section small muted">{words.faultReference}</p>
    </main>
  );
}

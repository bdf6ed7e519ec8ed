import type { Check } from "./problem";

/** A client component costs every reader its script, so its second line says why it is worth that. */
export const useClient: Check = (files) =>
  [...files].flatMap(([file, text]) => {
    if (!/\.tsx?$/.test(file)) return [];
    const [first = "", second = ""] = text.split("\n");
    if (!/^["']use client["'];?$/.test(first.trim())) {
      const late = text.split("\n").findIndex((line) => /^["']use client["'];?$/.test(line.trim()));
      return late < 0
        ? []
        : [{ file, line: late + 1, message: "“use client” stands below — make it the first line" }];
    }
    if (/^\/\/ \S.{14,}/.test(second.trim())) return [];
    return [
      {
        file,
        line: 2,
        message: "the second line does not say why this runs in the browser — write // and why",
      },
    ];
  });

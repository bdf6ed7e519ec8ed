import type { Check } from "./context";

/** What a picture could do besides being looked at, and what to do about it. */
const UNSAFE: readonly [RegExp, string][] = [
  [/<script[\s>/]/i, "the picture holds a script — take out <script>"],
  [/\son[a-z]+\s*=/i, "the picture runs a script on an event — take out the on… attributes"],
  [/javascript:/i, "the picture links to a script — take out javascript:"],
  [/<foreignObject[\s>/]/i, "the picture holds a page of HTML — take out <foreignObject>"],
  [
    /(?:href|src)\s*=\s*["']?\s*(?:https?:)?\/\//i,
    "the picture loads something from elsewhere — put it into the file",
  ],
  [/url\(\s*["']?\s*(?:https?:)?\/\//i, "the picture loads something from elsewhere — put it into the file"],
  [/<!(?:DOCTYPE|ENTITY)\b/i, "the picture declares entities — take out <!DOCTYPE …>"],
];

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** theme/: pictures that are SVG and only pictures. */
export const checkPictures: Check = (folder, found) => {
  for (const { path, text } of folder.pictures) {
    if (!/^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/i.test(text)) {
      found.problems.push({
        file: path,
        line: 1,
        column: 1,
        message: "the file is not SVG — save the picture as SVG",
      });
    }
    for (const [pattern, message] of UNSAFE) {
      const match = pattern.exec(text);
      if (match) found.problems.push({ file: path, ...placeOf(text, match.index), message });
    }
  }
};

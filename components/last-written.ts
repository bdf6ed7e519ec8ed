/** What stood in the large boxes of the form that was sent last, in this tab's memory alone. Codes have boxes of one line. */
let written = "";

export function keepWritten(form: HTMLFormElement): void {
  written = [...form.querySelectorAll("textarea")].map(({ value }) => value).join("\n\n");
}

/** Once a page was drawn after it, the page has what is left to say. */
export function forgetWritten(): void {
  written = "";
}

export const lastWritten = (): string => written.trim();

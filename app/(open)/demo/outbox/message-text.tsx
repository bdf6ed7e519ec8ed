/** A message's plain text; links in it can be followed. */
export function MessageText({ text }: { text: string }) {
  const parts = text.split(/(https?:\/\/\S+)/u);
  return (
    <p className="mail-text">
      {parts.map((part, index) =>
        /^https?:/u.test(part) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text stay in place
          <a key={index} href={part}>
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </p>
  );
}

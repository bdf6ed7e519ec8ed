import type { PreparedCopy } from "@/domain/requests/catalog";

/** To the request just filed, which says so. */
export const afterOpening = ({ id }: { id: string }): string => `/requests/${id}?filed=1`;

/** Back to the request, at its messages. */
export const afterWriting = (_: unknown, { input }: { input: { id: string } }): string =>
  `/requests/${input.id}?sent=1`;

/** To the page that downloads the copy. The link is worth nothing without the session it was made in. */
export const afterPreparing = ({ token, expiresAt }: PreparedCopy): string =>
  `/requests/copy?${new URLSearchParams({ link: token, until: expiresAt.toISOString() })}`;

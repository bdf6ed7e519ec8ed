/** Our forms hold a few short fields. */
const MOST_BYTES = 65_536;

/**
 * The form in a request to a route handler, or null when what was sent is none: another kind of body, one
 * without a length, a very long one, a broken one. For actions Next itself draws these lines.
 */
export async function postedForm(request: Request): Promise<FormData | null> {
  const type = request.headers.get("content-type") ?? "";
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\s*(;|$)/i.test(type)) return null;
  if (!(length <= MOST_BYTES)) return null;
  return request.formData().catch(() => null);
}

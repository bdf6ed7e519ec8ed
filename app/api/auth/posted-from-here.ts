import { isDomainError } from "@/domain/errors";
import { requireOwnOrigin } from "@/web/origin";
import { postedForm } from "@/web/posted-form";

/** The form in a request that a page of ours sent, or the answer that refuses it. */
export async function postedFromHere(request: Request): Promise<FormData | Response> {
  try {
    await requireOwnOrigin();
  } catch (error) {
    if (isDomainError(error, "forbidden")) return new Response(null, { status: 403 });
    throw error;
  }
  return (await postedForm(request)) ?? new Response(null, { status: 415 });
}

import { notFound } from "next/navigation";
import { requireDesk } from "@/web/desk-context";

/** Addresses under the desk that are none are told so in the desk's own frame, to staff alone. */
export default async function DeskMissing() {
  await requireDesk();
  notFound();
}

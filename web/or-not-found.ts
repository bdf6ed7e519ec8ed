import { notFound } from "next/navigation";
import { isDomainError } from "@/domain/errors";

/** A missing row and another person's row are the same page: there is nothing here. */
export async function orNotFound<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (isDomainError(error, "not_found") || isDomainError(error, "invalid")) notFound();
    throw error;
  }
}

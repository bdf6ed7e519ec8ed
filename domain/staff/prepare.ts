import { withSight } from "@/db/client";
import type { House } from "../house";
import { sendMessage } from "../messages";
import { newCode } from "../sessions/keys";
import { armStaffAsked, findUnprepared } from "./asked-store";
import { STAFF_SIGN_IN_MINUTES } from "./catalog";
import { hashStaffCode, openEmail } from "./keys";
import { findByCode } from "./store";

/**
 * The job `staff_sign_in.prepare`: makes the code and sends it, if the address is somebody's of staff. Runs after
 * the answer was given, so that its time tells nobody anything. For anyone else a code is made that nobody gets.
 * Twice is once.
 */
export async function prepareStaffSignIn(house: House, job: { id: string; locale: string }): Promise<void> {
  const { keys } = house;
  await withSight(house.db, {}, async (tx) => {
    const asked = await findUnprepared(tx, job.id);
    if (!asked) return;
    const person = await findByCode(tx, asked.lookup);
    const code = newCode();
    const armed = {
      id: asked.id,
      codeHash: hashStaffCode(keys, asked.id, code),
      staffId: person?.id ?? null,
    };
    if (!(await armStaffAsked(tx, armed)) || !person) return;
    const params = { code, minutes: STAFF_SIGN_IN_MINUTES };
    const message = { to: openEmail(keys, person), template: "staff_sign_in", params } as const;
    await sendMessage(tx, { house, requestId: asked.id }, { ...message, locale: job.locale });
  });
}

import type { NewPasskeyQuestion, PasskeyRow } from "@/domain/staff/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Factor } from "./own-factors";
import { PasskeyButton } from "./passkey-button";

interface OwnPasskeysProps {
  page: Page;
  passkeys: readonly PasskeyRow[];
  question: NewPasskeyQuestion;
  acts: { add: Act; remove: Act };
  name: string | undefined;
}

/** One's own passkeys. Adding one needs script; removing does not. */
export function OwnPasskeys({ page, passkeys, question, acts, name }: OwnPasskeysProps) {
  const { t, format } = page.words;
  const texts = { button: t("staffAccount.passkeyAdd"), failed: t("staffSignIn.passkeyFailed") };
  return (
    <>
      {passkeys.length === 0 && <p className="muted">{t("staffAccount.passkeysNone")}</p>}
      {passkeys.length > 0 && (
        <ul className="card rows">
          {passkeys.map((passkey) => (
            <Factor key={passkey.id} name={passkey.name} text={timesOf(passkey)}>
              <ActForm page={page} act={acts.remove} values={{ id: passkey.id }} at="passkeys">
                <Button small label={t("staffAccount.passkeyRemoveNamed", { name: passkey.name })}>
                  {t("staffAccount.passkeyRemove")}
                </Button>
              </ActForm>
            </Factor>
          ))}
        </ul>
      )}
      <ActForm page={page} act={acts.add} at="passkeys" className="stack after">
        <Field
          label={t("staffAccount.passkeyName")}
          name="name"
          defaultValue={name}
          maxLength={60}
          required
        />
        <PasskeyButton question={{ make: question }} texts={texts} />
        <noscript>
          <p className="small muted">{t("staffSignIn.passkeyScript")}</p>
        </noscript>
      </ActForm>
    </>
  );

  function timesOf({ createdAt, lastUsedAt }: PasskeyRow): string {
    const added = t("staffAccount.passkeySince", { moment: format.moment(createdAt) });
    if (!lastUsedAt) return added;
    return `${added} · ${t("staffAccount.passkeyUsed", { moment: format.moment(lastUsedAt) })}`;
  }
}

import type { ComponentProps } from "react";
import { ActForm } from "../act-form";
import type { Act } from "../page";
import { Button } from "../ui/button";
import { WhoField } from "./who-field";

type StartFormProps = ComponentProps<typeof WhoField> & { act: Act; next: string };

/** Where the message with the code should go. */
export function StartForm({ act, next, ...who }: StartFormProps) {
  return (
    <ActForm page={who.page} act={act} values={{ next }} className="stack">
      <WhoField {...who} />
      <Button kind="main" wide>
        {who.page.words.t("signIn.start")}
      </Button>
    </ActForm>
  );
}

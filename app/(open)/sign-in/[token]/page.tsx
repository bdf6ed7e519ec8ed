import { ActForm } from "@/components/act-form";
import { deviceWords } from "@/components/sign-in/device-words";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card, PageHead } from "@/components/ui/layout";
import { readSignInLink } from "@/domain/sessions";
import { SIGN_IN_MINUTES } from "@/domain/sessions/catalog";
import { pageOf } from "@/web/page";
import { requestContext } from "@/web/request-context";
import { Frame } from "../../../frame";
import { linkAction } from "../actions";

/** Opening it signs nobody in: mail scanners open every link. The button does. */
export default async function SignInLinkPage({ params }: { params: Promise<{ token: string }> }) {
  const ctx = await requestContext();
  const { token } = await params;
  const link = await readSignInLink(ctx.house, token);
  const page = pageOf(ctx, "/sign-in");
  const { t, format } = page.words;
  const open = link.state === "open" ? link : null;
  const title = t(open ? "signIn.linkTitle" : "signIn.linkOverTitle");
  return (
    <Frame ctx={ctx} page={page} at="sign-in" title={title} narrow>
      <PageHead
        title={title}
        lede={
          open
            ? t("signIn.linkLede", { address: open.address })
            : t("signIn.linkOverText", { minutes: SIGN_IN_MINUTES })
        }
      />
      <Card pad>
        {open ? (
          <>
            <p>
              {t("signIn.linkAsked", {
                time: format.moment(open.askedAt),
                device: deviceWords(page.words, open.device),
              })}
            </p>
            <ActForm page={page} act={linkAction} values={{ token }}>
              <Button kind="main" wide>
                {t("signIn.linkButton")}
              </Button>
            </ActForm>
            <p className="small muted">{t("signIn.linkNotYou")}</p>
          </>
        ) : (
          <ButtonLink href="/sign-in" wide>
            {t("signIn.linkNew")}
          </ButtonLink>
        )}
      </Card>
    </Frame>
  );
}

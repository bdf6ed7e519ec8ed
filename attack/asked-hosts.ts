import type { Tally } from "./attack";
import type { Watched } from "./hostile";
import { pageForms } from "./page-forms";
import { sendRaw } from "./raw-socket";

/** Whom the product asks itself must not be told by whoever asks it. */
export async function tryHosts({ house, canary, customers, signIn }: Watched, tally: Tally): Promise<void> {
  const person = await signIn(customers[0]?.email ?? "");
  const at = `localhost:${canary.port}`;
  const [language] = pageForms("/terms", (await person.get("/terms")).text).filter(
    ({ fields }) => "locale" in fields,
  );
  const id = language?.kind.replace("$ACTION_ID_", "") ?? "";
  const claims: Record<string, string>[] = [
    { host: at },
    { "x-forwarded-host": at },
    { forwarded: `host=${at}` },
    { host: at, "x-forwarded-host": at, origin: `http://${at}` },
  ];
  for (const claim of claims) {
    const forms = {
      ...claim,
      "next-action": id,
      accept: "text/x-component",
      "next-router-state-tree": "%5B%22%22%5D",
    };
    for (const headers of [claim, forms]) {
      const { status } = await person.copy().send("/terms", { ...language?.fields, locale: "en" }, headers);
      tally.check(status < 500, `an action with ${JSON.stringify(claim)}: ${status}`);
    }
    for (const path of ["/", "/account", "/sign-in", "/terms//x"]) {
      const { location, status } = await person.copy().get(path, { ...claim, rsc: "1" });
      tally.check(
        status < 500 && !location?.includes(String(canary.port)),
        `${path} with ${JSON.stringify(claim)}: ${status} ${location}`,
      );
    }
  }
  const url = encodeURIComponent(`http://${at}/x.png`);
  for (const path of [
    `/_next/image?url=${url}&w=64&q=75`,
    `/theme/${url}`,
    `/_next/data/x/${url}.json`,
    `/terms?url=${url}`,
  ])
    tally.check((await person.get(path)).status < 500, `${path} failed`);
  for (const head of [
    `GET http://${at}/ HTTP/1.1\r\nHost: ${at}`,
    `GET / HTTP/1.1\r\nHost: ${at}`,
    `CONNECT ${at} HTTP/1.1\r\nHost: ${at}`,
  ])
    await sendRaw(
      house.url,
      `${head}\r\nConnection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\nX-Middleware-Rewrite: http://${at}/\r\n\r\n`,
    );
}

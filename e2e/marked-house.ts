import { newAgent, visit } from "./agents";
import { type Answer, Browserless } from "./browserless";
import { texting } from "./carrier";
import { tryDeskToo, type UsedWithDesk } from "./every-form";
import { type Marked, markedPeople } from "./marked-people";
import { makeData, removeData } from "./own-data";
import { openAsk, rowsOf, shopRowsOf, staffRowsOf } from "./rows";
import { type Running, startForthright } from "./running";

/** A Forthright of its own in which one person used everything, and those who should see none of it. */
export interface MarkedHouse {
  running: Running;
  /** Where its data is. */
  folder: string;
  owner: Marked;
  used: UsedWithDesk;
  other: Marked;
  nobody: Browserless;
  /** Has the cookie of a session of the owner's that was ended. */
  ended: Browserless;
  /** Support at the desk, in no visit. */
  support: Browserless;
  /** All that is kept of the owner, here and in the shop, and of the staff who were about them. */
  ownersRows(): Promise<unknown>;
  close(): Promise<void>;
}

export async function openMarkedHouse(): Promise<MarkedHouse> {
  const data = makeData("apart");
  const running = await startForthright({ data, env: { LOG_LEVEL: "info", ...texting } });
  const { url } = running;
  const shop = running.adminUrl("juniper_shop");
  const place = { url, app: running.adminUrl(), shop, marketing: running.adminUrl("juniper_marketing") };
  const [owner, other] = (await markedPeople(place, 2)) as [Marked, Marked];
  const demo = { url, folder: data };
  const ended = await endedSession(owner, url);
  const used = await tryDeskToo(owner, demo);
  const { agent, second, officer, admin } = used.desk;
  await visit(second, other.email);
  const [kept, inShop] = [await openAsk(place.app), await openAsk(shop)];
  return {
    running,
    folder: data,
    owner,
    other,
    nobody: new Browserless(url),
    ended,
    support: (await newAgent("support", demo)).desk,
    used,
    ownersRows: async () => [
      await rowsOf(kept.ask, owner.customerId),
      await shopRowsOf(inShop.ask, owner.number),
      await staffRowsOf(kept.ask, [agent.name, officer.name, admin.name]),
    ],
    close: async () => {
      await Promise.all([kept.end(), inShop.end()]);
      await running.stop();
      removeData(data);
    },
  };
}

async function endedSession(owner: Marked, url: string): Promise<Browserless> {
  const person = new Browserless(url);
  await person.signIn(owner.email);
  const kept = person.at(url);
  const [out] = (await person.forms("/account")).filter(({ html }) => />Sign out</.test(html));
  const { location } = await person.send("/account", out?.fields ?? {});
  if (!location?.includes("bye")) throw new Error(`not signed out: ${location}`);
  return kept;
}

/** What of a person's marks stands in an answer, its headers included. */
export function leaksIn(answer: Answer, { marks }: Marked): string[] {
  const whole = `${[...answer.headers].flat().join("\n")}\n${answer.text}`.toLowerCase();
  return marks.filter((mark) => whole.includes(mark.toLowerCase()));
}

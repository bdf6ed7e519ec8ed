import { type Attack, Tally } from "./attack";
import { hostileHouse, type Watched } from "./hostile";
import { jobsDone } from "./kept";
import { around } from "./lists/letters";
import type { Taken } from "./mail-server";
import { pageForms } from "./page-forms";

/** Headers of a message of the product's, in their own letters; anything else was slipped in. */
const HEADERS = new Set(
  "from to subject date message-id mime-version content-type content-transfer-encoding auto-submitted list-unsubscribe list-unsubscribe-post reply-to x-mailer content-language precedence x-auto-response-suppress feedback-id list-id".split(
    " ",
  ),
);

/** Texts that name one address and no other, in whatever letters: whoever types one asks for a message to just there. */
const plainly = (texts: readonly string[]) =>
  new Set(
    texts
      .map((text) => text.normalize("NFKC").replaceAll("\u3002", ".").trim().toLowerCase())
      .filter((text) => /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(text)),
  );

function wrongIn({ raw, to, from }: Taken, asked: ReadonlySet<string>): string[] {
  const end = raw.indexOf("\r\n\r\n");
  const lines = raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]/g, " ")
    .split("\r\n");
  const names = lines.map((line) => /^([!-9;-~]+):/.exec(line)?.[1]?.toLowerCase() ?? `(${line})`);
  const strange = names.filter((name) => !HEADERS.has(name));
  const twice = names.filter((name, n) => names.indexOf(name) !== n);
  const bare = /(^|[^\r])\n|\r([^\n]|$)/.test(raw.slice(0, end));
  const [one = ""] = to;
  const others = to.length !== 1 || (!asked.has(one.toLowerCase()) && /@[^@]*evil|[\s,;<>"]|@.*@/.test(one));
  const sender = lines.find((line) => /^from:/i.test(line)) ?? "";
  const asUs =
    from === "privacy@juniper.example" &&
    /<?privacy@juniper\.example>?\s*$/.test(sender) &&
    (sender.match(/@/g) ?? []).length >= 1;
  return [
    ...(strange.length ? [`headers ${strange}`] : []),
    ...(twice.length ? [`twice ${twice}`] : []),
    ...(bare ? ["a line that ends alone"] : []),
    ...(others ? [`recipients ${JSON.stringify(to)}`] : []),
    ...(asUs ? [] : [`sender ${from} ${sender}`]),
  ];
}

/** Everywhere where somebody may say to whom a message goes. */
async function ask(watched: Watched, texts: readonly string[], tally: Tally): Promise<void> {
  const { house, customers, signIn } = watched;
  const person = await signIn(customers[0]?.email ?? "");
  const admin = house.guest();
  const form = async (path: string, field: string) =>
    pageForms(path, (await (path.startsWith("/data") ? person : admin).get(path)).text).find(
      ({ fields }) => field in fields,
    );
  const [start, staff, fresh] = [
    await form("/sign-in", "who"),
    await form("/desk/sign-in", "email"),
    await form("/stop/x", "who"),
  ];
  const correct = pageForms("/data?whole=1", (await person.get("/data?whole=1")).text).find(
    ({ fields }) => fields.item === "email" && "value" in fields,
  );
  tally.check(Boolean(start && staff && fresh && correct), "a form is missing");
  for (const [n, text] of texts.entries()) {
    if (n % 5 === 0) await house.forgetLimits();
    const answers = [
      await house.guest().send("/sign-in", { ...start?.fields, who: text }),
      await house.guest().send("/desk/sign-in", { ...staff?.fields, email: text }),
      await house.guest().ask(fresh?.to ?? "/stop/x", {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ ...fresh?.fields, who: text }).toString(),
      }),
      await person.copy().send(correct?.to ?? "/data", { ...correct?.fields, value: text }),
    ];
    for (const { status } of answers)
      tally.check(status < 500, `${JSON.stringify(text)} was answered ${status}`);
  }
}

/** The shop itself gives such names and addresses for one of its people. */
async function tryRows(
  watched: Watched,
  { own, texts, shop }: { own: string; texts: readonly string[]; shop: Shop },
): Promise<void> {
  for (const text of texts) {
    const clean = text.replaceAll("\0", "");
    await shop("update retail.person set display_name = $1 where email = $2", [clean, own]);
    await watched.house.forgetLimits();
    await watched.mail.after(own, () => watched.house.guest().press("/sign-in", 'name="who"', { who: own }));
  }
}

type Shop = (query: string, values: unknown[]) => Promise<unknown>;

export const attack: Attack = {
  name: "letters",
  threat: "T42",
  beside: true,
  async run(target) {
    const tally = new Tally();
    const watched = await hostileHouse(target);
    const own = watched.customers[0]?.email ?? "";
    const texts = around(own).filter((_, n) => !target.short || n % 9 === 0);
    await ask(watched, texts, tally);
    const shop: Shop = (query, values) => target.sql(query, values, "juniper_shop");
    await tryRows(watched, { own, texts: texts.filter((_, n) => n % (target.short ? 8 : 4) === 0), shop });
    await jobsDone(watched.house);
    const { taken } = watched.mail;
    const asked = plainly(texts);
    for (const mail of taken) {
      const wrong = wrongIn(mail, asked);
      tally.check(
        wrong.length === 0,
        () => `a message «${mail.subject.slice(0, 40)}»: ${wrong.join("; ").slice(0, 300)}`,
      );
    }
    tally.check(taken.length >= 6, `only ${taken.length} messages came`);
    target.say(
      `   ${around(own).length} addresses, ${texts.length} tried in four forms; ${taken.length} messages taken`,
    );
    return tally;
  },
};

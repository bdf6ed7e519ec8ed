import { randomBytes } from "node:crypto";
import { type Answer, Browserless } from "./browserless";
import { data, expect, site, test } from "./fixtures";
import { idOf, linkTo, mailSystem, pressed } from "./links";
import { adminUrl, asAdmin } from "./running";
import { bytesOf } from "./same-bytes";

test.describe.configure({ timeout: 120_000 });

const ONE_CLICK = "List-Unsubscribe=One-Click";
const FORM = { "content-type": "application/x-www-form-urlencoded" };
const reason = async (mail: Awaited<ReturnType<typeof mailSystem>>, email: string) => {
  const requests = [{ customer: { email }, purpose: "offers", channel: "email" }];
  const { decisions } = await mail.post<{ decisions: { reason: string }[] }>("/decisions", { requests });
  return decisions[0]?.reason;
};

for (const javaScriptEnabled of [true, false])
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("stopping from a footer names what stops, confirms, and can be undone once", async ({
      page,
      ownCustomer: { email },
    }) => {
      const mail = await mailSystem({ site, data });
      await page.goto(await linkTo(mail, { email, kind: "stop" }));
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Stop “Offers and sales” by email?");
      await expect(page.getByText("Autumn offers")).toBeVisible();
      await expect(page.getByRole("main")).not.toContainText(email);
      await expect(page.getByRole("heading", { name: "You will still get" })).toBeVisible();
      await page.getByRole("button", { name: /^Stop these/ }).click();
      await expect(page.getByRole("status")).toContainText("Stopped. No more “Offers and sales” by email.");
      expect(await reason(mail, email)).toBe("withdrawn");
      const done = page.url();
      await page.getByRole("button", { name: "Undo" }).click();
      await expect(page.getByRole("status").filter({ hasText: "Undone" })).toBeVisible();
      expect(await reason(mail, email)).not.toBe("withdrawn");
      await page.goto(done);
      await expect(page.getByRole("button", { name: "Undo" })).toHaveCount(0);
    });

    test("less often, a pause and all marketing are one press each", async ({
      page,
      ownCustomer: { email },
    }) => {
      const path = await linkTo(await mailSystem({ site, data }), { email, kind: "stop" });
      for (const [name, said] of [
        [/^Only once a month/, "once a month"],
        [/^Pause 30 days/, "is paused until"],
        [/^Stop all marketing/, "Stopped. No more"],
      ] as const) {
        await page.goto(path);
        await page.getByRole("button", { name }).click();
        await expect(page.getByRole("status")).toContainText(said);
      }
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("They are stopped already");
    });

    test("“Why did I get this?” says what, why and who told of the yes, and can stop it", async ({
      page,
      ownCustomer: { email },
    }) => {
      await page.goto(await linkTo(await mailSystem({ site, data }), { email, kind: "why" }));
      const main = page.getByRole("main");
      await expect(main).toContainText("Autumn offers");
      await expect(main).toContainText("One of our systems told us");
      await expect(main).not.toContainText(/you switched it on/i);
      await expect(main).not.toContainText(email);
      await page.getByRole("button", { name: /^Stop these/ }).click();
      await expect(page.getByRole("status")).toContainText("Stopped.");
    });
  });

test("one click of a mail program acts at once, without cookies or redirect", async ({
  ownCustomer: { email },
}) => {
  const mail = await mailSystem({ site, data });
  const path = await linkTo(mail, { email, kind: "stop" });
  const program = new Browserless(site);
  const press = () => program.sendRaw(path, { method: "POST", headers: FORM, body: ONE_CLICK });
  for (let times = 0; times < 2; times += 1) {
    const { status, location } = await press();
    expect([status, location, [...program.cookies.keys()]]).toEqual([200, null, []]);
    expect(await reason(mail, email)).toBe("withdrawn");
  }
});

test("the language is chosen without leaving the link", async ({ page, ownCustomer: { email } }) => {
  const path = await linkTo(await mailSystem({ site, data }), { email, kind: "stop" });
  await page.goto(path);
  await page.locator("details.lang summary").click();
  await page.getByRole("button", { name: "Deutsch" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/per E-Mail beenden\?$/);
  expect(new URL(page.url()).pathname).toBe(path);
});

test("a link that is over says nothing and offers a fresh one", async ({ page }) => {
  for (const kind of ["stop", "why"]) {
    await page.goto(`/${kind}/${"A".repeat(43)}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link no longer works");
  }
  await page.getByLabel("Email or phone number").fill("quite.unknown@example.com");
  await page.getByRole("button", { name: "Send me a fresh link" }).click();
  await expect(page).toHaveURL(/\/sign-in\?sent=1/);
});

test("both pages stand every check of access, in every look", async ({
  page,
  ownCustomer: { email },
  expectAccessible,
}) => {
  const mail = await mailSystem({ site, data });
  const link = await linkTo(mail, { email, kind: "stop" });
  const why = await linkTo(mail, { email, kind: "why" });
  await page.emulateMedia({ reducedMotion: "reduce" });
  const looks = async (path: string) => {
    await page.goto(path);
    for (const width of [1280, 390])
      for (const colorScheme of ["light", "dark"] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await test.step(`${path.slice(0, 5)} ${width} ${colorScheme}`, () => expectAccessible());
      }
  };
  for (const path of [link, why]) await looks(path);
  await looks(await pressed({ site, link, act: "stop" }));
  await looks(link);
});

/** What somebody is told who holds a secret that opens nothing, whatever is the matter with it. */
async function toldAbout(secret: string): Promise<string[][]> {
  const answers: Answer[] = [];
  for (const kind of ["stop", "why"]) answers.push(await new Browserless(site).get(`/${kind}/${secret}`));
  for (const body of [ONE_CLICK, "act=stop&locale=en", `act=undo&undo=${"A".repeat(43)}&locale=en`])
    answers.push(
      await new Browserless(site).sendRaw(`/stop/${secret}`, { method: "POST", headers: FORM, body }),
    );
  return answers.map((answer) => bytesOf(answer).map((line) => line.replaceAll(secret, "S")));
}

test("a forged, an old, a used and another's secret are told the same, to the byte", async ({
  ownCustomer: { email },
}) => {
  const mail = await mailSystem({ site, data });
  const [link, why] = [
    await linkTo(mail, { email, kind: "stop" }),
    await linkTo(mail, { email, kind: "why" }),
  ];
  const undo = new URL(await pressed({ site, link, act: "stop" }), site).searchParams.get("undo") ?? "";
  const forged = await toldAbout(randomBytes(32).toString("base64url"));
  expect(await toldAbout(undo)).toEqual(forged);
  expect(await pressed({ site, link, act: "undo", undo })).toContain("undone=all");
  expect(await toldAbout(undo)).toEqual(forged);
  const old = "update choice_tokens set expires_at = now() - interval '1 second' where customer_id = $1";
  await asAdmin(adminUrl(data), old, [await idOf(mail, email)]);
  for (const path of [link, why]) expect(await toldAbout(path.split("/").at(-1) ?? "")).toEqual(forged);
});

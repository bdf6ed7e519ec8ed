import { Browserless } from "./browserless";
import { data, expect, forgetLimits, site, test } from "./fixtures";
import { customerOf } from "./marked-people";
import { adminUrl, asAdmin } from "./running";

test("a new address typed on an older sign-in is still there after the step-up, and nothing calls it wrong", async ({
  ownCustomer: { email },
}) => {
  const person = new Browserless(site);
  await forgetLimits();
  await person.signIn(email);
  await asAdmin(
    adminUrl(data),
    "update sessions set auth_time = auth_time - interval '6 minutes' where customer_id = $1",
    [await customerOf({ app: adminUrl(data) }, person)],
  );
  const wanted = `moved.${email}`;
  const forms = await person.forms("/data?whole=1");
  const correct = forms.find(({ fields }) => fields.item === "email" && "value" in fields);
  const sent = await person.send("/data", { ...correct?.fields, value: wanted });
  expect(sent.location).toMatch(/^\/sign-in\/again\?next=/);

  const next = new URL(sent.location ?? "", site).searchParams.get("next") ?? "";
  expect(next).not.toContain(wanted);
  const back = await person.get(next.replace("?", "?whole=1&"));
  expect(back.text).toContain("What you wrote is still here.");
  const box = new RegExp(`<input[^>]*value="${wanted}"[^>]*>`).exec(back.text)?.[0] ?? "";
  expect(box).not.toContain("aria-invalid");
  expect(box).toContain('name="value"');
});

test("what was written stands there to be copied where the network breaks off", async ({
  page,
  signIn,
  ownCustomer: { email },
}) => {
  await signIn(email);
  await page.goto("/requests/new/complain");
  await page.getByRole("main").getByRole("textbox").fill("It took me an hour to write this.");
  await page.route("**/*", (route) =>
    route.request().method() === "POST" ? route.abort("internetdisconnected") : route.continue(),
  );
  await page.getByRole("button", { name: "Send the complaint" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This did not work");
  await expect(page.getByLabel("What you wrote")).toHaveValue("It took me an hour to write this.");
  await expect(page.getByText("Nothing of yours was changed")).toHaveCount(0);
});

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

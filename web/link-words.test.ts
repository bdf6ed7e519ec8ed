import { expect, test } from "vitest";
import hans from "@/messages/zh-Hans.json";
import hant from "@/messages/zh-Hant.json";

test.each([
  ["zh-Hans", hans],
  ["zh-Hant", hant],
])("%s: a message's link may have come by any channel, so its pages do not speak of email", (_, words) => {
  const said = [...Object.values(words.stop), ...Object.values(words.why)].map(String);
  expect(said.filter((text) => /(?<!电子|電子)(邮件|郵件)/u.test(text))).toEqual([]);
});

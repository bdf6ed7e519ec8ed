import { expect, test } from "vitest";
import { tinyBrand } from "../testing-brand";
import { textSettings, textsMissing } from "./settings";

const all = { TWILIO_ACCOUNT_SID: "AC1", TWILIO_AUTH_TOKEN: "word", SMS_FROM: "+14155550123" };

test("Twilio's own address unless another is set", () => {
  expect(textSettings(all)).toEqual({
    ...{ accountSid: "AC1", authToken: "word", from: "+14155550123", apiUrl: "https://api.twilio.com" },
  });
  expect(textSettings({ ...all, SMS_API_URL: "http://localhost:1" })?.apiUrl).toBe("http://localhost:1");
  expect(textSettings({ SMS_API_URL: "http://localhost:1" })).toBeNull();
});

test("a brand that texts hears what is missing; one that does not is left alone", () => {
  expect(textsMissing({}, tinyBrand())).toEqual([
    "TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, SMS_FROM are not set: no text goes out, so nobody can sign in by phone.",
  ]);
  expect(textsMissing(all, tinyBrand())).toEqual([]);
  const channels = tinyBrand().channels.filter(({ address }) => address !== "phone");
  expect(textsMissing({}, { channels })).toEqual([]);
});

import { Webhook } from "standardwebhooks";
import { expect, it } from "vitest";
import { newSecret, signedHeaders } from "./signature";

it("signs the specification's own example as it stands there", () => {
  const headers = signedHeaders(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], {
    ...{ id: "msg_p5jXN8AQM9LWM0D4loKWxJek", at: new Date(1_614_265_330_000), body: '{"test": 2432232314}' },
  });
  expect(headers).toEqual({
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
});

it("is what the public library verifies, by either secret, and nothing else", () => {
  const [fresh, before] = [newSecret(), newSecret()];
  const body = JSON.stringify({ type: "choice.changed", data: { purpose: "Ä 中" } });
  const headers = signedHeaders([fresh, before], { id: "one", at: new Date(), body });
  for (const secret of [fresh, before])
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow();
  expect(() => new Webhook(fresh).verify(`${body} `, headers)).toThrow();
  expect(() => new Webhook(fresh).verify(body, { ...headers, "webhook-id": "two" })).toThrow();
});

it("makes secrets of 32 random bytes", () => {
  const secret = newSecret();
  expect(Buffer.from(secret.slice(6), "base64")).toHaveLength(32);
  expect(secret).toMatch(/^whsec_/);
  expect(newSecret()).not.toBe(secret);
});

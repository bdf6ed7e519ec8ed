import { randomBytes } from "node:crypto";
import type { House } from "../house";

/** 256 random bits as text, for the cookie that holds a visit in the agent's browser. */
export const newVisitSecret = (): string => randomBytes(32).toString("base64url");

/** What a visit's secret is known by; the database asks for it. */
export const visitProof = (house: House, secret: string): Buffer =>
  house.keys.hash("sessions", `visits/${secret}`);

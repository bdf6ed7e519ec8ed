import { z } from "zod";
import { type CustomerView, findCustomer, putCustomer } from "@/domain/systems";
import { defineEndpoint } from "./endpoint";
import { invalid } from "./problem";

const id = "019abf06-54c8-7cc1-8ac6-2f8a1b0f3f55";

const Customer = z.strictObject({
  id: z.uuid(),
  linked: z.array(z.uuid()).describe("Other records of the same person."),
  customer_number: z.string().nullable(),
  known_by: z
    .array(z.strictObject({ kind: z.string(), verified: z.boolean(), changed: z.boolean() }))
    .describe("Kinds of identifier. changed: it changed and was not proved since, so nothing is sent to it."),
});

const customerOf = ({ customerNumber, knownBy, ...rest }: CustomerView) => ({
  ...rest,
  customer_number: customerNumber,
  known_by: knownBy,
});

const FindQuery = z.strictObject({
  email: z.string().min(3).max(254).optional(),
  phone: z.string().min(3).max(40).optional(),
  customer_number: z.string().min(1).max(200).optional(),
});

export const findCustomersEndpoint = defineEndpoint({
  method: "get",
  path: "/customers",
  operationId: "findCustomers",
  tag: "Customers",
  scope: "customers",
  summary: "Find a customer by one exact identifier",
  description: "Give exactly one of email, phone and customer_number. Nobody is found by a part of one.",
  idempotent: false,
  query: FindQuery,
  answers: {
    200: {
      description: "The customer, or an empty list.",
      schema: z.strictObject({ customers: z.array(Customer) }),
      example: {
        customers: [
          {
            ...{ id, linked: [], customer_number: "100042" },
            known_by: [{ kind: "email", verified: true, changed: false }],
          },
        ],
      },
    },
  },
  async handler({ ctx, query }) {
    const { email, phone, customer_number } = query;
    const given = [email && { email }, phone && { phone }, customer_number && { customer_number }];
    const [reference, second] = given.filter((one) => one !== undefined && one !== "");
    if (!reference || second) throw invalid("/query", "exactly one of email, phone and customer_number");
    const found = await findCustomer(ctx, reference);
    return { status: 200, body: { customers: found ? [customerOf(found)] : [] } };
  },
});

const Given = z.strictObject({
  email: z.string().min(3).max(254).optional(),
  phone: z.string().min(3).max(40).optional().describe("E.164, such as +353861234567."),
});

export const putCustomerEndpoint = defineEndpoint({
  method: "put",
  path: "/customers/{customer_number}",
  operationId: "putCustomer",
  tag: "Customers",
  scope: "customers",
  summary: "Make a customer known, or their identifiers",
  description:
    "Identifiers only. What your sources say of the customer stands. An address that changes is sent nothing until the customer has proved it.",
  idempotent: false,
  params: z.strictObject({ customer_number: z.string().min(1).max(200) }),
  body: Given,
  example: { email: "ana@example.com" },
  answers: {
    200: {
      description: "The customer was known.",
      schema: z.strictObject({ customer: z.strictObject({ id: z.uuid() }) }),
      example: { customer: { id } },
    },
    201: {
      description: "The customer is new.",
      schema: z.strictObject({ customer: z.strictObject({ id: z.uuid() }) }),
      example: { customer: { id } },
    },
  },
  problems: ["gone", "conflict"],
  async handler({ ctx, params, body }) {
    const { customer, created } = await putCustomer(ctx, { number: params.customer_number, given: body });
    return { status: created ? 201 : 200, body: { customer } };
  },
});

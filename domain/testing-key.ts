import { asAdmin } from "@/db/testing";

/** Makes the key that has this keyed hash an open one: the database asks for it wherever it writes. */
export async function openTestKey(adminUrl: string, proof: Buffer): Promise<void> {
  await asAdmin(
    adminUrl,
    `insert into api_keys (id, name, prefix, hash, scopes, created_by) values
       (gen_random_uuid(), 'CRM', 'frt_test', '\\x${proof.toString("hex")}', '{choices:write}', 'a test')`,
  );
}

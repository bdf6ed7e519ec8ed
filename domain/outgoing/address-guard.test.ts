import { describe, expect, it } from "vitest";
import { guardAddress, isPublicAddress, type Reached } from "./address-guard";

const four = (address: string): Reached => ({ address, family: 4 });

/** Addresses that lead to this machine, a private network or nowhere: by range, and where one hides in another. */
const NOT_PUBLIC = `
  127.0.0.1 127.9.9.9 0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.254 172.16.0.1 172.31.255.254 192.168.1.1
  169.254.169.254 169.254.170.2 100.64.0.1 100.100.100.200 168.63.129.16 192.0.0.1 192.0.0.192 192.0.2.1
  192.88.99.1 192.52.193.1 198.18.0.1 198.19.255.254 198.51.100.1 203.0.113.7 224.0.0.1 239.255.255.255
  240.0.0.1 255.255.255.255
  :: ::1 ::127.0.0.1 ::7f00:1 ::a00:1 fe80::1 fe80::1%eth0 febf::1 fec0::1 fc00::1 fd12::1 fd00:ec2::254
  ff02::1 ff0e::1 100::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:a9fe:a9fe ::ffff:0:127.0.0.1
  64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1 2001:db8::1 2002:7f00:1:: 2002:a9fe:a9fe::1 2001::1
  2001:0:7f00:1:: 2001:10::1 2001:20::1 3fff::1 5f00::1 4000::1 e000::1`
  .trim()
  .split(/\s+/);

/** URLs that must never be connected to. None of them asks a resolver but those with a name. */
const HOSTILE = `
  http://8.8.8.8/ http://example.com/ ftp://8.8.8.8/ file:///etc/passwd gopher://8.8.8.8/ ws://8.8.8.8/
  https://127.0.0.1/ https://127.1/ https://127.0.1/ https://2130706433/ https://0x7f000001/ https://017700000001/
  https://0177.0.0.1/ https://0x7f.0.0.1/ https://0x7f.1/ https://0/ https://0.0.0.0/ https://00000/
  https://127.0.0.1./ https://127。0。0。1/ https://１２７.0.0.1/ https://①②⑦.0.0.1/ https://%31%32%37.0.0.1/
  https://10.0.0.1/ https://167772161/ https://0xa000001/ https://012.0.0.1/ https://172.16.0.1/
  https://192.168.0.1/ https://3232235521/ https://169.254.169.254/latest/meta-data/ https://2852039166/
  https://0xa9fea9fe/ https://0251.0376.0251.0376/ https://169.254.43518/ https://100.100.100.200/
  https://168.63.129.16/ https://192.0.0.192/ https://255.255.255.255/ https://224.0.0.1/
  https://[::]/ https://[::1]/ https://[0:0:0:0:0:0:0:1]/ https://[::127.0.0.1]/ https://[::ffff:127.0.0.1]/
  https://[::ffff:7f00:1]/ https://[::ffff:169.254.169.254]/ https://[::ffff:0:7f00:1]/ https://[64:ff9b::7f00:1]/
  https://[64:ff9b::169.254.169.254]/ https://[64:ff9b:1::a00:1]/ https://[2002:7f00:1::]/ https://[2001::7f00:1]/
  https://[fe80::1]/ https://[fc00::1]/ https://[fd00:ec2::254]/ https://[fec0::1]/ https://[ff02::1]/
  https://user:word@8.8.8.8/ https://user@8.8.8.8/ https://8.8.8.8@127.0.0.1/ https://8.8.8.8#@127.0.0.1:8080/
  https://8.8.8.8:22/ https://8.8.8.8:80/ https://8.8.8.8:6379/ https://8.8.8.8:8443/
  https://localhost/ https://localhost./ https://LOCALHOST/ https://ⓛocalhost/ https://rebind.example/
  https://metadata.google.internal/ https://127.0.0.1.nip.example/ https://several.example/ https://mapped.example/`
  .trim()
  .split(/\s+/)
  // What stands behind # is never sent; with it gone this is a plain address on the right port.
  .filter((text) => !text.includes("#"));

/** A resolver as an attacker would have it: each name leads inside, some beside an address outside. */
const hostile = async (host: string): Promise<Reached[]> => {
  if (host === "several.example") return [four("8.8.8.8"), four("10.0.0.1")];
  if (host === "mapped.example") return [{ address: "::ffff:169.254.169.254", family: 6 }];
  return [four(host.startsWith("metadata") ? "169.254.169.254" : "127.0.0.1")];
};

describe("which addresses are public", () => {
  it.each([...NOT_PUBLIC, "not an address", ""])("%s is not", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(["8.8.8.8", "93.184.216.34", "168.63.129.17", "2606:4700::1111", "2a00:1450::1"])(
    "%s is",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe("where nothing is sent", () => {
  it("is more than sixty ways in", () => {
    expect(new Set(HOSTILE).size).toBeGreaterThanOrEqual(60);
  });

  it.each(HOSTILE)("%s", async (text) => {
    const guarded = guardAddress(new URL(text), { allowed: [], onlyPort: "443", resolve: hostile });
    await expect(guarded).rejects.toThrow(/private network|not allowed/u);
  });

  it.each([
    "localhost.",
    "x.localhost",
    "LOCALHOST",
    "ip6-localhost",
    "nas.local",
    "db.internal.",
    "a.home.arpa",
  ])("%s, though nobody knows it yet", async (name) => {
    const resolve = async () => Promise.reject(Object.assign(new Error("unknown"), { code: "ENOTFOUND" }));
    const guarded = guardAddress(new URL(`https://${name}/`), { allowed: [], onlyPort: "443", resolve });
    await expect(guarded).rejects.toThrow(/private network/u);
  });

  it("is not an ordinary address", async () => {
    const resolve = async () => [four("93.184.216.34")];
    const reached = guardAddress(new URL("https://hooks.example/x"), {
      allowed: [],
      onlyPort: "443",
      resolve,
    });
    await expect(reached).resolves.toEqual(four("93.184.216.34"));
  });
});

describe("ALLOW_PRIVATE_HOSTS", () => {
  const ask = (url: string) =>
    guardAddress(new URL(url), {
      ...{ allowed: ["Club.internal:8443", "127.0.0.1:9000", "[::1]:9000"], onlyPort: "443" },
      resolve: async () => [four("10.0.0.1")],
    });

  it.each([
    ["https://club.internal:8443/", "10.0.0.1"],
    ["http://club.internal:8443/", "10.0.0.1"],
    ["http://127.0.0.1:9000/", "127.0.0.1"],
    ["http://2130706433:9000/", "127.0.0.1"],
    ["http://[::1]:9000/", "::1"],
  ])("allows %s", async (url, address) => {
    expect((await ask(url)).address).toBe(address);
  });

  it.each([
    "https://club.internal/",
    "http://club.internal:8080/",
    "http://127.0.0.1:9001/",
    "http://u:p@127.0.0.1:9000/",
  ])("does not allow %s", async (url) => {
    await expect(ask(url)).rejects.toThrow(/private network|not allowed/u);
  });
});

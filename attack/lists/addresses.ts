/**
 * Addresses that lead inside, in every spelling that somebody may think of. `PORT` is where a canary listens; without
 * it an address keeps to the usual one.
 */
const WRITTEN = String.raw`
  http://127.0.0.1:PORT/ http://localhost:PORT/ ftp://127.0.0.1:PORT/ gopher://127.0.0.1:PORT/_x ws://127.0.0.1:PORT/
  wss://127.0.0.1:PORT/ file:///etc/passwd dict://127.0.0.1:PORT/ ldap://127.0.0.1:PORT/ jar:http://127.0.0.1:PORT!/
  data:text/plain,x javascript:1 blob:https://127.0.0.1:PORT/x unix:/var/run/docker.sock about:blank
  https://127.0.0.1:PORT/ https://localhost:PORT/ https://[::1]:PORT/ https://127.0.0.1:22/ https://127.0.0.1:5432/
  https://127.0.0.1/ https://127.1/ https://127.0.1/ https://127.255.255.254/ https://2130706433/ https://0x7f000001/
  https://017700000001/ https://0177.0.0.1/ https://0x7f.0.0.1/ https://0x7f.1/ https://0177.1/ https://0x7f.0x0.0x0.0x1/
  https://0177.0000.0000.0001/ https://00000177.0.0.1/ https://0/ https://0.0.0.0/ https://00000/ https://0x0/
  https://127.0.0.1./ https://localhost./ https://LOCALHOST/ https://127。0。0。1/ https://127．0．0．1/ https://127｡0｡0｡1/
  https://１２７.0.0.1/ https://①②⑦.⓪.⓪.①/ https://%31%32%37.0.0.1/ https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/ https://ｌocalhost/
  https://lоcalhost.localhost/ https://x.localhost/ https://ip6-localhost/ https://ip6-loopback/
  https://10.0.0.1/ https://167772161/ https://0xa000001/ https://012.0.0.1/ https://172.16.0.1/ https://172.31.255.254/
  https://192.168.0.1/ https://3232235521/ https://0300.0250.0.1/ https://169.254.169.254/latest/meta-data/
  https://2852039166/ https://0xa9fea9fe/ https://0251.0376.0251.0376/ https://169.254.43518/ https://169.16689662/
  https://169.254.170.2/v2/credentials https://100.100.100.200/ https://100.64.0.1/ https://168.63.129.16/
  https://192.0.0.192/ https://198.18.0.1/ https://255.255.255.255/ https://224.0.0.1/ https://240.0.0.1/
  https://[::]/ https://[::1]/ https://[0:0:0:0:0:0:0:1]/ https://[0000:0000:0000:0000:0000:0000:0000:0001]/
  https://[::127.0.0.1]/ https://[::ffff:127.0.0.1]/ https://[::ffff:7f00:1]/ https://[::ffff:169.254.169.254]/
  https://[::ffff:0:7f00:1]/ https://[0:0:0:0:0:ffff:127.0.0.1]/ https://[64:ff9b::7f00:1]/ https://[64:ff9b::169.254.169.254]/
  https://[64:ff9b:1::a00:1]/ https://[2002:7f00:1::]/ https://[2002:a9fe:a9fe::]/ https://[2001:0:7f00:1::]/
  https://[2001::7f00:1]/ https://[fe80::1]/ https://[fe80::a9fe:a9fe]/ https://[fc00::1]/ https://[fd00:ec2::254]/
  https://[fec0::1]/ https://[ff02::1]/ https://[100::1]/
  https://user:word@127.0.0.1/ https://example.com@127.0.0.1/ https://example.com:443@127.0.0.1/
  https://127.0.0.1@localhost/ https://example.com%40127.0.0.1/ https://127.0.0.1#@example.com/
  https://127.0.0.1?@example.com/ https://example.com\@127.0.0.1/ https:\\127.0.0.1/ https:/127.0.0.1/ https:127.0.0.1/
  https:///127.0.0.1/ //127.0.0.1/ https://[127.0.0.1]/ https://127.0.0.1%00.example.com/ https://127.0.0.1%2f.example.com/
  https://metadata.google.internal/ https://metadata/ https://instance-data/ https://kubernetes.default.svc/`;

/** Every one of them, with a canary's port in its place. */
export const addressesWith = (port: number): string[] => [
  ...new Set(
    WRITTEN.trim()
      .split(/\s+/)
      .map((one) => one.replaceAll("PORT", String(port))),
  ),
  " https://127.0.0.1/ ",
  "https://127.0.0.1\t/",
  "https://127.0.\n0.1/",
  "\thttps://127.0.0.1/",
  "ht\ntps://127.0.0.1/",
];

/** Names whose address is another each time they are asked for; a resolver of the attack's own answers. */
export const REBINDING = [
  "rebind-once.example",
  "rebind-later.example",
  "rebind-back.example",
  "rebind-both.example",
  "mapped.example",
] as const;

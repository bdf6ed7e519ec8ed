import type { Fixture } from "./testing-fixtures";

/** GB18030 bytes of a few words, because this platform reads that encoding and does not write it. */
const GB: Readonly<Record<string, number[]>> = {
  接收邮件: [0xbd, 0xd3, 0xca, 0xd5, 0xd3, 0xca, 0xbc, 0xfe],
  王小明: [0xcd, 0xf5, 0xd0, 0xa1, 0xc3, 0xf7],
  是: [0xca, 0xc7],
  否: [0xb7, 0xf1],
};

const gb18030 = (text: string): Buffer =>
  Buffer.concat(
    text.split(/([\u4e00-\u9fff]+)/u).map((part) => {
      const bytes = GB[part];
      return bytes ? Buffer.from(bytes) : Buffer.from(part, "ascii");
    }),
  );

/** Encodings that no name announces, and a file to which two systems wrote. */
export const encodings: Fixture[] = [
  {
    name: "GB18030, said by --encoding",
    from: "shopify",
    file: "gb.csv",
    encoding: "gb18030",
    map: ["offers:email=接收邮件"],
    content: gb18030("Email,First Name,接收邮件\nana@gb.example,王小明,是\nben@gb.example,王小明,否\n"),
    expected: `
2 ana@gb.example offers:email on  granted unknown
3 ben@gb.example offers:email off withdrawn now`,
  },
  {
    name: "UTF-8 and windows-1252 in one file",
    from: "shopify",
    file: "mixed.csv",
    map: ["offers:email=Accepts Email Marketing"],
    content: Buffer.concat([
      Buffer.from("Email,First Name,Accepts Email Marketing\nzoë@mixed.example,Zoë,yes\n", "utf8"),
      Buffer.from("no\xebl@mixed.example,No\xebl,no\n", "latin1"),
    ]),
    expected: `
2 zoë@mixed.example  offers:email on  granted unknown
3 noël@mixed.example offers:email off withdrawn now`,
  },
];

/** Our own export: all that a choice can be, with cells that a spreadsheet would have run. */
export const ownFile: Fixture[] = [
  {
    name: "Our own file",
    from: "forthright",
    file: "choices.csv",
    map: [],
    content:
      Buffer.from(`\uFEFF"email","phone","customer_number","purpose","channel","state","said_at","confirmed","paused_until","frequency"
"ana@own.example","'+353863330001","C-1","offers","email","granted","2024-01-02T03:04:05.000Z","","2999-01-01T00:00:00.000Z","monthly"
"ana@own.example","'+353863330001","C-1","offers","sms","withdrawn","2024-02-02T03:04:05.000Z","","",""
"ana@own.example","'+353863330001","C-1","news","email","granted","2024-01-02T03:04:05.000Z","yes","",""
"","'+353863330002","","offers","sms","granted","","","",""
"ben@own.example","","","reviews","email","objected","2024-01-02T03:04:05.000Z","","",""
"ben@own.example","","","news","email","granted","2024-01-02T03:04:05.000Z","","",""
"cyd@own.example","","","offers","email","unset","","","",""
"cyd@own.example","","","lottery","email","granted","","","",""
"","","'=1+2","picks","","refused","2024-01-02T03:04:05.000Z","","",""
`),
    expected: `
2  ana@own.example offers:email  on          granted 2024-01-02T03:04:05.000Z
3  ana@own.example offers:sms    off         withdrawn 2024-02-02T03:04:05.000Z
4  ana@own.example news:email    on          granted 2024-01-02T03:04:05.000Z
5  +353863330002   offers:sms    on          granted unknown
6  ben@own.example reviews:email off         objected 2024-01-02T03:04:05.000Z
7  ben@own.example news:email    unconfirmed -
8  cyd@own.example offers:email  blank       -
9  cyd@own.example lottery:email not_offered -
10 =1+2            picks:        off         refused 2024-01-02T03:04:05.000Z`,
  },
];

import type { Fixture, ZipFixture } from "./testing-fixtures";

const MEMBER = "LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS";
const HEAD = `"Email Address","First Name","Last Name",MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP`;
const rest = (notes = "", tags = "") => `,,,,,IE,,"2022-02-02 02:02:02",1001,ab12cd34,${notes},${tags}`;

/** The file's name carries the state; an opt-in without its time stays without; nested quotes; a note over two lines. */
export const mailchimp: (Fixture | ZipFixture)[] = [
  {
    name: "Mailchimp, the three files of a ZIP",
    from: "mailchimp",
    file: "audience_export_1a2b.zip",
    map: ["offers:email=status", "news:email=status"],
    parts: [
      {
        name: "audience_export_1a2b/subscribed_members_export_1a2b.csv",
        content: `\uFEFF${HEAD},${MEMBER}
Ana@Mailchimp.Example,Ana,"O""Neill",3,"2019-05-06 07:08:09",192.0.2.1,"2019-05-06 07:10:00",192.0.2.1${rest()}
ben@mailchimp.example,Ben,,2,,,"2018-01-01 00:00:00",192.0.2.2${rest()}
ANA@mailchimp.example,Ana,,3,"2021-01-01 10:00:00",192.0.2.1,"2021-01-01 10:00:00",192.0.2.1${rest()}
"=cmd|' /C calc'!A1",Mallory,,1,"2021-01-01 10:00:00",192.0.2.3,"2021-01-01 10:00:00",192.0.2.3${rest()}
eva@mailchimp.example,Eva,,4,"2020-01-01 00:00:00",192.0.2.4,"2020-01-01 00:05:00",192.0.2.4${rest('"one line,\nanother"', '"""VIP, gold"",""says """"hi"""""""')}
gus@mailchimp.example,Gus,,4,"2999-01-01 00:00:00",192.0.2.4,,${rest()}
`,
      },
      {
        name: "audience_export_1a2b/unsubscribed_members_export_1a2b.csv",
        content: `${HEAD},UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,UNSUB_REASON_OTHER,${MEMBER}
dora@mailchimp.example,Dora,,2,"2018-03-04 05:06:07",192.0.2.5,"2018-03-04 05:06:07",192.0.2.5,"2019-09-09 09:09:09","Spring",77,NORMAL,"too many, ""really"""${rest()}
Eva@mailchimp.example,Eva,,2,"2018-03-04 05:06:07",192.0.2.5,"2018-03-04 05:06:07",192.0.2.5,"2019-12-31 00:00:00",,,,${rest()}
hal@mailchimp.example,Hal,,2,,,,,,,,,${rest()}
`,
      },
      {
        name: "audience_export_1a2b/cleaned_members_export_1a2b.csv",
        content: `${HEAD},${MEMBER}
fred@mailchimp.example,Fred,,2,"2018-03-04 05:06:07",192.0.2.5,"2018-03-04 05:08:00",192.0.2.5${rest()}
`,
      },
    ],
    expected: `
2 ana@mailchimp.example  offers:email on            granted 2021-01-01T10:00:00.000Z
2 ana@mailchimp.example  news:email   on            granted 2019-05-06T07:10:00.000Z
3 ben@mailchimp.example  offers:email on            granted unknown
3 ben@mailchimp.example  news:email   unconfirmed   -
4 ana@mailchimp.example  offers:email on            granted 2021-01-01T10:00:00.000Z
4 ana@mailchimp.example  news:email   unconfirmed   granted 2019-05-06T07:10:00.000Z
5 -                      *            no_address    -
6 eva@mailchimp.example  offers:email on            withdrawn 2020-01-01T00:05:00.000Z
6 eva@mailchimp.example  news:email   on            withdrawn 2020-01-01T00:05:00.000Z
8 gus@mailchimp.example  offers:email on            granted unknown
8 gus@mailchimp.example  news:email   unconfirmed   -
2 dora@mailchimp.example offers:email off           withdrawn 2019-09-09T09:09:09.000Z
2 dora@mailchimp.example news:email   off           withdrawn 2019-09-09T09:09:09.000Z
3 eva@mailchimp.example  offers:email off           withdrawn 2020-01-01T00:05:00.000Z
3 eva@mailchimp.example  news:email   off           withdrawn 2020-01-01T00:05:00.000Z
4 hal@mailchimp.example  offers:email off           withdrawn now
4 hal@mailchimp.example  news:email   off           withdrawn now
2 fred@mailchimp.example offers:email undeliverable -
2 fred@mailchimp.example news:email   undeliverable -`,
  },
];

/** No times at all, ids with an apostrophe, local numbers by the row's country, a column of an old export. */
export const shopify: Fixture[] = [
  {
    name: "Shopify, as it is exported today",
    from: "shopify",
    file: "customers_export.csv",
    map: ["offers:email=Accepts Email Marketing", "offers:sms=accepts sms marketing"],
    content:
      Buffer.from(`Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags
'6400000000001,Ana,Murphy,ana@shopify.example,yes,,IE,D01,,'+353861110001,yes,10.00,1,,no,"a, b"
'6400000000002,Ben,Ito,ben@shopify.example,no,,DE,10115,,030 901820,NO,10.00,1,,no,
'6400000000003,,,cyd@shopify.example,TRUE,,,,,086 111 0003,1,10.00,1,,no,
'6400000000004,=1+1,@sum,dan@shopify.example,,,US,,,,Subscribed,10.00,1,"=HYPERLINK(""https://x.example"")",no,
'6400000000005,,,BEN@shopify.example,yes,,DE,,,,,10.00,1,,no,
'6400000000006,,,,yes,,FR,,,'+33612345678,yes,10.00,1,,no,
'6400000000007,,,eli@shopify.example,maybe,,,,,12,yes,10.00,1,,no,
`),
    expected: `
2 ana@shopify.example offers:email on         granted unknown
2 ana@shopify.example offers:sms   on         granted unknown
3 ben@shopify.example offers:email off        withdrawn now
3 ben@shopify.example offers:sms   off        withdrawn now
4 cyd@shopify.example offers:email on         granted unknown
4 cyd@shopify.example offers:sms   on         granted unknown
5 dan@shopify.example offers:email blank      -
5 dan@shopify.example offers:sms   no_address -
6 ben@shopify.example offers:email kept       withdrawn now
6 ben@shopify.example offers:sms   blank      withdrawn now
7 +33612345678        offers:email no_address -
7 +33612345678        offers:sms   on         granted unknown
8 eli@shopify.example offers:email unclear    -
8 eli@shopify.example offers:sms   no_address -`,
  },
  {
    name: "Shopify, an old export with other names and order",
    from: "shopify",
    file: "old.csv",
    map: ["offers:email=Accepts Marketing"],
    content: Buffer.from(
      `accepts marketing;EMAIL;"First Name"\r\nYes;old.ana@shopify.example;"Ana ""A"" B"\r\n;old.ben@shopify.example;Ben\r\n0;old.cyd@shopify.example;Cyd\r\n`,
    ),
    expected: `
2 old.ana@shopify.example offers:email on    granted unknown
3 old.ben@shopify.example offers:email blank -
4 old.cyd@shopify.example offers:email off   withdrawn now`,
  },
];

/** UTF-16 as spreadsheets save it, suppressions, never subscribed, times with and without a zone, the old list. */
export const klaviyo: Fixture[] = [
  {
    name: "Klaviyo in UTF-16 with tabs",
    from: "klaviyo",
    file: "members.csv",
    map: [
      "offers:email=Email Marketing Consent",
      "offers:sms=SMS Marketing Consent",
      "reviews:email=Email Marketing Consent",
    ],
    content: Buffer.from(
      `\uFEFF${`Email,Klaviyo ID,First Name,Phone Number,Country,Email Marketing Consent,Email Marketing Consent Timestamp,SMS Marketing Consent,SMS Marketing Consent Timestamp,Email Suppressions
ana@klaviyo.example,01A,Zoë,+353862220001,Ireland,SUBSCRIBED,2022-03-04T05:06:07+02:00,SUBSCRIBED,2022-03-04 05:06:07,[]
ben@klaviyo.example,01B,Ben,,,NEVER_SUBSCRIBED,,NEVER_SUBSCRIBED,,
cyd@klaviyo.example,01C,Cyd,,,SUBSCRIBED,2022-03-04 05:06:07,,,"[""USER_SUPPRESSED""]"
dan@klaviyo.example,01D,Dan,,,SUBSCRIBED,2022-03-04 05:06:07,,,"HARD_BOUNCE"
eli@klaviyo.example,01E,Eli,030 901821,Germany,UNSUBSCRIBED,2023-01-01 00:00:00,SUBSCRIBED,,"UNSUBSCRIBED, SPAM_COMPLAINT"
fay@klaviyo.example,01F,Fay,,,SUBSCRIBED,03/04/2022,,,
`.replaceAll(/,(?=(?:[^"\n]*"[^"\n]*")*[^"\n]*$)/gmu, "\t")}`,
      "utf16le",
    ),
    expected: `
2 ana@klaviyo.example offers:email  on            granted 2022-03-04T03:06:07.000Z
2 ana@klaviyo.example offers:sms    on            granted 2022-03-04T05:06:07.000Z
2 ana@klaviyo.example reviews:email unchanged     -
3 ben@klaviyo.example offers:email  blank         -
3 ben@klaviyo.example offers:sms    blank         -
3 ben@klaviyo.example reviews:email blank         -
4 cyd@klaviyo.example offers:email  off           withdrawn now
4 cyd@klaviyo.example offers:sms    blank         -
4 cyd@klaviyo.example reviews:email off           objected now
5 dan@klaviyo.example offers:email  undeliverable -
5 dan@klaviyo.example offers:sms    blank         -
5 dan@klaviyo.example reviews:email undeliverable -
6 eli@klaviyo.example offers:email  off           withdrawn 2023-01-01T00:00:00.000Z
6 eli@klaviyo.example offers:sms    no_address    -
6 eli@klaviyo.example reviews:email off           objected 2023-01-01T00:00:00.000Z
7 fay@klaviyo.example offers:email  on            granted unknown
7 fay@klaviyo.example offers:sms    blank         -
7 fay@klaviyo.example reviews:email unchanged     -`,
  },
  {
    name: "Klaviyo's old list of channels",
    from: "klaviyo",
    file: "legacy.csv",
    map: ["offers:email=$consent", "offers:sms=$consent"],
    content: Buffer.from(`$consent,Phone Number,$consent_timestamp,Email
"[""email"",""web""]",+353862220011,2019-01-02T03:04:05Z,old.ana@klaviyo.example
"sms, directmail",+353862220012,,old.ben@klaviyo.example
[],+353862220013,,old.cyd@klaviyo.example
`),
    expected: `
2 old.ana@klaviyo.example offers:email on    granted 2019-01-02T03:04:05.000Z
2 old.ana@klaviyo.example offers:sms   blank -
3 old.ben@klaviyo.example offers:email blank -
3 old.ben@klaviyo.example offers:sms   on    granted unknown
4 old.cyd@klaviyo.example offers:email blank -
4 old.cyd@klaviyo.example offers:sms   blank -`,
  },
];

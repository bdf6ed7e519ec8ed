import type { Fixture } from "./testing-fixtures";

/** A column that says no when it is true, by label and by name; what is false there was never a yes. */
export const hubSpot: Fixture[] = [
  {
    name: "HubSpot by labels, in windows-1252",
    from: "hubspot",
    file: "contacts.csv",
    map: [
      "offers:email=Unsubscribed from all email",
      "reviews:email=Opted out of email: Reviews",
      "picks=Wants picks",
    ],
    content: Buffer.from(
      `Record ID,Email,First Name,Unsubscribed from all email,Opted out of email: Reviews,Wants picks,Email address quarantined
1,ana@hubspot.example,J\xfcrgen,true,false,Yes,
2,j\xf6rg@hubspot.example,J\xf6rg,false,TRUE,no,
3,cyd@hubspot.example,,,,,
4,dan@hubspot.example,,FALSE,,yes,true
`,
      "latin1",
    ),
    expected: `
2 ana@hubspot.example  offers:email  off           withdrawn now
2 ana@hubspot.example  reviews:email off           objected now
2 ana@hubspot.example  picks:        on            granted unknown
3 jörg@hubspot.example offers:email  blank         -
3 jörg@hubspot.example reviews:email off           objected now
3 jörg@hubspot.example picks:        off           withdrawn now
4 cyd@hubspot.example  offers:email  blank         -
4 cyd@hubspot.example  reviews:email blank         -
4 cyd@hubspot.example  picks:        blank         -
5 dan@hubspot.example  offers:email  undeliverable -
5 dan@hubspot.example  reviews:email undeliverable -
5 dan@hubspot.example  picks:        on            granted unknown`,
  },
  {
    name: "HubSpot by property names",
    from: "hubspot",
    file: "properties.csv",
    map: ["offers:email=hs_legal_basis", "reviews:email=hs_email_optout_8412"],
    content: Buffer.from(`hs_email_optout_8412,hs_legal_basis,hs_email_optout,email
,Freely given consent from contact,false,p.ana@hubspot.example
true,Legitimate interest – existing customer,,p.ben@hubspot.example
false,Freely given consent from contact;Performance of a contract,true,p.cyd@hubspot.example
,Not applicable,,p.dan@hubspot.example
`),
    expected: `
2 p.ana@hubspot.example offers:email  on    granted unknown
2 p.ana@hubspot.example reviews:email blank -
3 p.ben@hubspot.example offers:email  blank -
3 p.ben@hubspot.example reviews:email off   objected now
4 p.cyd@hubspot.example offers:email  off   withdrawn now
4 p.cyd@hubspot.example reviews:email off   objected now
5 p.dan@hubspot.example offers:email  blank -
5 p.dan@hubspot.example reviews:email blank -`,
  },
];

/** Preferences as one cell of JSON or as columns with dots; "unsubscribed" is a no to all of it. */
export const customerIo: Fixture[] = [
  {
    name: "Customer.io, preferences as JSON",
    from: "customerio",
    file: "people.csv",
    map: [
      "offers:email=cio_subscription_preferences.topics.topic_1",
      "reviews:email=cio_subscription_preferences.topics.topic_7",
    ],
    content: Buffer.from(`cio_id,email,unsubscribed,cio_subscription_preferences
a1,ana@customerio.example,false,"{""topics"":{""topic_1"":true,""topic_7"":false}}"
a2,ben@customerio.example,true,"{""topics"":{""topic_1"":true}}"
a3,cyd@customerio.example,,"{""topics"":{}}"
a4,dan@customerio.example,,
a5,eli@customerio.example,,"{""topics"":{""topic_1"":tr"
a6,fay@customerio.example,perhaps,"{""topics"":{""topic_1"":true}}"
`),
    expected: `
2 ana@customerio.example offers:email  on      granted unknown
2 ana@customerio.example reviews:email off     objected now
3 ben@customerio.example offers:email  off     withdrawn now
3 ben@customerio.example reviews:email off     objected now
4 cyd@customerio.example offers:email  blank   -
4 cyd@customerio.example reviews:email blank   -
5 dan@customerio.example offers:email  blank   -
5 dan@customerio.example reviews:email blank   -
6 eli@customerio.example offers:email  unclear -
6 eli@customerio.example reviews:email unclear -
7 fay@customerio.example offers:email  unclear -
7 fay@customerio.example reviews:email unclear -`,
  },
  {
    name: "Customer.io, preferences as columns",
    from: "customerio",
    file: "people-dots.csv",
    map: ["offers:email=cio_subscription_preferences.topics.topic_1", "picks=unsubscribed"],
    content: Buffer.from(`Unsubscribed,CIO_subscription_preferences.topics.topic_1,Email
,true,d.ana@customerio.example
,false,d.ben@customerio.example
true,true,d.cyd@customerio.example
false,,d.dan@customerio.example
`),
    expected: `
2 d.ana@customerio.example offers:email on    granted unknown
2 d.ana@customerio.example picks:       blank -
3 d.ben@customerio.example offers:email off   withdrawn now
3 d.ben@customerio.example picks:       blank -
4 d.cyd@customerio.example offers:email off   withdrawn now
4 d.cyd@customerio.example picks:       off   withdrawn now
5 d.dan@customerio.example offers:email blank -
5 d.dan@customerio.example picks:       blank -`,
  },
];

/** A folder without mistakes or warnings, small enough to know by heart. */
export const BASE: Readonly<Record<string, string>> = {
  "brand.yaml": `name: Pine Books
legal_name: Pine Books Ltd
url: https://pine.example
address: { street: 1 Elm Road, city: Cork, postal_code: T12 AB34, country: IE }
contact:
  email: hello@pine.example
  privacy_officer: { email: privacy@pine.example }
jurisdictions: [eu, other]
locales: [en]
time_zone: Europe/Dublin
currency: EUR
phone_country: IE
theme: { color: "#1f5f48", on: "#ffffff", color_dark: "#8accae", on_dark: "#0b2118", radius: 0.5rem }
`,
  "channels.yaml": `email: { name: Email, address: email, stop: list_unsubscribe }
sms: { name: Text message, address: phone, stop: keyword, stop_words: [halt] }
`,
  "sources.yaml": `shop:
  name: Our shop
  kind: postgres
  url: \${SHOP_URL}
  write_url: \${SHOP_WRITE_URL}
  find_customer: select id::text as customer_key from person where lower(email) = lower(:email)
  identity: select name, email from person where id = :customer_key::int
loyalty:
  name: Loyalty programme
  kind: http
  url: https://loyalty.example/people/{customer_key}
  customer_key: shop
`,
  "data.yaml": `categories:
  contact: { name: How to reach you, about: Your name and address. }
  orders: { name: What you bought, about: Your orders., keep: { while: customer, because: You bought it. } }
items:
  email:
    name: Email address
    category: contact
    origin: given
    why: So that we can write to you.
    source: shop
    read: select email from person where id = :customer_key::int
    purposes: [orders, offers]
    keep: { while: customer, because: You are our customer. }
    correct: { by: self, write: "update person set email = :value where id = :customer_key::int" }
    erase: { by: delete, write: "update person set email = null where id = :customer_key::int" }
    stop: [{ purpose: offers, channel: sms }]
    dpv: pd:EmailAddress
  bought:
    name: Books you bought
    category: orders
    origin: observed
    why: So that you can find them again.
    source: shop
    read: select title, price, code, day from bought where person_id = :customer_key::int
    sort: [-day]
    fields:
      title: { name: Title }
      price: { name: Price, format: money, currency: code }
      code: { hide: true }
      day: { name: Day, format: date }
    purposes: [orders]
    erase: { by: task, task: Remove the list. }
  points:
    name: Points
    category: orders
    origin: inferred
    worked_out: We add one for each book.
    why: So that you see your points.
    source: loyalty
    read: points.total
    purposes: [offers]
    recipients: [mailer]
    erase: { by: task, task: Set the points to none. }
`,
  "purposes.yaml": `orders:
  name: Your orders
  why: To send you your books.
  benefit: You get what you paid for.
  if_off: This is always on while you buy from us.
  basis: contract
  channels: [email]
  dpv: dpv:ServiceProvision
offers:
  name: Offers
  why: To tell you when books cost less.
  benefit: You hear first.
  if_off: You hear of no sales. Order messages still come.
  basis: consent
  channels: [email, sms]
  frequency: [weekly, monthly]
  renew_after: P24M
`,
  "recipients.yaml": `mailer: { name: Postbird, what_for: Sends our email., country: DE, role: processor }
`,
  "protection.yaml": `measures:
  - { title: Locked, text: Your data is locked away. }
certificates:
  - { name: ISO 27001, issuer: Check House, number: A-1, valid_from: 2025-01-01, valid_until: 2099-01-01, url: https://check.example/A-1 }
if_something_happens: We tell you within three days.
tell_within: PT72H
security_contact: security@pine.example
`,
  "staff/rules.support.en.md": "# Support\n\nLook only when a customer asks.\n",
  "staff/rules.privacy_officer.en.md": "# Privacy officers\n\nAnswer in time.\n",
  "staff/rules.admin.en.md": "# Administrators\n\nGive each key what it needs, no more.\n",
  "staff/rules.auditor.en.md": "# Auditors\n\nRead, and change nothing.\n",
  "terms/privacy/document.yaml": `name: Privacy notice
kind: privacy_notice
agreement: notice
binding: en
must_have_point: [what-we-keep]
`,
  "terms/privacy/2026-01-01/full.en.md": `# Privacy

See [what we keep](#what-we-keep).

## What we keep

We keep your orders for a year.
`,
  "terms/privacy/2026-01-01/summary.en.yaml": `points:
  - id: keep
    text: We keep your orders for a year.
    clauses: [what-we-keep]
    purposes: [orders]
    items: [bought]
    checked: "cbc6d8188c16"
`,
};

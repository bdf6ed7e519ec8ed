-- The mailing system of Juniper Outfitters: a product bought from someone else, with the shop's number as its only link.
create schema mailing;
create schema tracking;
create schema insight;

create table mailing.contact (
  contact_id int primary key,
  shop_no text not null unique,
  email text not null
);

create table mailing.campaign (
  campaign_id int primary key,
  topic text not null,
  title text not null,
  sent_at timestamptz not null
);

create table mailing.delivery (
  delivery_id int primary key,
  campaign_id int not null references mailing.campaign,
  contact_id int not null references mailing.contact,
  sent_at timestamptz not null,
  opened_at timestamptz,
  clicks int not null
);
create index delivery_contact on mailing.delivery (contact_id, sent_at);

create table tracking.product_view (
  view_id int primary key,
  contact_id int not null references mailing.contact,
  sku text not null,
  title text not null,
  department text not null,
  page_url text not null,
  seen_at timestamptz not null,
  seconds_on_page int not null,
  device text not null
);
create index product_view_contact on tracking.product_view (contact_id, seen_at);

create table insight.interest (
  contact_id int not null references mailing.contact,
  interest text not null,
  because text not null,
  likelihood numeric(3,2) not null,
  computed_at timestamptz not null,
  primary key (contact_id, interest)
);

create table insight.trait (
  contact_id int not null references mailing.contact,
  trait text not null,
  value text,
  holds boolean,
  computed_at timestamptz not null,
  primary key (contact_id, trait)
);

-- The shop of Juniper Outfitters, as it grew over the years. Nobody designed it for a privacy page.
create schema retail;

create table retail.person (
  person_no int primary key,
  display_name text not null,
  email text not null,
  mobile text,                       -- as people type it
  lang text not null,
  company text,
  birthday date,
  birthday_given_on date,
  eu_shoe_size numeric(4,1),
  card_picture bytea,
  heard_about_us text,
  joined_on date not null
);
create index person_email on retail.person (lower(email));

create table retail.person_address (
  person_no int not null references retail.person,
  kind text not null check (kind in ('home', 'parcel_shop')),
  line1 text not null,
  line2 text,
  postal_code text not null,
  town text not null,
  region text,
  country_code char(2) not null,
  primary key (person_no, kind)
);

create table retail.product (
  sku text primary key,
  title text not null,
  department text not null,
  for_child boolean not null,
  price numeric(10,2) not null
);

create table retail.sales_order (
  order_no int primary key,
  person_no int not null references retail.person,
  placed_at timestamptz not null,
  state text not null,
  currency char(3) not null,
  total numeric(10,2) not null
);
create index sales_order_person on retail.sales_order (person_no, placed_at);

create table retail.sales_order_line (
  order_no int not null references retail.sales_order,
  line_no int not null,
  sku text not null references retail.product,
  variant text,
  qty int not null,
  unit_price numeric(10,2) not null,
  primary key (order_no, line_no)
);

create table retail.invoice (
  invoice_no text primary key,
  order_no int not null references retail.sales_order,
  person_no int not null references retail.person,
  issued_on date not null,
  net numeric(10,2) not null,
  vat_rate numeric(4,3) not null,
  gross numeric(10,2) not null,
  currency char(3) not null
);
create index invoice_person on retail.invoice (person_no, issued_on);

create table retail.payment (
  payment_no int primary key,
  order_no int not null references retail.sales_order,
  paid_at timestamptz not null,
  amount numeric(10,2) not null,
  method text not null,
  card_ending text
);
create index payment_order on retail.payment (order_no);

create table retail.parcel (
  parcel_no text primary key,
  order_no int not null references retail.sales_order,
  carrier text not null,
  handed_over_at timestamptz not null,
  delivered_at timestamptz,
  outcome text not null,
  country_code char(2) not null
);
create index parcel_order on retail.parcel (order_no);

create table retail.trip_form (
  person_no int primary key references retail.person,
  filled_on date not null,
  contact_name text,
  contact_phone text,
  health_note text
);

create table retail.trail_permit (
  permit_no text primary key,
  person_no int not null references retail.person,
  park text not null,
  trail text not null,
  valid_on date not null,
  party_size int not null
);
create index trail_permit_person on retail.trail_permit (person_no);

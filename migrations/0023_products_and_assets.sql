-- What customers have: products by name and code, assets by serial number at an account. A case is about one, a contract
-- covers named ones. The names that cases and contracts gave so far become products.

create table product (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  code text check (length(code) between 1 and 60),
  active boolean not null default true,
  demo boolean not null default false,
  created_at timestamptz not null,
  version int not null default 1
);
create unique index product_name on product (lower(name));
create unique index product_code on product (lower(code)) where code is not null;

create table asset (
  id uuid primary key,
  serial text not null check (length(serial) between 1 and 120),
  product_id uuid not null references product,
  account_id uuid not null references account,
  contact_id uuid references contact on delete set null,
  installed_on date,
  warranty_until date,
  active boolean not null default true,
  demo boolean not null default false,
  created_at timestamptz not null,
  version int not null default 1,
  check (warranty_until >= installed_on)
);
create unique index asset_serial on asset (account_id, lower(serial));
create index asset_product on asset (product_id);
create index asset_contact on asset (contact_id) where contact_id is not null;
create index asset_list on asset (lower(serial), id);

alter table cases add column product_id uuid references product;
alter table cases add column asset_id uuid references asset;
create index cases_product on cases (product_id) where product_id is not null;
create index cases_asset on cases (asset_id) where asset_id is not null;

with named as (
  select custom->>'product' as name, created_at as at from cases where jsonb_typeof(custom->'product') = 'string'
  union all
  select jsonb_array_elements_text(terms->'products'), created_at from service_contract_version
    where jsonb_typeof(terms->'products') = 'array'
), tidy as (
  select left(trim(name), 120) as name, at from named where trim(name) <> ''
)
insert into product (id, name, created_at)
select gen_random_uuid(), (array_agg(name order by at))[1], min(at) from tidy group by lower(name);

update cases set product_id = product.id, custom = custom - 'product'
from product where jsonb_typeof(custom->'product') = 'string'
  and lower(product.name) = lower(left(trim(custom->>'product'), 120));

update service_contract_version set terms = (terms - 'products') || jsonb_build_object('assetIds', '[]'::jsonb, 'productIds', (
  select coalesce(jsonb_agg(distinct product.id), '[]')
  from jsonb_array_elements_text(coalesce(terms->'products', '[]')) as given (name)
    join product on lower(product.name) = lower(left(trim(given.name), 120))));

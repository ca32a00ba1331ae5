-- Roles are rows: which rights the shipped ones hold may be changed, and a company makes roles of its own. Each stands on a
-- shipped one (its kind), which goes on saying what is structural: who may own cases, and who administers.
create table role (
  id uuid primary key,
  kind text not null check (kind in ('admin', 'manager', 'agent', 'light', 'sales', 'editor')),
  name text not null,
  said text,
  -- Null: as shipped, with whatever a later version ships.
  rights text[],
  shipped boolean not null default false,
  demo boolean not null default false,
  version int not null default 1,
  created_at timestamptz not null default now(),
  unique (id, kind)
);
create unique index role_shipped on role (kind) where shipped;
create unique index role_name on role (lower(name));
insert into role (id, kind, name, shipped) values
  (gen_random_uuid(), 'admin', 'Administrator', true),
  (gen_random_uuid(), 'manager', 'Manager', true),
  (gen_random_uuid(), 'agent', 'Agent', true),
  (gen_random_uuid(), 'light', 'Light agent', true),
  (gen_random_uuid(), 'sales', 'Sales', true),
  (gen_random_uuid(), 'editor', 'Editor', true);

-- Null: the shipped role of their kind.
alter table person add role_id uuid, add foreign key (role_id, role) references role (id, kind);
alter table api_key add role_id uuid, add foreign key (role_id, role) references role (id, kind);
create index person_role_id on person (role_id) where role_id is not null;
create index api_key_role_id on api_key (role_id) where role_id is not null;

-- The rights chosen for whoever holds this role; null where they are the shipped ones.
create function chosen_rights(own_role uuid, kind_held text) returns text[] language sql stable as $$
  select rights from role where role.id = own_role or own_role is null and shipped and kind = kind_held
$$;
-- By name, or by their role.
create function sees_restricted(who person) returns boolean language sql stable as $$
  select who.sees_restricted or coalesce('cases.see_restricted' = any (chosen_rights(who.role_id, who.role)), false)
$$;

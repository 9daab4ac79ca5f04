-- The door of a server whose owner gives nobody superuser: in the spirit of https://github.com/aiven/aiven-extras,
-- functions that act with the owner's rights and do just what replication needs. Run by the owner in each database.
create schema door;
revoke all on schema door from public;

-- The slot is made by the caller at the publisher: a function runs inside a transaction, where CREATE SUBSCRIPTION cannot make one.
create function door.create_subscription(name text, conninfo text, publication text, slot text, slot_create boolean, copy_data boolean)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if slot_create then
    raise exception 'make the slot % at the publisher first: a function cannot', slot;
  end if;
  execute format('create subscription %I connection %L publication %I with (slot_name = %L, create_slot = false, copy_data = %s)',
                 name, conninfo, publication, slot, copy_data::text);
end $$;

create function door.alter_subscription_enable(name text)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  execute format('alter subscription %I enable', name);
end $$;

create function door.alter_subscription_disable(name text)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  execute format('alter subscription %I disable', name);
end $$;

-- Detached from its slot first, which stays at the publisher for the caller to drop.
create function door.drop_subscription(name text)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  execute format('alter subscription %I disable', name);
  execute format('alter subscription %I set (slot_name = none)', name);
  execute format('drop subscription %I', name);
end $$;

create function door.list_subscriptions()
returns table (subname name, subenabled boolean, subslotname name, subpublications text[])
language sql stable security definer set search_path = pg_catalog as $$
  select s.subname, s.subenabled, s.subslotname, s.subpublications
  from pg_subscription s join pg_database d on d.oid = s.subdbid
  where d.datname = current_database()
$$;

create function door.create_publication_for_all_tables(name text)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  execute format('create publication %I for all tables', name);
end $$;

create function door.drop_publication(name text)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  execute format('drop publication if exists %I', name);
end $$;

revoke all on all functions in schema door from public;
grant usage on schema door to cutover;
grant execute on all functions in schema door to cutover;

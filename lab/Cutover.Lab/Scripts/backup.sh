#!/bin/bash
# Stands for the provider's backups: makes one of a database of the new side, and restores it beside that.
#   backup restore DATABASE HOST PORT PASSFILE DIRECTORY RUN
#   backup restored …      0: it was restored for this run; 3: not yet
set -euo pipefail
verb=$1 database=$2 directory=$6 run=$7
export PGHOST=$3 PGPORT=$4 PGUSER=cutover PGPASSFILE=$5 PGCONNECT_TIMEOUT=10
umask 077
case $verb in
  restored)
    [[ $(cat "$directory/$database.restored" 2>/dev/null) == "$run" ]] || { echo "no backup of $database was restored for $run"; exit 3; }
    echo "the backup of $database of $(date -r "$directory/$database" -u +%FT%TZ) was restored"
    ;;
  restore)
    mkdir -p "$directory"
    # One at a time, and from nothing: the driver that began the last one may have been killed, and what it began goes on without it.
    exec 9>"$directory/$database.lock"
    flock 9
    rm -rf "$directory/$database" "$directory/$database.new" "$directory/$database.restored"
    nice -n 5 pg_dump --no-password --format=directory --jobs=2 --compress=0 --no-publications --no-subscriptions \
      --exclude-schema=cutover --file="$directory/$database.new" "$database"
    mv "$directory/$database.new" "$directory/$database"
    psql --no-password --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --dbname="${database}_restored" >/dev/null <<'SQL'
set client_min_messages = warning;
select format('drop schema %I cascade', nspname) from pg_namespace
where nspname not like 'pg\_%' and nspname <> 'information_schema' \gexec
create schema public;
SQL
    nice -n 5 pg_restore --no-password --no-owner --no-privileges --jobs=2 --exit-on-error --dbname="${database}_restored" \
      "$directory/$database"
    # A provider restores to a server of its own. Here it must not take the disk and a core away from users when writers are out.
    psql --no-password --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --dbname="${database}_restored" >/dev/null <<'SQL'
select format('alter table %s set (autovacuum_enabled = off)', oid::regclass) from pg_class
where relkind = 'r' and relnamespace = 'public'::regnamespace \gexec
checkpoint;
SQL
    echo "$run" >"$directory/$database.restored"
    ;;
  *) echo "backup: restore or restored, not '$verb'" >&2; exit 2 ;;
esac

#!/bin/sh
# Run once by the postgres image on an empty volume: an owner for migrations, and the application's role, which is
# neither superuser nor owner of anything.
set -eu
owner_password=$(cat /run/secrets/owner_password)
app_password=$(cat /run/secrets/app_password)
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner_password="$owner_password" --set app_password="$app_password" <<'SQL'
CREATE ROLE obmin_owner LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD :'owner_password';
CREATE ROLE obmin_app LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD :'app_password';
CREATE DATABASE obmin OWNER obmin_owner;
REVOKE ALL ON DATABASE obmin FROM PUBLIC;
GRANT CONNECT ON DATABASE obmin TO obmin_app;
SQL

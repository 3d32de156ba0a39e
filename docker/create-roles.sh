#!/bin/sh
# Run once by the postgres image on an empty volume: an owner for migrations, and the application's role, which is
# neither superuser nor owner of anything. The analysts' role reads the views of the schema `analytics` and nothing else.
set -eu
owner_password=$(cat /run/secrets/owner_password)
app_password=$(cat /run/secrets/app_password)
analyst_password=$(cat /run/secrets/analyst_password)
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner_password="$owner_password" --set app_password="$app_password" \
  --set analyst_password="$analyst_password" <<'SQL'
CREATE ROLE obmin_owner LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD :'owner_password';
CREATE ROLE obmin_app LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD :'app_password';
CREATE ROLE obmin_analyst LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB CONNECTION LIMIT 10 PASSWORD :'analyst_password';
ALTER ROLE obmin_analyst SET default_transaction_read_only = on;
ALTER ROLE obmin_analyst SET statement_timeout = '60s';
ALTER ROLE obmin_analyst SET search_path = analytics;
CREATE DATABASE obmin OWNER obmin_owner;
REVOKE ALL ON DATABASE obmin FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE obmin TO obmin_app;
GRANT CONNECT ON DATABASE obmin TO obmin_analyst;
SQL

#!/bin/sh
# Makes the secrets that docker-compose.yml reads; keeps those that are there. Run it once, beside docker-compose.yml.
set -eu
umask 077
mkdir -p secrets
rm -f secrets/owner_url secrets/app_url secrets/redis_url secrets/redis_conf
random() { head -c 48 /dev/urandom | base64 | tr -d '/+=\n'; }
for name in postgres_password owner_password app_password analyst_password redis_password secret_key mfa_key; do
  [ -s "secrets/$name" ] || random > "secrets/$name"
done
[ -s secrets/anchor_key ] || head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n' > secrets/anchor_key
[ -e secrets/oidc_secret ] || : > secrets/oidc_secret
[ -e secrets/mail_url ] || : > secrets/mail_url
url() { printf 'postgres://%s:%s@postgres:5432/obmin' "$1" "$(cat "secrets/$2")"; }
url obmin_owner owner_password > secrets/owner_url
url obmin_app app_password > secrets/app_url
printf 'redis://:%s@redis:6379/0' "$(cat secrets/redis_password)" > secrets/redis_url
printf 'requirepass %s\n' "$(cat secrets/redis_password)" > secrets/redis_conf
# The containers run as users of their own and read the files; the folder keeps everybody else on the host out.
chmod 0700 secrets
chmod 0444 secrets/*

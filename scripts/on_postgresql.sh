#!/usr/bin/env bash
# Run a command on PostgreSQL: on the server that DVHT_TEST_DATABASE_URL names, else on a throw-away cluster.
set -euo pipefail
if [ -n "${DVHT_TEST_DATABASE_URL:-}" ]; then
    exec "$@"
fi
exec pg_virtualenv -t -o fsync=off -o synchronous_commit=off bash -c '
    export DVHT_TEST_DATABASE_URL="postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres"
    exec "$@"' bash "$@"

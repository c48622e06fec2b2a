#!/usr/bin/env bash
# Install, or name, the system packages that the tests need: a browser, an office suite, PDF tools and PostgreSQL.
set -euo pipefail
declare -A package_of=(
    [chromium]=chromium
    [soffice]=libreoffice-writer-nogui
    [pdftoppm]=poppler-utils
    [pg_virtualenv]=postgresql
)
missing=()
for command in "${!package_of[@]}"; do
    command -v "$command" >/dev/null || missing+=("${package_of[$command]}")
done
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    exit 0
fi
echo "Kiểm thử cần thêm các gói hệ thống: ${missing[*]}" >&2
echo "Trên Debian/Ubuntu: sudo apt install ${missing[*]}" >&2
exit 2

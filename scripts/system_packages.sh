#!/usr/bin/env bash
# Install, or name, the system packages that the tests need: a browser, an office suite with a Times face, PostgreSQL.
set -euo pipefail
declare -A package_of=(
    [soffice]=libreoffice-writer-nogui
    [fc-list]=fontconfig
    [pg_virtualenv]=postgresql
)
missing=()
for command in "${!package_of[@]}"; do
    command -v "$command" >/dev/null || missing+=("${package_of[$command]}")
done
# The browser without a window costs half as much; not every distribution has it apart.
if ! command -v chromium-headless-shell >/dev/null && ! command -v chromium >/dev/null; then
    missing+=(chromium-headless-shell)
fi
# The office suite sets Times New Roman with Liberation Serif; its first version has too few Vietnamese letters (Ạ is U+1EA0).
if ! command -v fc-list >/dev/null || [ -z "$(fc-list ':family=Liberation Serif:charset=1ea0')" ]; then
    missing+=(fonts-liberation2)
fi
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-cache show chromium-headless-shell >/dev/null 2>&1 || missing=("${missing[@]/chromium-headless-shell/chromium}")
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    exit 0
fi
echo "Kiểm thử cần thêm các gói hệ thống: ${missing[*]}" >&2
echo "Trên Debian/Ubuntu: sudo apt install ${missing[*]}" >&2
exit 2

#!/usr/bin/env bash
# As root on Debian, install the few system packages that tests use (scripts/system_packages.txt).
# Elsewhere say what is missing: the tests that need it are skipped with the reason.
set -uo pipefail
cd "$(dirname "$0")/.."
list=scripts/system_packages.txt
missing=()
while read -r package; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done < "$list"
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "installing for the tests: ${missing[*]}" >&2
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null 2>&1 ||
    echo "could not install: ${missing[*]}" >&2
else
  echo "not installed, their tests are skipped: ${missing[*]}" >&2
fi
exit 0

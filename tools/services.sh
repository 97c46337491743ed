#!/bin/sh
# Installs what the tests of CI need from Debian: nothing when it is there already.
#   softhsm2: a PKCS#11 token in software, in place of a professional's card
#   poppler-utils, openssl: judges of signatures and files that are not ours
#   default-jre-headless: Java, for veraPDF
#   chromium: the browser of the journeys of the web app; libatomic1: for the program that drives it
#   nodejs, npm: the OpenID provider of the journeys of sign-in
#   postfix, dovecot-imapd, dovecot-lmtpd: servers of secure mail, started by the tests
#   curl: runs the commands of the README as they are written
#   libfaketime: moves the wall clock of running processes
# Offline: install them from a local mirror, or run ./dev test without this script nor CI=1: the
# tests that need an absent program are skipped, with the reason.
set -eu

PACKAGES="softhsm2 poppler-utils openssl default-jre-headless chromium libatomic1 curl"
PACKAGES="$PACKAGES postfix dovecot-imapd dovecot-lmtpd libfaketime"
PROGRAMS="softhsm2-util pdfsig openssl java chromium curl node npm postfix dovecot"

missing=
for program in $PROGRAMS; do
    # Servers are in /usr/sbin, which only root looks into.
    command -v "$program" >/dev/null 2>&1 || [ -x "/usr/sbin/$program" ] || missing="$missing $program"
done
# A node that is not Debian's brings its own npm, which Debian's would remove.
command -v npm >/dev/null 2>&1 || PACKAGES="$PACKAGES nodejs npm"
# Debian keeps libraries in a folder named after the machine.
set -- /usr/lib/*/libatomic.so.1
[ -e "$1" ] || missing="$missing libatomic.so.1"
set -- /usr/lib/*/faketime/libfaketimeMT.so.1
[ -e "$1" ] || missing="$missing libfaketime"

install() {
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        printf 'ordonnance : programmes absents :%s. À faire, en root : apt-get install %s\n' \
            "$missing" "$PACKAGES" >&2
        exit 1
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >&2
    # shellcheck disable=SC2086  # one argument per package is meant
    apt-get install -y -qq --no-install-recommends $PACKAGES >&2
}

# The packages of the provider, as its lock file pins them, in a cache outside the tree.
provider() {
    files="$(dirname -- "$0")/../tests/browser/provider"
    digest="$(sha256sum "$files/package-lock.json" | cut -c1-16)"
    folder="${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/ordonnance/oidc-provider-$digest"
    [ -d "$folder" ] && return
    rm -rf "$folder.new"
    mkdir -p "$folder.new"
    cp "$files/package.json" "$files/package-lock.json" "$folder.new"
    (cd "$folder.new" && npm ci --ignore-scripts --no-audit --no-fund >&2)
    mv "$folder.new" "$folder"
}

[ -z "$missing" ] || install
provider

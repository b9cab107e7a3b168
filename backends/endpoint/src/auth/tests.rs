//! Requests that are signed, or are not. The signatures are computed elsewhere, by a program of another language.

use std::time::{Duration, SystemTime};

use hyper::Request;
use hyper::http::request::{Builder, Parts};

use super::{Credentials, check};

const BODY: &[u8] = br#"{"TableName":"shop"}"#;
const DATE: &str = "20150830T123600Z";
const SIGNED: &str = "content-type;host;x-amz-date;x-amz-target";
const SIGNATURE: &str = "014eaf21f4e0df2cfb8661020da3fff9bb72415f0b3b8ab53cfd92ebda4cd079";
const PRESIGNED: &str = "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=local%2F20150830%2Fus-east-1%2Fdynamodb%2F\
                         aws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host\
                         &X-Amz-Signature=b1a29caba017f05fec3f002245d620f8fe8e11068322abe6923f95056683facb";
const MISSING: &str = "MissingAuthenticationTokenException: Request is missing Authentication Token";

fn credentials() -> Credentials {
    Credentials { access_key: "local".to_owned(), secret_key: "a secret".to_owned() }
}

fn parts(request: Builder) -> Parts {
    request.body(()).unwrap().into_parts().0
}

/// A request without a signature.
fn unsigned(uri: &str) -> Builder {
    Request::post(uri)
        .header("host", "localhost:8000")
        .header("content-type", "application/x-amz-json-1.0")
        .header("x-amz-target", "DynamoDB_20120810.DescribeTable")
}

fn authorization(algorithm: &str, credential: &str, signed: &str, signature: &str) -> String {
    format!("{algorithm} Credential={credential}, SignedHeaders={signed}, Signature={signature}")
}

fn header(credential: &str, signature: &str) -> String {
    authorization("AWS4-HMAC-SHA256", credential, SIGNED, signature)
}

fn good() -> String {
    header("local/20150830/us-east-1/dynamodb/aws4_request", SIGNATURE)
}

/// A request with a header and a date.
fn signed(authorization: &str, date: &str) -> Parts {
    parts(unsigned("/").header("x-amz-date", date).header("authorization", authorization))
}

/// What is said of a request by an endpoint that knows no keys.
fn shape(head: &Parts) -> String {
    check(head).map_or_else(|fault| fault.to_string(), |()| "well-formed".to_owned())
}

/// What is said of a request, with the body, when its signature is verified, seconds after it was made.
fn verified_after(head: &Parts, body: &[u8], seconds: u64) -> String {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_440_938_160 + seconds);
    let outcome = credentials().verify(head, body, "us-east-1", now);
    outcome.map_or_else(|fault| fault.to_string(), |()| "good".to_owned())
}

fn verified(head: &Parts) -> String {
    verified_after(head, BODY, 0)
}

#[test]
fn a_signature_must_be_there_and_be_one() {
    assert_eq!(shape(&parts(unsigned("/"))), MISSING);
    assert_eq!(shape(&parts(unsigned("/?a=b").header("authorization", "Basic eA=="))), MISSING);
    assert_eq!(
        shape(&parts(unsigned(PRESIGNED).header("authorization", good()))),
        "InvalidSignatureException: Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
    );
    assert_eq!(shape(&signed(&good(), DATE)), "well-formed");
    assert_eq!(shape(&parts(unsigned(PRESIGNED))), "well-formed");
}

#[test]
fn all_parts_that_a_header_lacks_are_listed() {
    assert_eq!(
        shape(&parts(unsigned("/").header("authorization", "AWS4-HMAC-SHA256"))),
        "IncompleteSignatureException: Authorization header requires 'Credential' parameter. Authorization header requires \
         'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires \
         existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256"
    );
    let header = "AWS4-HMAC-SHA256 Credential=a,SignedHeaders=b,Signature=";
    assert_eq!(
        shape(&signed(header, DATE)),
        format!(
            "IncompleteSignatureException: Authorization header requires 'Signature' parameter. Authorization={header}"
        )
    );
}

#[test]
fn all_parameters_that_a_query_lacks_are_listed() {
    assert_eq!(
        shape(&parts(unsigned("/?X-Amz-Algorithm=&X-Amz-Date=x"))),
        "IncompleteSignatureException: AWS query-string parameters must include 'X-Amz-Algorithm'. AWS query-string \
         parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. AWS \
         query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string parameters."
    );
    assert_eq!(
        shape(&parts(unsigned(&PRESIGNED.replace("X-Amz-Date", "Date")))),
        "IncompleteSignatureException: AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string \
         parameters."
    );
}

/// Each request has the faults of all that come after it, too.
#[test]
fn the_first_fault_is_the_one_that_is_said() {
    let cut = "AWS4-x Credential=local,SignedHeaders=x";
    let said = |authorization: &str, date: &str| verified_after(&signed(authorization, date), b"", 3600);
    assert!(
        said(cut, "x").starts_with("IncompleteSignatureException: Authorization header requires 'Signature'")
    );
    let wrong = |algorithm, credential, signed| authorization(algorithm, credential, signed, "0");
    let all = wrong("AWS4-x", "other", "x");
    assert!(said(&all, "x").starts_with("IncompleteSignatureException: Date must be in ISO-8601"));
    assert!(
        said(&all, DATE).starts_with("InvalidSignatureException: Signature expired: 20150830T123600Z is now")
    );
    let in_time = "20150830T133600Z";
    assert_eq!(
        said(&all, in_time),
        "InvalidSignatureException: 'Host' must be a 'SignedHeader' in the AWS Authorization."
    );
    assert_eq!(
        said(&wrong("AWS4-x", "other", "host"), in_time),
        "IncompleteSignatureException: Unsupported AWS 'algorithm': 'AWS4-x' (only AWS4-HMAC-SHA256 for now). "
    );
    let known = "AWS4-HMAC-SHA256";
    assert!(said(&wrong(known, "other", "host"), in_time).starts_with(
        "IncompleteSignatureException: Credential must have exactly 5 slash-delimited elements"
    ));
    assert_eq!(
        said(&wrong(known, "other/20150830/eu-west-1/dynamodb/aws4_request", "host"), in_time),
        "InvalidSignatureException: Credential should be scoped to a valid region, not 'eu-west-1'. "
    );
    assert_eq!(
        said(&wrong(known, "other/20150830/us-east-1/dynamodb/aws4_request", "host"), in_time),
        "UnrecognizedClientException: The security token included in the request is invalid."
    );
    assert!(
        said(&wrong(known, "local/20150830/us-east-1/dynamodb/aws4_request", "host"), in_time)
            .starts_with("InvalidSignatureException: The request signature we calculated does not match")
    );
}

#[test]
fn without_known_keys_any_signature_will_do_that_has_its_shape() {
    let anyone = header("anyone/19700101/nowhere/something/else", "0");
    assert_eq!(shape(&signed(&anyone, DATE)), "well-formed");
    assert!(shape(&signed(&anyone, "today")).starts_with("IncompleteSignatureException: Date must be in"));
    assert!(shape(&signed(&header("anyone", "0"), DATE)).contains("exactly 5 slash-delimited elements"));
}

#[test]
fn a_good_signature_is_recognised_wherever_it_is() {
    assert_eq!(verified(&signed(&good(), DATE)), "good");
    assert_eq!(verified(&parts(unsigned(PRESIGNED))), "good");
    let dated = unsigned("/").header("date", DATE).header("authorization", good());
    assert!(
        verified(&parts(dated)).contains("x-amz-date:\n"),
        "the date is found, but is not what is signed"
    );
}

/// Whatever it says itself of when it expires.
#[test]
fn a_presigned_request_is_good_as_long_as_any_other() {
    let head = parts(unsigned(PRESIGNED));
    assert!(PRESIGNED.contains("X-Amz-Expires=60&"));
    assert_eq!(verified_after(&head, BODY, 15 * 60), "good");
    assert!(
        verified_after(&head, BODY, 15 * 60 + 1).starts_with("InvalidSignatureException: Signature expired")
    );
}

#[test]
fn a_signature_is_of_all_that_it_names() {
    let head = signed(&good(), DATE);
    assert_eq!(
        verified_after(&head, b"{}", 0),
        "InvalidSignatureException: The request signature we calculated does not match the signature you provided. Check \
         your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\nThe Canonical \
         String for this request should have been\n'POST\n/\n\ncontent-type:application/x-amz-json-1.0\n\
         host:localhost:8000\nx-amz-date:20150830T123600Z\nx-amz-target:DynamoDB_20120810.DescribeTable\n\n\
         content-type;host;x-amz-date;x-amz-target\n44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'\n\n\
         The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/dynamodb/aws4_request\n\
         3c0e999d55db817bd65c8656e368105e2d7d6f8125210612575df1586062fd0c'\n"
    );
    let mut other = head;
    other.headers.insert("x-amz-target", "DynamoDB_20120810.DeleteTable".parse().unwrap());
    assert!(verified(&other).contains("does not match"));
    let other = parts(unsigned(&PRESIGNED.replace("Expires=60", "Expires=61")));
    assert!(verified(&other).contains("does not match"));
}

#[test]
fn a_body_may_be_left_out_of_the_signature() {
    let authorization = authorization(
        "AWS4-HMAC-SHA256",
        "local/20150830/us-east-1/dynamodb/aws4_request",
        "content-type;host;x-amz-content-sha256;x-amz-date;x-amz-target",
        "175595ed4af6a0692e12e87a5cdb28dcdf04d03863e4b73509252873e0c19476",
    );
    let mut head = signed(&authorization, DATE);
    assert!(verified(&head).contains("does not match"));
    head.headers.insert("x-amz-content-sha256", "UNSIGNED-PAYLOAD".parse().unwrap());
    assert_eq!(verified(&head), "good");
    assert_eq!(verified_after(&head, b"{}", 0), "good");
}

#[test]
fn there_are_no_sessions() {
    let authorization = authorization(
        "AWS4-HMAC-SHA256",
        "local/20150830/us-east-1/dynamodb/aws4_request",
        "host;x-amz-date;x-amz-security-token",
        "62447253432c48d92cb222951c6b446feed17ddc376be39acaa168324d5d0d57",
    );
    let mut head = signed(&authorization, DATE);
    head.headers.insert("x-amz-security-token", "t".parse().unwrap());
    let refused = "UnrecognizedClientException: The security token included in the request is invalid";
    assert_eq!(verified(&head), refused);
    assert_eq!(shape(&head), "well-formed");
}

#[test]
fn the_host_of_http_2_is_in_the_address() {
    let mut head = parts(unsigned("http://localhost:8000/").header("x-amz-date", DATE));
    head.headers.remove("host");
    head.headers.insert("authorization", good().parse().unwrap());
    assert_eq!(verified(&head), "good");
}

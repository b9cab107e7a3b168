//! A client that sends whatever it is told to.

use std::net::SocketAddr;

use serde_json::Value;

use crate::wire::Connection;

pub(crate) struct Client(SocketAddr);

impl Client {
    pub(crate) const fn new(addr: SocketAddr) -> Self {
        Self(addr)
    }

    /// Sends a request and returns the status and the body of the answer.
    pub(crate) fn send(&self, operation: &str, request: &str) -> (u16, Value) {
        let answer = Connection::open(self.0).unwrap().call(operation, request).unwrap();
        (answer.status, answer.json())
    }
}

/// What an answer says: the exception, its message, and why a transaction is cancelled.
pub(crate) fn said(answer: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let message = answer.get("message").or_else(|| answer.get("Message")).map(text).unwrap_or_default();
    let exception = text(&answer["__type"]);
    let exception = exception.rsplit('#').next().unwrap_or_default();
    let reasons = answer["CancellationReasons"].as_array().cloned().unwrap_or_default();
    let reason = reasons.iter().find(|reason| reason["Code"] != "None");
    let reason = reason.map(|reason| format!(" / {}: {}", text(&reason["Code"]), text(&reason["Message"])));
    format!("{exception}: {message}{}", reason.unwrap_or_default())
}

//! Where requests went.

use std::fmt;
use std::sync::{Arc, OnceLock};

use aws_sdk_dynamodb::config::http::HttpRequest;
use aws_sdk_dynamodb::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_smithy_runtime_api::box_error::BoxError;

use super::check_url;

/// Scheme, host and port of a client's requests, known from the first one on.
///
/// The SDK resolves its endpoint from region, profile, account and overrides, and its connection errors do not
/// say what came out. A client keeps its endpoint, and another one for searches, so looking once is enough. What the
/// SDK lets pass and would then fail to connect to, again and again, is stopped here.
#[derive(Clone, Debug, Default)]
pub(crate) struct Endpoint {
    /// Whether it is that of searches, or that of everything else.
    of_searches: bool,
    origin: Arc<OnceLock<String>>,
}

impl Endpoint {
    pub(crate) fn of_searches() -> Self {
        Self { of_searches: true, ..Self::default() }
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.origin.get().map_or("the endpoint", String::as_str))
    }
}

impl Intercept for Endpoint {
    fn name(&self) -> &'static str {
        "Endpoint"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request();
        if is_search(request) == self.of_searches && self.origin.get().is_none() {
            let origin = origin(request.uri());
            check_url(origin)?;
            // Another request may have been first, with the same.
            let _ = self.origin.set(origin.to_owned());
        }
        Ok(())
    }
}

fn is_search(request: &HttpRequest) -> bool {
    request.headers().get("x-amz-target").is_some_and(|target| target.ends_with(".SearchVectors"))
}

/// Cuts a URI behind host and port.
fn origin(uri: &str) -> &str {
    let host = uri.find("://").map_or(0, |scheme| scheme + 3);
    let end = uri.get(host..).and_then(|rest| rest.find(['/', '?'])).map_or(uri.len(), |path| host + path);
    uri.get(..end).unwrap_or(uri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origin_keeps_scheme_host_and_port_only() {
        assert_eq!(origin("http://127.0.0.1:8000/"), "http://127.0.0.1:8000");
        assert_eq!(
            origin("https://dynamodb.eu-west-1.amazonaws.com"),
            "https://dynamodb.eu-west-1.amazonaws.com"
        );
        assert_eq!(origin("http://host?x=/"), "http://host");
        assert_eq!(origin("/only/path"), "");
    }
}

//! How a client is configured.

mod builder;
mod endpoint;
mod http;
mod url;

pub use builder::AwsBuilder;
pub(crate) use builder::defaults;
pub(crate) use endpoint::Endpoint;
pub(crate) use http::https;
pub(crate) use url::check_url;

//! A service of canned answers, which remembers what it was asked.

use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::http::{HttpRequest, HttpResponse};
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::{
    BehaviorVersion, Credentials, HttpClient, Region, RuntimeComponents, SharedCredentialsProvider,
};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use dynamo_aws::{Aws, SdkConfig, StreamsClient};
use serde_json::Value as Json;

/// Answers every request with the same status and body, or with a connection that breaks; operations can have answers
/// of their own, one after the other, of which the last stays.
#[derive(Clone, Debug)]
pub(crate) struct Canned {
    answer: Option<(u16, String)>,
    of_operations: Vec<(&'static str, u16, String)>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

/// One request as it would have gone out.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) url: String,
    pub(crate) operation: String,
    pub(crate) body: Json,
}

impl Canned {
    pub(crate) fn answering(status: u16, body: impl ToString) -> Self {
        Self { answer: Some((status, body.to_string())), of_operations: Vec::new(), asked: Arc::default() }
    }

    /// Answers with an exception as the service words it.
    pub(crate) fn refusing(status: u16, exception: &str, message: &str) -> Self {
        let name = format!("com.amazonaws.dynamodb.v20120810#{exception}");
        Self::answering(status, serde_json::json!({ "__type": name, "message": message }))
    }

    pub(crate) fn hanging_up() -> Self {
        Self { answer: None, of_operations: Vec::new(), asked: Arc::default() }
    }

    /// Answers one operation otherwise, or otherwise again the next time.
    pub(crate) fn but(mut self, operation: &'static str, status: u16, body: impl ToString) -> Self {
        self.of_operations.push((operation, status, body.to_string()));
        self
    }

    /// Makes a backend whose requests end here, each tried once.
    pub(crate) fn aws(&self) -> Aws {
        Aws::from_sdk_config(&self.sdk())
    }

    /// Makes a backend as [`Canned::aws`] does, from clients made elsewhere.
    pub(crate) fn aws_of_clients(&self) -> Aws {
        let sdk = self.sdk();
        Aws::new(Client::new(&sdk)).with_streams(StreamsClient::new(&sdk))
    }

    /// Configures clients whose requests end here, each tried once.
    pub(crate) fn sdk(&self) -> SdkConfig {
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("eu-west-1"))
            .credentials_provider(SharedCredentialsProvider::new(Credentials::new(
                "key", "secret", None, None, "test",
            )))
            .retry_config(RetryConfig::disabled())
            .http_client(self.clone())
            .build()
    }

    /// Returns what was asked last.
    pub(crate) fn asked(&self) -> Option<Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).last().cloned()
    }

    /// Returns what was asked first.
    pub(crate) fn asked_first(&self) -> Option<Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).first().cloned()
    }

    /// Counts what was asked.
    pub(crate) fn requests(&self) -> usize {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    fn answer(&self, request: &HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let operation = request.headers().get("x-amz-target").unwrap_or_default().to_owned();
        let body = request.body().bytes().and_then(|body| serde_json::from_slice(body).ok());
        let answer = self.own_answer(&operation).or_else(|| self.answer.clone());
        let asked = Asked { url: request.uri().to_owned(), operation, body: body.unwrap_or_default() };
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(asked);
        let (status, body) = answer.ok_or_else(|| ConnectorError::io("connection reset".into()))?;
        let status = StatusCode::try_from(status).map_err(|error| ConnectorError::user(error.into()))?;
        Ok(HttpResponse::new(status, SdkBody::from(body)))
    }

    fn own_answer(&self, operation: &str) -> Option<(u16, String)> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let before = asked.iter().filter(|asked| asked.operation == operation).count();
        let of_operation = |(name, ..): &&(&str, u16, String)| operation.ends_with(&format!(".{name}"));
        let own: Vec<_> = self.of_operations.iter().filter(of_operation).collect();
        own.get(before).or(own.last()).map(|(_, status, body)| (*status, body.clone()))
    }
}

impl HttpClient for Canned {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Canned {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::ready(self.answer(&request))
    }
}

//! A service of one canned answer, which remembers what it was asked.

use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::http::{HttpRequest, HttpResponse};
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Config, Credentials, HttpClient, Region, RuntimeComponents};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use dynamo_aws::Aws;
use serde_json::Value as Json;

/// Answers every request with the same status and body, or with a connection that breaks; operations can have answers
/// of their own.
#[derive(Clone, Debug)]
pub(crate) struct Canned {
    answer: Option<(u16, String)>,
    of_operations: Vec<(&'static str, u16, String)>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

/// One request as it would have gone out.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
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

    /// Answers one operation otherwise.
    pub(crate) fn but(mut self, operation: &'static str, status: u16, body: impl ToString) -> Self {
        self.of_operations.push((operation, status, body.to_string()));
        self
    }

    /// Makes a backend whose requests end here, each tried once.
    pub(crate) fn aws(&self) -> Aws {
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("eu-west-1"))
            .credentials_provider(Credentials::new("key", "secret", None, None, "test"))
            .retry_config(RetryConfig::disabled())
            .http_client(self.clone())
            .build();
        Aws::new(Client::from_conf(config))
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
        let own = self.of_operations.iter().find(|(name, ..)| operation.ends_with(&format!(".{name}")));
        let answer = own.map(|(_, status, body)| (*status, body.clone())).or_else(|| self.answer.clone());
        let asked = Asked { operation, body: body.unwrap_or_default() };
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(asked);
        let (status, body) = answer.ok_or_else(|| ConnectorError::io("connection reset".into()))?;
        let status = StatusCode::try_from(status).map_err(|error| ConnectorError::user(error.into()))?;
        Ok(HttpResponse::new(status, SdkBody::from(body)))
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

//! Real DynamoDB, and anything that speaks its protocol, as a [`dynamo_model::Backend`].
//!
//! ```
//! use dynamo_aws::Aws;
//! use dynamo_model::Backend;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> dynamo_model::Result<()> {
//! // In the cloud: `Aws::from_env().await`. On this machine:
//! let aws = Aws::builder()
//!     .endpoint_url("http://127.0.0.1:8000")
//!     .credentials("local", "local")
//!     .build()
//!     .await?;
//! let backend: &dyn Backend = &aws;
//! assert!(format!("{backend:?}").starts_with("Aws"));
//! # Ok(())
//! # }
//! ```
//!
//! - [`Aws::from_env`] reads region, credentials and endpoint where every AWS tool does.
//! - [`Aws::builder`] sets some of them by hand, for local endpoints and ScyllaDB Alternator.
//! - [`Aws::from_sdk_config`] and [`Aws::new`] take what an application has configured already.
//!
//! Streams are another service, with a client and an endpoint of their own. All of these but [`Aws::new`] set both
//! clients up alike; to that one [`Aws::with_streams`] adds the other.
//!
//! In the cloud, searches in vector indexes go to hosts of their own, which the SDK knows. An endpoint that is set by
//! hand is that of searches, too: do not set DynamoDB's own.
//!
//! Items are converted at the edge, exactly. The SDK's exceptions become [`dynamo_model::Error`]s of the same
//! meaning, message and all; the SDK's own error is their [`source`](std::error::Error::source). Retries are the
//! SDK's: an error arrives here when they are used up. What a batch leaves unprocessed is no error and is not sent
//! again. A transaction without a token gets a random one, so that the SDK's retries cannot write twice.
//!
//! The service takes seconds to create, change and delete tables. Those operations wait until it is done, for ten
//! minutes at the most, but as long as it takes to fill a new index. Who drops the future ends the wait, not the change.
//!
//! TLS is rustls with `ring`. Credentials from SSO sessions and from external processes are not compiled in: an
//! application that needs them loads an [`SdkConfig`] with its own `aws-config`.

mod call;
mod config;
mod convert;
mod error;

pub use aws_config::SdkConfig;
pub use aws_sdk_dynamodb::Client;
pub use aws_sdk_dynamodbstreams::Client as StreamsClient;
pub use config::AwsBuilder;

use aws_config::BehaviorVersion;
use aws_sdk_dynamodb::config::Builder;
use aws_sdk_dynamodbstreams::config::Builder as StreamsBuilder;
use config::Endpoint;
use dynamo_model::{Error, ErrorKind, Result};

/// DynamoDB through the AWS SDK. Cheap to clone; clones share connections.
///
/// ```
/// use dynamo_aws::{Aws, Client, SdkConfig};
///
/// let aws = Aws::from_sdk_config(&SdkConfig::builder().build());
/// let client: &Client = aws.client();
/// assert!(client.config().region().is_none());
/// ```
#[derive(Clone, Debug)]
pub struct Aws {
    client: Client,
    endpoint: Endpoint,
    /// Searches go to an endpoint of their own, unless one is set for all.
    search_endpoint: Endpoint,
    /// The client of the service of streams; none if all there is to go by is the other client.
    streams: Option<StreamsClient>,
    streams_endpoint: Endpoint,
}

impl Aws {
    /// Connects with what the environment says: variables, shared profile files, and the instance or container
    /// the program runs on.
    ///
    /// `AWS_ENDPOINT_URL` overrides the endpoints, `AWS_ENDPOINT_URL_DYNAMODB` only that of tables and
    /// `AWS_ENDPOINT_URL_DYNAMODB_STREAMS` only that of streams. What is missing or wrong shows as an error of the
    /// first request.
    ///
    /// ```no_run
    /// use dynamo_aws::Aws;
    /// use dynamo_model::Backend;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// let aws = Aws::from_env().await;
    /// assert_eq!(&*aws.describe_table("shop".into()).await?.table, "shop");
    /// # Ok(())
    /// # }
    /// ```
    pub async fn from_env() -> Self {
        let sdk = config::defaults().load().await;
        Self::from_sdk_config(&sdk)
    }

    /// Connects with a configuration shared between AWS clients.
    ///
    /// ```
    /// use dynamo_aws::{Aws, SdkConfig};
    ///
    /// let sdk = SdkConfig::builder().region(aws_config::Region::new("eu-west-1")).build();
    /// let aws = Aws::from_sdk_config(&sdk);
    /// assert_eq!(aws.client().config().region(), sdk.region());
    /// ```
    #[must_use]
    pub fn from_sdk_config(sdk: &SdkConfig) -> Self {
        let mut builder = Builder::from(sdk);
        let mut streams = StreamsBuilder::from(sdk);
        // Loaded by hand or by a lean build of `aws-config`, a configuration can lack what the SDK's default
        // features would have filled in.
        if sdk.http_client().is_none() {
            let https = config::https();
            builder = builder.http_client(https.clone());
            streams = streams.http_client(https);
        }
        if sdk.behavior_version().is_none() {
            builder = builder.behavior_version(BehaviorVersion::latest());
            streams = streams.behavior_version(BehaviorVersion::latest());
        }
        Self::watching(builder).watching_streams(streams)
    }

    /// Uses a client made elsewhere, with everything configured on it. Streams need a client of their own: see
    /// [`Aws::with_streams`].
    ///
    /// ```
    /// use dynamo_aws::{Aws, Client, SdkConfig};
    ///
    /// let sdk = SdkConfig::builder().behavior_version(aws_config::BehaviorVersion::latest());
    /// let client = Client::new(&sdk.region(aws_config::Region::new("eu-west-1")).build());
    /// let aws = Aws::new(client.clone());
    /// assert_eq!(aws.client().config().region(), client.config().region());
    /// ```
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self::watching(client.config().to_builder())
    }

    /// Uses another client for streams.
    ///
    /// ```
    /// use dynamo_aws::{Aws, Client, SdkConfig, StreamsClient};
    ///
    /// let sdk = SdkConfig::builder().behavior_version(aws_config::BehaviorVersion::latest()).build();
    /// let aws = Aws::new(Client::new(&sdk)).with_streams(StreamsClient::new(&sdk));
    /// assert!(aws.client().config().region().is_none());
    /// ```
    #[must_use]
    pub fn with_streams(self, client: StreamsClient) -> Self {
        self.watching_streams(client.config().to_builder())
    }

    /// Starts from the environment and sets region, endpoint or credentials by hand.
    ///
    /// ```
    /// use dynamo_aws::Aws;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// let aws = Aws::builder().region("eu-west-1").credentials("local", "local").build().await?;
    /// assert_eq!(aws.client().config().region().map(AsRef::as_ref), Some("eu-west-1"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder() -> AwsBuilder {
        AwsBuilder::default()
    }

    /// Returns the SDK's client, for operations this crate does not offer.
    ///
    /// ```
    /// use dynamo_aws::{Aws, SdkConfig};
    ///
    /// let aws = Aws::from_sdk_config(&SdkConfig::builder().build());
    /// // Backups are an operation of the SDK's own.
    /// let backup = aws.client().create_backup().table_name("shop").backup_name("friday");
    /// assert_eq!(backup.get_table_name().as_deref(), Some("shop"));
    /// ```
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Returns the client of the service of streams.
    fn streams(&self) -> Result<&StreamsClient> {
        self.streams.as_ref().ok_or_else(|| {
            Error::new(
                ErrorKind::Unsupported,
                "streams need a client of their own: give one with `Aws::with_streams`",
            )
        })
    }

    /// Makes the client note where it sends its requests, for error messages.
    fn watching(builder: Builder) -> Self {
        let (endpoint, search_endpoint) = (Endpoint::default(), Endpoint::of_searches());
        let config = builder.interceptor(endpoint.clone()).interceptor(search_endpoint.clone()).build();
        Self {
            client: Client::from_conf(config),
            endpoint,
            search_endpoint,
            streams: None,
            streams_endpoint: Endpoint::default(),
        }
    }

    /// Makes the client of streams do the same.
    fn watching_streams(mut self, builder: StreamsBuilder) -> Self {
        self.streams_endpoint = Endpoint::default();
        let config = builder.interceptor(self.streams_endpoint.clone()).build();
        self.streams = Some(StreamsClient::from_conf(config));
        self
    }
}

//! Region, endpoint and credentials by hand.

use aws_config::environment::EnvironmentVariableRegionProvider;
use aws_config::meta::region::RegionProviderChain;
use aws_config::profile::ProfileFileRegionProvider;
use aws_config::{BehaviorVersion, ConfigLoader, Region};
use aws_sdk_dynamodb::config::Credentials;
use dynamo_model::Result;

use super::{check_url, https};
use crate::Aws;

/// Sets up an [`Aws`]; what is not set comes from the environment, as in [`Aws::from_env`].
///
/// ```
/// use dynamo_aws::Aws;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamo_model::Result<()> {
/// let aws = Aws::builder()
///     .region("eu-west-1")
///     .endpoint_url("http://127.0.0.1:8000")
///     .credentials("local", "local")
///     .build()
///     .await?;
/// assert_eq!(aws.client().config().region().unwrap().as_ref(), "eu-west-1");
///
/// let error = Aws::builder().endpoint_url("127.0.0.1:8000").build().await.unwrap_err();
/// assert!(error.to_string().contains("does not start with `http://` or `https://`"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is set up until `build` is called"]
pub struct AwsBuilder {
    region: Option<String>,
    endpoint_url: Option<String>,
    credentials: Option<Credentials>,
}

impl AwsBuilder {
    /// Sets the region, such as `eu-west-1`.
    ///
    /// ```
    /// # use dynamo_aws::Aws;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// let aws = Aws::builder().region("eu-west-1").credentials("local", "local").build().await?;
    /// assert_eq!(aws.client().config().region().map(AsRef::as_ref), Some("eu-west-1"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sends requests to this URL instead of the region's endpoint.
    ///
    /// If no region is set here, in the environment or in a profile, requests are signed for `us-east-1`: other
    /// services than DynamoDB do not care.
    ///
    /// ```
    /// # use dynamo_aws::Aws;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// let local = Aws::builder().endpoint_url("http://127.0.0.1:8000").credentials("local", "local");
    /// assert!(local.build().await?.client().config().region().is_some(), "what requests are signed for");
    ///
    /// let error = Aws::builder().endpoint_url("localhost:8000").build().await.unwrap_err();
    /// assert!(error.is_validation(), "`http://` is missing");
    /// # Ok(())
    /// # }
    /// ```
    pub fn endpoint_url(mut self, url: impl Into<String>) -> Self {
        self.endpoint_url = Some(url.into());
        self
    }

    /// Signs requests with this key.
    ///
    /// For local endpoints, which accept any. In the cloud, leave the key out of the program: the environment's
    /// credentials expire and rotate.
    ///
    /// ```
    /// # use dynamo_aws::Aws;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// let local = Aws::builder().endpoint_url("http://127.0.0.1:8000").credentials("local", "a secret");
    /// assert!(!format!("{local:?}").contains("a secret"), "it is never shown");
    /// assert!(local.build().await.is_ok());
    /// # Ok(())
    /// # }
    /// ```
    pub fn credentials(
        mut self,
        access_key_id: impl Into<String>,
        secret_access_key: impl Into<String>,
    ) -> Self {
        self.credentials = Some(Credentials::new(access_key_id, secret_access_key, None, None, "dynamo-aws"));
        self
    }

    /// Reads the rest of the environment and makes the backend. Sends nothing to DynamoDB.
    ///
    /// # Errors
    ///
    /// [`is_validation`](dynamo_model::Error::is_validation) if the endpoint URL is malformed.
    ///
    /// ```
    /// # use dynamo_aws::Aws;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// use dynamo_model::Backend;
    ///
    /// let aws = Aws::builder().endpoint_url("http://127.0.0.1:8000").credentials("local", "local").build().await?;
    /// let backend: &dyn Backend = &aws;
    /// assert!(format!("{backend:?}").starts_with("Aws"));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn build(self) -> Result<Aws> {
        let mut loader = defaults();
        if let Some(url) = self.endpoint_url {
            check_url(&url)?;
            loader = loader.endpoint_url(url).region(signing_region());
        }
        if let Some(region) = self.region {
            loader = loader.region(Region::new(region));
        }
        if let Some(credentials) = self.credentials {
            loader = loader.credentials_provider(credentials);
        }
        Ok(Aws::from_sdk_config(&loader.load().await))
    }
}

/// Starts from what the environment says.
pub(crate) fn defaults() -> ConfigLoader {
    aws_config::defaults(BehaviorVersion::latest()).http_client(https())
}

/// Looks for a region without asking the instance metadata service, which a local machine waits for in vain.
fn signing_region() -> RegionProviderChain {
    RegionProviderChain::first_try(EnvironmentVariableRegionProvider::new())
        .or_else(ProfileFileRegionProvider::new())
        .or_else(Region::from_static("us-east-1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_secret_key_never_shows_in_debug_output() {
        let builder = Aws::builder().endpoint_url("http://127.0.0.1:8000").region("eu-west-1");
        let builder = builder.credentials("access", "hush-hush");
        assert!(!format!("{builder:?}").contains("hush-hush"));
        assert!(!format!("{:?}", builder.build().await.unwrap()).contains("hush-hush"));
    }

    #[tokio::test]
    async fn a_malformed_endpoint_url_is_refused_before_any_request() {
        let error = Aws::builder().endpoint_url("127.0.0.1:8000").build().await.unwrap_err();
        assert!(error.is_validation());
        assert!(error.message().starts_with("endpoint URL `127.0.0.1:8000` does not start with"), "{error}");
    }
}

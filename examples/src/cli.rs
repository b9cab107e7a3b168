//! The options the example programs share.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, ValueEnum};
use dynamo_aws::Aws;
use dynamo_lmdb::Lmdb;
use dynamo_model::{Backend, Error, Result};

/// Runs a single-table design on the built-in engine or on DynamoDB.
#[derive(Clone, Debug, Parser)]
#[command(after_help = "Examples:
  cargo run --example shop
  cargo run --example shop -- --path ./shop-data
  cargo run --example shop -- --backend aws --endpoint-url http://127.0.0.1:8000

The aws backend takes region and credentials from the environment (AWS_REGION,
AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_PROFILE); a local endpoint needs none.
The table stays where it is. All but the shop want one without items.")]
pub struct Arguments {
    /// Where the items are stored
    #[arg(long, value_enum, default_value = "lmdb")]
    pub backend: BackendName,

    /// The database directory of the lmdb backend [default: a temporary one]
    #[arg(long, value_name = "DIR", conflicts_with = "endpoint_url")]
    pub path: Option<PathBuf>,

    /// The endpoint of the aws backend, such as DynamoDB Local's [default: the region's]
    #[arg(long, value_name = "URL")]
    pub endpoint_url: Option<String>,
}

/// The backends an example can run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BackendName {
    /// The built-in engine: in this process, in a directory
    Lmdb,
    /// DynamoDB, or what speaks its protocol
    Aws,
}

impl Arguments {
    /// Opens the backend, and says where it is.
    ///
    /// # Errors
    ///
    /// Whatever opening the directory or reaching the endpoint reports.
    pub async fn backend(&self) -> Result<(Arc<dyn Backend>, String)> {
        match self.backend {
            BackendName::Lmdb if self.endpoint_url.is_some() => {
                Err(Error::validation("--endpoint-url belongs to the aws backend; add `--backend aws`"))
            }
            BackendName::Aws if self.path.is_some() => Err(Error::validation(
                "--path belongs to the lmdb backend; use --endpoint-url to reach a local service",
            )),
            BackendName::Lmdb => match &self.path {
                Some(path) => Ok((Arc::new(Lmdb::open(path)?), format!("LMDB in {}", path.display()))),
                None => Ok((Arc::new(Lmdb::temporary()?), "temporary LMDB".to_owned())),
            },
            BackendName::Aws => self.aws().await,
        }
    }

    async fn aws(&self) -> Result<(Arc<dyn Backend>, String)> {
        let mut builder = Aws::builder();
        let place = match &self.endpoint_url {
            Some(url) => {
                builder = builder.endpoint_url(url);
                // Local services want requests signed, but not by whom.
                if is_local(url) && std::env::var_os("AWS_ACCESS_KEY_ID").is_none() {
                    builder = builder.credentials("local", "local");
                }
                format!("DynamoDB at {url}")
            }
            None => "DynamoDB".to_owned(),
        };
        Ok((Arc::new(builder.build().await?), place))
    }
}

fn is_local(url: &str) -> bool {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    ["localhost", "127.", "[::1]"].iter().any(|local| host.starts_with(local))
}

/// Prints an error the way a command does, and makes its exit code.
#[must_use]
pub fn fail(error: &Error) -> ExitCode {
    use std::io::Write as _;
    let style = anstyle::AnsiColor::Red.on_default().bold();
    // Without a place to print, the exit code still says it.
    let _ = writeln!(anstream::stderr(), "{style}error:{style:#} {error}");
    ExitCode::FAILURE
}

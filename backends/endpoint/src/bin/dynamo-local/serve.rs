use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZero;
use std::path::PathBuf;
use std::thread::available_parallelism;
use std::time::Duration;

use clap::Args;
use dynamo_endpoint::{Endpoint, Settings, Validation};
use dynamo_lmdb::{Lmdb, Options};
use tokio::runtime::Builder;

use crate::arguments::Durability;
use crate::failure::{Failure, Outcome};
use crate::logs::Logs;
use crate::say;
use crate::signals::Signals;
use crate::signatures::Signatures;

pub(crate) const EXAMPLES: &str = "\
Examples:
  dynamo-local serve --data ./shop --port 8000
  dynamo-local serve --data ./shop --durability async      faster, and not safe from power cuts
  dynamo-local serve --port 0                              the first line printed tells the port
  dynamo-local serve --bind 0.0.0.0                        for other machines, too (in a container)
  dynamo-local serve --verify-signatures --access-key shop  only for who has the key in $DYNAMO_LOCAL_SECRET_KEY
  curl http://127.0.0.1:8000/metrics";

/// Where metrics are unless it is said.
const METRICS: &str = "/metrics";
/// More threads than these would only take memory.
const MOST_THREADS: usize = 8;

#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The port; 0 is any free one
    #[arg(long, default_value_t = 8000)]
    port: u16,
    /// The address to listen on; others than loopback are open to other machines
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    bind: IpAddr,
    /// The directory of the database, made if there is none
    #[arg(long, value_name = "DIR", conflicts_with = "in_memory")]
    data: Option<PathBuf>,
    /// Keep nothing: the database is gone when the server stops (what happens without --data)
    #[arg(long)]
    in_memory: bool,
    /// When a write is answered
    #[arg(long, value_name = "WHEN", value_enum, default_value_t, requires = "data")]
    durability: Durability,
    /// How often items that have expired, and records of streams older than a day, are deleted
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    sweep_interval: u64,
    /// How errors are worded: `current`, as most Regions do, or `classic`, as the others and DynamoDB Local do
    #[arg(long, value_name = "WORDING", default_value_t)]
    validation: Validation,
    /// The region that ARNs are of; those of a database that was served for another are understood
    #[arg(long, default_value = "us-east-1")]
    region: String,
    /// Where metrics for Prometheus are; at /metrics on loopback addresses and nowhere on others unless given
    #[arg(long, value_name = "PATH", value_parser = path, conflicts_with = "no_metrics")]
    metrics_path: Option<String>,
    /// Have no metrics
    #[arg(long)]
    no_metrics: bool,
    #[command(flatten)]
    signatures: Signatures,
    #[command(flatten)]
    logs: Logs,
}

fn path(text: &str) -> Result<String, &'static str> {
    if text.starts_with('/') { Ok(text.to_owned()) } else { Err("a path begins with `/`") }
}

impl Arguments {
    fn addr(&self) -> SocketAddr {
        SocketAddr::new(self.bind, self.port)
    }

    fn metrics_path(&self) -> Option<&str> {
        let default = (self.bind.is_loopback() && !self.no_metrics).then_some(METRICS);
        self.metrics_path.as_deref().or(default)
    }

    fn settings(&self) -> Settings {
        let settings = self.signatures.apply(Settings::new().validation(self.validation));
        match self.metrics_path() {
            Some(path) => settings.metrics(path),
            None => settings,
        }
    }

    /// Says what others can do if they can reach the server.
    fn warn_of_exposure(&self) {
        if self.bind.is_loopback() {
            return;
        }
        let addr = self.addr();
        if self.signatures.are_verified() {
            tracing::warn!(
                %addr,
                "nothing is encrypted: whoever can listen in on the way can read what is sent; listen on a loopback \
                 address (`--bind 127.0.0.1`), or where only a trusted network reaches it"
            );
        } else {
            tracing::warn!(
                %addr,
                "whoever can reach this address can read, change and delete all data, and nothing is encrypted; require \
                 signatures with `--verify-signatures`, or listen on a loopback address (`--bind 127.0.0.1`)"
            );
        }
    }

    fn open(&self) -> Outcome<Lmdb> {
        let options = match &self.data {
            Some(directory) => Options::new(directory).durability(self.durability.into()),
            None => {
                tracing::info!("the database is gone when the server stops; keep one with `--data DIR`");
                Options::temporary()
            }
        };
        let interval = Duration::from_secs(self.sweep_interval);
        Ok(options.region(&self.region).sweep_interval(interval).open()?)
    }
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    arguments.logs.start();
    let threads = available_parallelism().map_or(2, NonZero::get).clamp(2, MOST_THREADS);
    let runtime = Builder::new_multi_thread().worker_threads(threads).enable_all().build();
    runtime.map_err(|error| Failure::new(format_args!("cannot start: {error}")))?.block_on(serve(arguments))
}

async fn serve(arguments: &Arguments) -> Outcome {
    let signals = Signals::catch();
    let signals = signals.map_err(|error| Failure::new(format_args!("cannot catch signals: {error}")))?;
    let addr = arguments.addr();
    let served = arguments.settings().serve(arguments.open()?, addr).await;
    let endpoint = served.map_err(|error| {
        Failure::new(format_args!("cannot listen on {addr}: {error}; name another with `--port` or `--bind`"))
    })?;
    arguments.warn_of_exposure();
    say(format_args!("dynamo-local listening on {}", endpoint.url()))?;
    until_stopped(endpoint, signals).await
}

/// Stops at the first signal once the requests under way are answered, and at the second one at once.
async fn until_stopped(endpoint: Endpoint, mut signals: Signals) -> Outcome {
    signals.next().await;
    tracing::info!("stopping once the requests under way are answered");
    tokio::select! {
        () = endpoint.shutdown() => {
            tracing::info!("stopped");
            Ok(())
        }
        () = signals.next() => Err(Failure::new("stopped at once: requests under way are not answered")),
    }
}

//! What a monitoring system asks: requests, connections, and the size of the tables, as Prometheus reads it.

use std::fmt;

use dynamo_lmdb::Lmdb;
use dynamo_model::request::ListTables;
use dynamo_model::{Backend as _, Result};
use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};

use super::observed::Observation;

/// How Prometheus knows what it reads.
pub(crate) const CONTENT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// Every name begins with it.
const PREFIX: &str = "dynamo";

type Label = (&'static str, &'static str);

/// What is counted while requests are answered.
pub(crate) struct Metrics {
    /// Where they are read.
    path: String,
    registry: Registry,
    requests: Family<[Label; 2], Counter>,
    durations: Family<[Label; 1], Histogram>,
    connections: Counter,
    open: Gauge,
}

impl Metrics {
    pub(crate) fn new(path: String) -> Self {
        let mut registry = Registry::with_prefix(PREFIX);
        let requests = Family::default();
        registry.register("requests", "Requests, by operation and outcome", requests.clone());
        let durations: Family<_, _> = Family::new_with_constructor(histogram as fn() -> Histogram);
        let help = "How long requests took";
        registry.register_with_unit("request_duration", help, Unit::Seconds, durations.clone());
        let connections = Counter::default();
        registry.register("connections", "Connections accepted", connections.clone());
        let open = Gauge::default();
        registry.register("connections_open", "Connections that are open", open.clone());
        Self { path, registry, requests, durations, connections, open }
    }

    /// Whether a request for a path is for these.
    pub(crate) fn is_at(&self, path: &str) -> bool {
        self.path == path
    }

    pub(crate) fn count(&self, observation: &Observation) {
        let operation = ("operation", observation.operation);
        self.requests.get_or_create(&[operation, ("outcome", observation.outcome)]).inc();
        self.durations.get_or_create(&[operation]).observe(observation.duration.as_secs_f64());
    }

    /// Counts a connection as open until what is returned is dropped.
    pub(crate) fn connected(&self) -> Connected {
        self.connections.inc();
        self.open.inc();
        Connected(self.open.clone())
    }

    /// Writes them, and what the engine has to say of itself now.
    pub(crate) async fn text(&self, engine: &Lmdb) -> Result<String> {
        let engine = of_engine(engine).await?;
        let mut text = String::new();
        // Nothing fails that writes to a string.
        let _ = encode_registry(&mut text, &self.registry);
        let _ = encode_registry(&mut text, &engine);
        let _ = encode_eof(&mut text);
        Ok(text)
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").field("path", &self.path).finish_non_exhaustive()
    }
}

/// An open connection.
pub(crate) struct Connected(Gauge);

impl Drop for Connected {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// From a tenth of a millisecond to three seconds.
fn histogram() -> Histogram {
    Histogram::new(exponential_buckets(1e-4, 2.0, 16))
}

/// Reads what the engine counts by itself; the items are not gone through.
async fn of_engine(engine: &Lmdb) -> Result<Registry> {
    let mut registry = Registry::with_prefix(PREFIX);
    let gauge = |registry: &mut Registry, name: &str, help: &str, value: u64| {
        let gauge = Gauge::<i64>::default();
        gauge.set(signed(value));
        registry.register_with_unit(name, help, Unit::Bytes, gauge);
    };
    let usage = engine.usage()?;
    gauge(&mut registry, "database_used", "Pages of the database that hold something", usage.used);
    gauge(&mut registry, "database_allocated", "All pages of the database", usage.allocated);
    let items = Family::<[(&str, String); 1], Gauge>::default();
    registry.register("table_items", "Items of a table", items.clone());
    let bytes = Family::<[(&str, String); 1], Gauge>::default();
    registry.register_with_unit("table_size", "The size of the items of a table", Unit::Bytes, bytes.clone());
    let mut request = ListTables::new();
    loop {
        let page = engine.list_tables(request.clone()).await?;
        for name in page.tables {
            // One that was deleted meanwhile is none.
            let Ok(table) = engine.describe_table(name.clone()).await else { continue };
            let label = [("table", name.to_string())];
            items.get_or_create(&label).set(signed(table.item_count));
            bytes.get_or_create(&label).set(signed(table.size_bytes));
        }
        request.start_after = page.last_evaluated;
        if request.start_after.is_none() {
            return Ok(registry);
        }
    }
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

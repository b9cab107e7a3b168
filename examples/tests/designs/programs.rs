//! Every program, on LMDB and on DynamoDB Local.
//!
//! The latter needs an endpoint, so those tests are ignored: `.ci/dynamodb-local.sh run -- cargo test … -- --ignored` starts
//! one, and names it in `DYNAMODB_ENDPOINT_URL`.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use dynamo_aws::Aws;
use dynamo_examples::log::{Log, Row};
use dynamo_examples::report;
use dynamo_lmdb::Lmdb;
use dynamo_model::request::Capacity;
use dynamo_model::schema::{assert_current, assert_locked};
use dynamo_model::{Backend, Db, Result, Table};

/// `UPDATE_DOCUMENTS=1 cargo test -p dynamo-examples` writes these files anew, `UPDATE_DOCUMENTS=stranding` also where stored
/// items were stranded.
const DOCUMENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/designs");

macro_rules! programs {
    ($($program:ident: $table:ident,)*) => {$(
        mod $program {
            use crate::$program::{$table, run};

            #[tokio::test]
            async fn does_what_its_document_says() {
                super::assert_documented(stringify!($program), run).await;
            }

            #[test]
            fn strands_no_stored_items_unseen() {
                super::assert_design_locked::<$table>(stringify!($program));
            }

            #[tokio::test]
            #[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
            async fn does_the_same_on_dynamodb_local() {
                super::assert_same_on_local::<$table>(run).await;
            }
        }
    )*};
}

programs! {
    shop: Shop,
    social_network: SocialNetwork,
    chat_system: Chat,
    session_management: SessionStore,
    device_state_log: DeviceLog,
    connected_vehicles: ConnectedVehicles,
    job_queue: Jobs,
    leaderboard: Leaderboard,
    saas: Saas,
    semantic_search: KnowledgeBase,
    time_series: Telemetry,
}

/// Runs a program where there is no table yet.
pub(crate) async fn run<T: Table>(
    backend: Arc<dyn Backend>,
    program: impl AsyncFnOnce(&Db<T>, &mut Log) -> Result<()>,
) -> Vec<Row> {
    let (db, mut log) = Log::of::<T>(backend);
    db.ensure_table().await.unwrap();
    program(&db, &mut log).await.unwrap();
    log.rows().to_vec()
}

async fn assert_documented<T: Table>(name: &str, program: impl AsyncFnOnce(&Db<T>, &mut Log) -> Result<()>) {
    let rows = run(Arc::new(Lmdb::temporary().unwrap()), program).await;
    let mut document = T::SCHEMA.to_markdown();
    write!(document, "\n## What the program does\n\n{}", report::markdown(&rows)).unwrap();
    assert_current(Path::new(DOCUMENTS).join(format!("{name}.md")), &document);
}

fn assert_design_locked<T: Table>(name: &str) {
    assert_locked(Path::new(DOCUMENTS).join(format!("{name}.lock.json")), T::SCHEMA);
}

async fn assert_same_on_local<T: Table>(program: impl AsyncFn(&Db<T>, &mut Log) -> Result<()>) {
    let url = std::env::var("DYNAMODB_ENDPOINT_URL").unwrap();
    // DynamoDB Local has no vector search.
    if T::SCHEMA.indexes.iter().any(|index| index.vector.is_some()) {
        return;
    }
    let local = Aws::builder().endpoint_url(url).build().await.unwrap();
    let (db, mut log) = Log::of::<T>(Arc::new(local));
    // A name of its own leaves alone what others have there.
    let db = db.named(format!("{}-{}", T::SCHEMA.name, std::process::id()));
    db.ensure_table().await.unwrap();
    program(&db, &mut log).await.unwrap();
    db.delete_table().await.unwrap();
    let on_local = log.rows().to_vec();
    let on_lmdb = run(Arc::new(Lmdb::temporary().unwrap()), &program).await;
    assert_eq!(comparable(on_local.clone(), &on_local), comparable(on_lmdb, &on_local));
}

/// Without the units that DynamoDB Local counts otherwise than the service: those of transactions, of batches of reads
/// that miss an item, and of reads that find nothing.
fn comparable(mut rows: Vec<Row>, local: &[Row]) -> Vec<Row> {
    let local = local.iter().flat_map(|row| &row.requests);
    for (request, local) in rows.iter_mut().flat_map(|row| &mut row.requests).zip(local) {
        let whole = ["transact", "batch get"].iter().any(|kind| request.operation.starts_with(kind));
        if whole || local.units.is_some_and(Capacity::is_zero) {
            request.units = None;
        }
    }
    rows
}

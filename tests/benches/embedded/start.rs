//! What a test pays before its first assertion.

use std::time::Duration;

use dynamo_lmdb::Lmdb;
use tokio::runtime::Runtime;

use crate::data::{Bench, Order};
use crate::measure::alone;

/// Opens a temporary engine, creates the table and puts the first item; dropping it all is counted too.
pub(crate) fn temporary(runtime: &Runtime) {
    alone("temporary engine: open, table, first put", Duration::from_millis(2), || {
        runtime.block_on(async {
            let db = Bench::on(Lmdb::temporary().unwrap());
            db.ensure_table().await.unwrap();
            db.put(&Order::new(1, 1)).await.unwrap();
        });
    });
}

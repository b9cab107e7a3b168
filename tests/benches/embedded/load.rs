//! A database to read from.

use dynamo_lmdb::Lmdb;
use dynamo_model::request::{BatchWriteItem, Write};
use dynamo_model::{Db, Record};

use crate::data::{Bench, Order};

/// The most writes of one batch.
const BATCH: usize = 25;

/// Makes a database of these orders that nothing syncs.
pub(crate) async fn loaded(orders: impl Iterator<Item = Order>) -> Db<Bench> {
    let db = Bench::on(Lmdb::temporary().unwrap());
    db.ensure_table().await.unwrap();
    let mut orders = orders.peekable();
    while orders.peek().is_some() {
        let puts = orders.by_ref().take(BATCH).map(|order| Write::Put(order.to_item().unwrap()));
        let table = db.table_name();
        let batch = puts.fold(BatchWriteItem::new(), |batch, put| batch.with_write(table.clone(), put));
        db.backend().batch_write_item(batch).await.unwrap();
    }
    db
}

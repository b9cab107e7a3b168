//! The tables and streams, as records on disk and as a catalog in memory.

mod record;
mod stream;
mod table;
mod vector;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use dynamo_model::request::CreateTable;
use dynamo_model::value::Item;
use dynamo_model::{Error, ErrorKind, Result};
use heed::{RoTxn, RwTxn};

use super::{Rows, Store, format};
use crate::codec::sealed::{seal, unseal};
use crate::codec::uuid;
use crate::error::storage;
use crate::table::{StreamDef, TableDef, name_of};

const NEXT_ID_KEY: &[u8] = b"next id";
/// Precedes the ids whose rows are to be removed.
const DROPPED: &[u8] = b"d:";

/// The tables and streams, and what is left of those that are gone. A copy is made to change it, so readers keep what
/// they have.
#[derive(Clone, Debug, Default)]
pub(crate) struct Catalog {
    tables: BTreeMap<String, Arc<TableDef>>,
    streams: BTreeMap<u32, Arc<StreamDef>>,
    /// Ids whose rows nobody reads any more.
    dropped: BTreeSet<u32>,
}

/// Makes the error of a table that is not there, whose name is not told.
pub(crate) fn missing() -> Error {
    Error::new(ErrorKind::NotFound, "Requested resource not found")
}

impl Catalog {
    /// Returns a table for an item operation.
    pub(crate) fn table(&self, name: &str) -> Result<&Arc<TableDef>> {
        self.tables.get(name_of(name)).ok_or_else(missing)
    }

    /// Returns a table for an operation on the table itself, whose error names it.
    pub(crate) fn described(&self, name: &str) -> Result<&Arc<TableDef>> {
        self.tables.get(name_of(name)).ok_or_else(|| {
            Error::new(ErrorKind::NotFound, format!("Requested resource not found: Table: {name} not found"))
        })
    }

    /// Returns the tables by name.
    pub(crate) fn tables(&self) -> &BTreeMap<String, Arc<TableDef>> {
        &self.tables
    }

    /// Returns the streams by id, which is also the order they started in.
    pub(crate) fn streams(&self) -> &BTreeMap<u32, Arc<StreamDef>> {
        &self.streams
    }

    /// Returns the ids whose rows are to be removed.
    pub(crate) fn dropped(&self) -> &BTreeSet<u32> {
        &self.dropped
    }

    /// Requires that no id in use will be drawn again, nor is noted as dropped: those notes have no checksum. Either would
    /// cost the rows of something that nobody touched.
    fn check_ids(&self, next: u32) -> Result<()> {
        let of_tables = self.tables.values().flat_map(|table| table.ids());
        let endangered = |id: &u32| *id >= next || self.dropped.contains(id);
        match of_tables.chain(self.streams.keys().copied()).find(endangered) {
            Some(id) => Err(Error::new(
                ErrorKind::Storage,
                format!(
                    "what is noted of the number {id} is damaged, and would cost rows; restore the database from a backup"
                ),
            )),
            None => Ok(()),
        }
    }
}

impl Store {
    /// Reads all tables and streams.
    pub(crate) fn catalog(&self, txn: &RoTxn<'_>) -> Result<Catalog> {
        let mut catalog = Catalog::default();
        for found in self.tables.iter(txn).map_err(storage)? {
            let (name, bytes) = found.map_err(storage)?;
            let place = |error: Error| error.context(format_args!("table `{}`", name.escape_ascii()));
            let table = read_table(name, bytes).map_err(place)?;
            catalog.tables.insert(table.name.clone(), Arc::new(table));
        }
        for found in self.streams.iter(txn).map_err(storage)? {
            let (key, bytes) = found.map_err(storage)?;
            let stream = read_stream(key, bytes).map_err(|error| error.context("a stream"))?;
            catalog.streams.insert(stream.id, Arc::new(stream));
        }
        for found in self.meta.prefix_iter(txn, DROPPED).map_err(storage)? {
            let (key, _) = found.map_err(storage)?;
            catalog.dropped.insert(dropped_id(key).ok_or_else(damaged)?);
        }
        catalog.check_ids(self.next_id(txn)?)?;
        Ok(catalog)
    }

    /// Adds a table, without a stream.
    pub(crate) fn create_table(
        &self,
        txn: &mut RwTxn<'_>,
        catalog: &mut Catalog,
        request: &CreateTable,
        created_at: u64,
    ) -> Result<Arc<TableDef>> {
        if catalog.tables.contains_key(&*request.table) {
            return Err(Error::new(ErrorKind::InUse, format!("Table already exists: {}", request.table)));
        }
        let first = self.next_id(txn)?;
        let mut next = first;
        let seed = blake3::hash(format!("{} {first} {created_at}", request.table).as_bytes());
        let mut draw = || {
            let id = next;
            next = next.saturating_add(1);
            id
        };
        let table = TableDef::new(request, &mut draw, created_at, uuid(seed.as_bytes()));
        self.set_next_id(txn, next)?;
        self.save_table(txn, catalog, table)
    }

    /// Draws a number that no table, index, stream or expiry has had.
    pub(crate) fn draw_id(&self, txn: &mut RwTxn<'_>) -> Result<u32> {
        let id = self.next_id(txn)?;
        self.set_next_id(txn, id.saturating_add(1))?;
        Ok(id)
    }

    /// Writes a table that is new or has changed.
    pub(crate) fn save_table(
        &self,
        txn: &mut RwTxn<'_>,
        catalog: &mut Catalog,
        table: TableDef,
    ) -> Result<Arc<TableDef>> {
        if !table.vectors.is_empty() {
            format::raise_for_vectors(self.meta, txn).map_err(storage)?;
        }
        put_record(self.tables, txn, table.name.as_bytes(), &table::encode(&table)?)?;
        let table = Arc::new(table);
        catalog.tables.insert(table.name.clone(), table.clone());
        Ok(table)
    }

    /// Removes a table. Its rows go later.
    pub(crate) fn delete_table(
        &self,
        txn: &mut RwTxn<'_>,
        catalog: &mut Catalog,
        table: &TableDef,
    ) -> Result<()> {
        self.tables.delete(txn, table.name.as_bytes()).map_err(storage)?;
        catalog.tables.remove(&table.name);
        table.ids().try_for_each(|id| self.drop_rows(txn, catalog, id))
    }

    /// Writes a stream that is new or has changed.
    pub(crate) fn save_stream(
        &self,
        txn: &mut RwTxn<'_>,
        catalog: &mut Catalog,
        stream: StreamDef,
    ) -> Result<()> {
        put_record(self.streams, txn, &stream.id.to_be_bytes(), &stream::encode(&stream)?)?;
        catalog.streams.insert(stream.id, Arc::new(stream));
        Ok(())
    }

    /// Reads a stream as a snapshot has it.
    pub(crate) fn stream(&self, txn: &RoTxn<'_>, id: u32) -> Result<Option<StreamDef>> {
        let key = id.to_be_bytes();
        let Some(bytes) = self.streams.get(txn, &key).map_err(storage)? else { return Ok(None) };
        stream::decode(unseal(&key, bytes).map_err(|_| damaged())?).map(Some)
    }

    /// Removes a stream. Its records go later.
    pub(crate) fn delete_stream(&self, txn: &mut RwTxn<'_>, catalog: &mut Catalog, id: u32) -> Result<()> {
        self.streams.delete(txn, &id.to_be_bytes()).map_err(storage)?;
        catalog.streams.remove(&id);
        self.drop_rows(txn, catalog, id)
    }

    /// Notes that the rows under an id are to be removed.
    pub(crate) fn drop_rows(&self, txn: &mut RwTxn<'_>, catalog: &mut Catalog, id: u32) -> Result<()> {
        self.meta.put(txn, &dropped_key(id), &[]).map_err(storage)?;
        catalog.dropped.insert(id);
        Ok(())
    }

    /// Notes that all rows under an id have been removed.
    pub(crate) fn forget_dropped(&self, txn: &mut RwTxn<'_>, catalog: &mut Catalog, id: u32) -> Result<()> {
        self.meta.delete(txn, &dropped_key(id)).map_err(storage)?;
        catalog.dropped.remove(&id);
        Ok(())
    }

    /// Returns the number that is drawn next.
    pub(super) fn next_id(&self, txn: &RoTxn<'_>) -> Result<u32> {
        match self.meta.get(txn, NEXT_ID_KEY).map_err(storage)? {
            Some(bytes) => {
                Ok(u32::from_le_bytes(unseal(NEXT_ID_KEY, bytes)?.try_into().map_err(|_| damaged())?))
            }
            None => Ok(1),
        }
    }

    fn set_next_id(&self, txn: &mut RwTxn<'_>, id: u32) -> Result<()> {
        let row = seal(NEXT_ID_KEY, 4, |out| out.extend_from_slice(&id.to_le_bytes()));
        self.meta.put(txn, NEXT_ID_KEY, &row).map_err(storage)
    }
}

/// Reads a table's record, found under its name.
pub(crate) fn read_table(name: &[u8], bytes: &[u8]) -> Result<TableDef> {
    unseal(name, bytes).map_err(|_| damaged()).and_then(table::decode)
}

/// Reads a stream's record, found under its id.
pub(crate) fn read_stream(key: &[u8], bytes: &[u8]) -> Result<StreamDef> {
    unseal(key, bytes).map_err(|_| damaged()).and_then(stream::decode)
}

/// Returns the id that a row of `meta` notes as dropped, if it is such a row.
pub(crate) fn dropped_id(key: &[u8]) -> Option<u32> {
    let id = key.strip_prefix(DROPPED)?.try_into().ok()?;
    Some(u32::from_be_bytes(id))
}

fn put_record(database: Rows, txn: &mut RwTxn<'_>, key: &[u8], record: &Item) -> Result<()> {
    let bytes = record.as_bytes();
    let row = seal(key, bytes.len(), |out| out.extend_from_slice(bytes));
    database.put(txn, key, &row).map_err(storage)
}

fn dropped_key(id: u32) -> Vec<u8> {
    [DROPPED, &id.to_be_bytes()].concat()
}

fn damaged() -> Error {
    Error::new(ErrorKind::Storage, "the definition is damaged; restore the database from a backup")
}

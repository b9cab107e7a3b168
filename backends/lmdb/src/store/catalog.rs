use std::collections::BTreeMap;
use std::sync::Arc;

use dynamo_model::request::{
    AttributeDefinition, BillingMode, CreateTable, IndexProjection, KeyKind, KeySchema, Throughput,
};
use dynamo_model::value::{Item, ItemRef};
use dynamo_model::{Error, ErrorKind, Result};
use heed::{RoTxn, RwTxn};
use serde::{Deserialize, Serialize};

use super::items::Source;
use super::{StatsDelta, Store};
use crate::codec::sealed::{seal, unseal};
use crate::error::storage;
use crate::table::{IndexDef, TableDef};

const NEXT_ID_KEY: &[u8] = b"next id";

/// The tables, by name. A copy is made to change it, so readers keep what they have.
#[derive(Clone, Debug, Default)]
pub(crate) struct Catalog(BTreeMap<String, Arc<TableDef>>);

impl Catalog {
    /// Returns a table for an item operation.
    pub(crate) fn table(&self, name: &str) -> Result<&Arc<TableDef>> {
        self.0.get(name).ok_or_else(|| Error::new(ErrorKind::NotFound, "Requested resource not found"))
    }

    /// Returns a table for an operation on the table itself, whose error names it.
    pub(crate) fn described(&self, name: &str) -> Result<&Arc<TableDef>> {
        self.0.get(name).ok_or_else(|| {
            Error::new(ErrorKind::NotFound, format!("Requested resource not found: Table: {name} not found"))
        })
    }
}

impl Store {
    /// Reads all tables.
    pub(crate) fn catalog(&self, txn: &RoTxn<'_>) -> Result<Catalog> {
        let mut tables = BTreeMap::new();
        for found in self.tables.iter(txn).map_err(storage)? {
            let (name, bytes) = found.map_err(storage)?;
            let record = unseal(name, bytes).map_err(|_| damaged())?;
            let table = decode(ItemRef::new(record))?;
            tables.insert(table.name.clone(), Arc::new(table));
        }
        Ok(Catalog(tables))
    }

    /// Adds a table.
    pub(crate) fn create_table(
        &self,
        txn: &mut RwTxn<'_>,
        catalog: &mut Catalog,
        request: &CreateTable,
        created_at: u64,
    ) -> Result<Arc<TableDef>> {
        if catalog.0.contains_key(&*request.table) {
            return Err(Error::new(ErrorKind::InUse, format!("Table already exists: {}", request.table)));
        }
        let mut next_id = match self.meta.get(txn, NEXT_ID_KEY).map_err(storage)? {
            Some(bytes) => u32::from_le_bytes(unseal(NEXT_ID_KEY, bytes)?.try_into().map_err(|_| damaged())?),
            None => 1,
        };
        let seed = blake3::hash(format!("{} {next_id} {created_at}", request.table).as_bytes());
        let table = TableDef::new(request, &mut next_id, created_at, uuid(seed.as_bytes()));
        let next_id = seal(NEXT_ID_KEY, 4, |out| out.extend_from_slice(&next_id.to_le_bytes()));
        self.meta.put(txn, NEXT_ID_KEY, &next_id).map_err(storage)?;
        let record = Item::from_serialize(&Record::of(&table))?.into_bytes();
        let name = table.name.as_bytes();
        let record = seal(name, record.len(), |out| out.extend_from_slice(&record));
        self.tables.put(txn, name, &record).map_err(storage)?;
        let table = Arc::new(table);
        catalog.0.insert(table.name.clone(), table.clone());
        Ok(table)
    }

    /// Removes a table with its items, entries and counters.
    pub(crate) fn delete_table(
        &self,
        txn: &mut RwTxn<'_>,
        catalog: &mut Catalog,
        stats: &mut StatsDelta,
        table: &TableDef,
    ) -> Result<()> {
        self.tables.delete(txn, table.name.as_bytes()).map_err(storage)?;
        self.delete_rows(txn, Source::Items, table.id)?;
        stats.drop(table.id);
        for index in &table.indexes {
            self.delete_rows(txn, Source::Entries, index.id)?;
            stats.drop(index.id);
        }
        catalog.0.remove(&table.name);
        Ok(())
    }
}

fn damaged() -> Error {
    Error::new(ErrorKind::Storage, "a table's definition is damaged; restore the database from a backup")
}

/// Writes 16 bytes as a version 8 UUID, the version for values of an application's own making.
fn uuid(bytes: &[u8; 32]) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(36);
    for (place, byte) in bytes.iter().take(16).enumerate() {
        let byte = match place {
            6 => byte & 0x0F | 0x80,
            8 => byte & 0x3F | 0x80,
            _ => *byte,
        };
        let dash = if matches!(place, 4 | 6 | 8 | 10) { "-" } else { "" };
        // Writing to a String cannot fail.
        let _ = write!(out, "{dash}{byte:02x}");
    }
    out
}

/// A table on disk: an item like any other.
#[derive(Serialize, Deserialize)]
struct Record {
    id: u32,
    name: String,
    key: KeyRecord,
    attributes: BTreeMap<String, String>,
    indexes: Vec<IndexRecord>,
    throughput: Option<(u64, u64)>,
    created_at: u64,
    uuid: String,
}

#[derive(Serialize, Deserialize)]
struct KeyRecord {
    partition: Vec<String>,
    sort: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct IndexRecord {
    id: u32,
    name: String,
    key: KeyRecord,
    /// Absent: all attributes. Empty: keys only.
    include: Option<Vec<String>>,
}

impl Record {
    fn of(table: &TableDef) -> Self {
        Self {
            id: table.id,
            name: table.name.clone(),
            key: KeyRecord::of(&table.key),
            attributes: table
                .attributes
                .iter()
                .map(|a| (a.name.clone(), a.kind.as_str().to_owned()))
                .collect(),
            indexes: table.indexes.iter().map(IndexRecord::of).collect(),
            throughput: match table.billing {
                BillingMode::OnDemand => None,
                BillingMode::Provisioned(throughput) => Some((throughput.read, throughput.write)),
            },
            created_at: table.created_at,
            uuid: table.uuid.clone(),
        }
    }
}

impl KeyRecord {
    fn of(key: &KeySchema) -> Self {
        Self { partition: key.partition().to_vec(), sort: key.sort().to_vec() }
    }

    fn into_schema(self) -> Result<KeySchema> {
        let mut partition = self.partition.into_iter();
        let first = KeySchema::new(partition.next().ok_or_else(damaged)?);
        let schema = partition.fold(first, KeySchema::with_partition);
        Ok(self.sort.into_iter().fold(schema, KeySchema::with_sort))
    }
}

impl IndexRecord {
    fn of(index: &IndexDef) -> Self {
        Self {
            id: index.id,
            name: index.name.clone(),
            key: KeyRecord::of(&index.key),
            include: match &index.projection {
                IndexProjection::All => None,
                IndexProjection::KeysOnly => Some(Vec::new()),
                IndexProjection::Include(names) => Some(names.clone()),
            },
        }
    }

    fn into_index(self) -> Result<IndexDef> {
        Ok(IndexDef {
            id: self.id,
            name: self.name,
            key: self.key.into_schema()?,
            projection: match self.include {
                None => IndexProjection::All,
                Some(names) if names.is_empty() => IndexProjection::KeysOnly,
                Some(names) => IndexProjection::Include(names),
            },
        })
    }
}

fn decode(item: ItemRef<'_>) -> Result<TableDef> {
    let record: Record = item.deserialize().map_err(|_| damaged())?;
    let attribute = |(name, kind): (String, String)| {
        let kind = match kind.as_str() {
            "S" => KeyKind::S,
            "N" => KeyKind::N,
            "B" => KeyKind::B,
            _ => return Err(damaged()),
        };
        Ok(AttributeDefinition { name, kind })
    };
    Ok(TableDef {
        id: record.id,
        name: record.name,
        key: record.key.into_schema()?,
        attributes: record.attributes.into_iter().map(attribute).collect::<Result<_>>()?,
        indexes: record.indexes.into_iter().map(IndexRecord::into_index).collect::<Result<_>>()?,
        billing: match record.throughput {
            None => BillingMode::OnDemand,
            Some((read, write)) => BillingMode::Provisioned(Throughput { read, write }),
        },
        created_at: record.created_at,
        uuid: record.uuid,
    })
}

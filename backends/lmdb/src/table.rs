//! Tables, indexes and streams as the engine knows them.

use std::collections::BTreeMap;
use std::fmt::Display;

use dynamo_model::request::{
    AttributeDefinition, BillingMode, CreateTable, IndexDefinition, IndexProjection, KeyKind, KeySchema,
    OnDemandThroughput, StreamView, TableClass, Throughput,
};
use dynamo_model::{Error, Result};

use crate::encryption;
use crate::scaling::{Scaling, Switches, reserved};
use crate::vector::VectorDef;

/// Makes the Amazon resource name of a table, or of something of one.
pub(crate) fn arn(region: &str, resource: impl Display) -> String {
    format!("arn:aws:dynamodb:{region}:000000000000:table/{resource}")
}

/// Refuses what would make ARNs that do not tell where the region ends.
pub(crate) fn check_region(region: &str) -> Result<()> {
    let is_name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if region.is_empty() || !region.bytes().all(is_name) {
        return Err(Error::validation(format!(
            "region `{region}` is not named of lower-case letters, digits and hyphens, as `us-east-1` is"
        )));
    }
    Ok(())
}

/// Returns which table, or what of one, an ARN names. Its region makes no difference: it is another one if the database
/// was opened for another then.
pub(crate) fn resource_of(arn: &str) -> Option<&str> {
    let (_region, rest) = arn.strip_prefix("arn:aws:dynamodb:")?.split_once(':')?;
    rest.strip_prefix("000000000000:table/")
}

/// Returns the name of a table that a request names so, or by its ARN.
pub(crate) fn name_of(table: &str) -> &str {
    resource_of(table).unwrap_or(table)
}

/// A table: its definition and the numbers its rows are stored under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TableDef {
    /// Prefixes every row of the table; never used again after the table is gone.
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) key: KeySchema,
    pub(crate) attributes: Vec<AttributeDefinition>,
    pub(crate) indexes: Vec<IndexDef>,
    pub(crate) vectors: Vec<VectorDef>,
    pub(crate) billing: BillingMode,
    pub(crate) on_demand_throughput: OnDemandThroughput,
    /// When it last became an on-demand table, in milliseconds since 1970.
    pub(crate) on_demand_at: Option<u64>,
    pub(crate) switches: Switches,
    pub(crate) scaling: Scaling,
    /// The ARN or the id of the key that its items are said to be encrypted with.
    pub(crate) encryption_key: Option<String>,
    pub(crate) class: Option<TableClass>,
    pub(crate) deletion_protection: bool,
    pub(crate) tags: BTreeMap<String, String>,
    /// The stream that records its changes.
    pub(crate) stream: Option<u32>,
    /// When its last stream started, in milliseconds since 1970, whether or not it has ended.
    pub(crate) latest_stream: Option<u64>,
    pub(crate) expiry: Option<Expiry>,
    /// When expiry was turned on or off, in milliseconds since 1970.
    pub(crate) expiry_changed_at: Option<u64>,
    /// Milliseconds since 1970.
    pub(crate) created_at: u64,
    /// Tells this table from others of the same name, before or after.
    pub(crate) uuid: String,
}

/// A secondary index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct IndexDef {
    /// Prefixes every row of the index; drawn from the same numbers as table ids.
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) scope: Scope,
    pub(crate) key: KeySchema,
    pub(crate) projection: IndexProjection,
    /// Of a global index of a provisioned table.
    pub(crate) throughput: Option<Throughput>,
    /// Of a global index of an on-demand table.
    pub(crate) on_demand_throughput: OnDemandThroughput,
    /// Means nothing for a local index.
    pub(crate) scaling: Scaling,
    pub(crate) filled: Filled,
}

/// Which items an index orders together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All items of the table, by a key of its own.
    Global,
    /// The items of one partition, in another order.
    Local,
}

/// How items of a table expire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expiry {
    /// Prefixes the rows that order items by when they expire.
    pub(crate) id: u32,
    pub(crate) attribute: String,
    pub(crate) filled: Filled,
}

/// How far something made of a table's items has been filled with those that were there before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Filled {
    /// With all of them.
    Whole,
    /// With those up to this key, in the order of stored keys; empty before the first.
    UpTo(Vec<u8>),
}

impl Filled {
    /// Starts before the first item.
    pub(crate) fn nothing() -> Self {
        Self::UpTo(Vec::new())
    }

    /// Whether a write of the item with this key has to keep it up to date; later items are filled in as they are then.
    pub(crate) fn covers(&self, key: &[u8]) -> bool {
        match self {
            Self::Whole => true,
            Self::UpTo(last) => key <= last.as_slice(),
        }
    }

    pub(crate) fn is_whole(&self) -> bool {
        *self == Self::Whole
    }
}

/// A stream: what changed in a table, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StreamDef {
    /// Prefixes every record; drawn from the same numbers as table ids.
    pub(crate) id: u32,
    /// The name of its table, which may be gone.
    pub(crate) table: String,
    pub(crate) key: KeySchema,
    pub(crate) view: StreamView,
    /// When it started, in milliseconds since 1970; no two streams of tables of one name started at once.
    pub(crate) started_at: u64,
    /// When it ended, in milliseconds since 1970.
    pub(crate) ended_at: Option<u64>,
    /// The sequence number of the last record that was removed for its age; 0 if none was.
    pub(crate) trimmed: u64,
}

impl TableDef {
    /// Makes a table of a checked request; `draw` gives a number that nothing else has. Its stream is started apart.
    pub(crate) fn new(
        request: &CreateTable,
        draw: &mut impl FnMut() -> u32,
        created_at: u64,
        uuid: String,
    ) -> Self {
        let id = draw();
        let global = request.global_indexes.iter().map(|index| (index, Scope::Global));
        let local = request.local_indexes.iter().map(|index| (index, Scope::Local));
        let mut indexes: Vec<IndexDef> =
            global.chain(local).map(|(index, scope)| IndexDef::new(index, scope, draw())).collect();
        // There is nothing to fill them with yet.
        indexes.iter_mut().for_each(|index| index.filled = Filled::Whole);
        let vector = |index| VectorDef { filled: Filled::Whole, ..VectorDef::new(index, draw()) };
        let vectors = request.vector_indexes.iter().map(vector).collect();
        Self {
            id,
            name: request.table.to_string(),
            key: request.key.clone(),
            attributes: request.attributes.clone(),
            indexes,
            vectors,
            billing: request.billing,
            on_demand_throughput: request.on_demand_throughput,
            on_demand_at: (request.billing == BillingMode::OnDemand).then_some(created_at),
            switches: Switches::default(),
            scaling: Scaling::new(reserved(request.billing)).warmed(request.warm_throughput),
            encryption_key: encryption::key(&request.encryption),
            class: request.class,
            deletion_protection: request.deletion_protection,
            tags: request.tags.clone(),
            stream: None,
            latest_stream: None,
            expiry: None,
            expiry_changed_at: None,
            created_at,
            uuid,
        }
    }

    /// Iterates over the numbers its rows are stored under: its own, its indexes', its expiry's. A stream has one for itself.
    pub(crate) fn ids(&self) -> impl Iterator<Item = u32> {
        let indexes = self.indexes.iter().map(|index| index.id);
        let vectors = self.vectors.iter().map(|index| index.id);
        std::iter::once(self.id)
            .chain(indexes)
            .chain(vectors)
            .chain(self.expiry.as_ref().map(|expiry| expiry.id))
    }

    /// Returns the type of a key attribute.
    pub(crate) fn kind(&self, attribute: &str) -> Option<KeyKind> {
        self.attributes.iter().find(|known| known.name == attribute).map(|known| known.kind)
    }

    /// Returns an index by name.
    pub(crate) fn index(&self, name: &str) -> Option<&IndexDef> {
        self.indexes.iter().find(|index| index.name == name)
    }

    /// Returns a vector index by name.
    pub(crate) fn vector(&self, name: &str) -> Option<&VectorDef> {
        self.vectors.iter().find(|index| index.name() == name)
    }

    /// Iterates over the names of all indexes, which share one space of names, and how far each is filled.
    pub(crate) fn filling(&self) -> impl Iterator<Item = (&str, &Filled)> {
        let indexes = self.indexes.iter().map(|index| (index.name.as_str(), &index.filled));
        indexes.chain(self.vectors.iter().map(|index| (index.name(), &index.filled)))
    }

    /// Iterates over the indexes of one scope.
    pub(crate) fn indexes_in(&self, scope: Scope) -> impl Iterator<Item = &IndexDef> {
        self.indexes.iter().filter(move |index| index.scope == scope)
    }

    /// Whether the sizes of item collections count: they are those of tables with local indexes.
    pub(crate) fn has_collections(&self) -> bool {
        self.indexes_in(Scope::Local).next().is_some()
    }

    /// Whether an attribute is part of an index's key.
    pub(crate) fn is_index_key(&self, name: &str) -> bool {
        self.indexes.iter().any(|index| index.key.attributes().any(|key| key == name))
    }

    /// Whether an attribute is part of a key, or of what searches are narrowed by, so that it has a type.
    pub(crate) fn needs(&self, name: &str) -> bool {
        let schemas = self.vectors.iter().flat_map(|index| index.definition.schema.attributes());
        self.key.attributes().chain(schemas).any(|key| key == name) || self.is_index_key(name)
    }

    /// Whether an index is being added.
    pub(crate) fn is_updating(&self) -> bool {
        !self.filling().all(|(_, filled)| filled.is_whole())
    }

    /// Whether everything made of its items is whole.
    pub(crate) fn is_filled(&self) -> bool {
        !self.is_updating() && self.expiry.as_ref().is_none_or(|expiry| expiry.filled.is_whole())
    }
}

impl IndexDef {
    /// Makes an empty index.
    pub(crate) fn new(definition: &IndexDefinition, scope: Scope, id: u32) -> Self {
        Self {
            id,
            name: definition.name.clone(),
            scope,
            key: definition.key.clone(),
            projection: definition.projection.clone(),
            throughput: definition.throughput,
            on_demand_throughput: definition.on_demand_throughput,
            scaling: Scaling::new(definition.throughput).warmed(definition.warm_throughput),
            filled: Filled::nothing(),
        }
    }

    /// Whether its entries hold an attribute of the items of a table with this key.
    pub(crate) fn holds(&self, attribute: &str, table: &KeySchema) -> bool {
        let is_key = || table.attributes().chain(self.key.attributes()).any(|key| key == attribute);
        match &self.projection {
            IndexProjection::All => true,
            IndexProjection::KeysOnly => is_key(),
            IndexProjection::Include(names) => is_key() || names.iter().any(|name| name == attribute),
        }
    }
}

use super::{
    AttributeDefinition, BillingMode, Encryption, IndexDefinition, KeyKind, OnDemandThroughput, StreamView,
    TableClass, Throughput, WarmThroughput,
};
use crate::request::{TableName, VectorIndex};

/// Changes a table: what is not named stays as it is.
///
/// The encryption, the class, the protection against deletion and the warm throughput are changed each by a request of their
/// own, and so are most others: billing goes together with throughput, of indexes too, and on demand with limits or a stream.
///
/// ```
/// use dynamo_model::request::{IndexDefinition, IndexUpdate, KeyKind, KeySchema, UpdateTable};
///
/// let by_email = IndexDefinition::new("by_email", KeySchema::new("email"));
/// let change = UpdateTable::new("users").with_attribute("email", KeyKind::S).creating_index(by_email);
/// assert!(matches!(&change.index_updates[..], [IndexUpdate::Create(index)] if index.name == "by_email"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UpdateTable {
    /// The table.
    pub table: TableName,
    /// The key attributes of the index to create.
    pub attributes: Vec<AttributeDefinition>,
    /// A change of global indexes: at most one can be created or deleted at a time.
    pub index_updates: Vec<IndexUpdate>,
    /// A change of vector indexes: one index at the most, of any kind, can be created or deleted at a time.
    pub vector_index_updates: Vec<VectorIndexUpdate>,
    /// Another way to pay for capacity.
    pub billing: Option<BillingMode>,
    /// Another throughput of a table that is provisioned, and stays so.
    pub throughput: Option<Throughput>,
    /// Other limits of what an on-demand table serves.
    pub on_demand_throughput: Option<OnDemandThroughput>,
    /// More to serve at once. It is the only change of its request.
    pub warm_throughput: Option<WarmThroughput>,
    /// Turns the stream on or off.
    pub stream: Option<StreamUpdate>,
    /// Another key to encrypt items with.
    pub encryption: Option<Encryption>,
    /// Another price of storage.
    pub class: Option<TableClass>,
    /// Protects the table against deletion, or takes that back.
    pub deletion_protection: Option<bool>,
}

impl UpdateTable {
    /// Changes nothing yet; a request that changes nothing is refused.
    ///
    /// ```
    /// use dynamo_model::request::UpdateTable;
    ///
    /// let change = UpdateTable::new("shop");
    /// assert!(change.billing.is_none() && change.index_updates.is_empty());
    /// ```
    pub fn new(table: impl Into<TableName>) -> Self {
        Self {
            table: table.into(),
            attributes: Vec::new(),
            index_updates: Vec::new(),
            vector_index_updates: Vec::new(),
            billing: None,
            throughput: None,
            on_demand_throughput: None,
            warm_throughput: None,
            stream: None,
            encryption: None,
            class: None,
            deletion_protection: None,
        }
    }

    /// Declares the type of a key attribute of the index to create.
    ///
    /// ```
    /// use dynamo_model::request::{KeyKind, UpdateTable};
    ///
    /// assert_eq!(UpdateTable::new("shop").with_attribute("email", KeyKind::S).attributes[0].name, "email");
    /// ```
    #[must_use]
    pub fn with_attribute(mut self, name: impl Into<String>, kind: KeyKind) -> Self {
        self.attributes.push(AttributeDefinition { name: name.into(), kind });
        self
    }

    /// Creates a global index and fills it with the items that are there.
    ///
    /// ```
    /// use dynamo_model::request::{IndexDefinition, IndexUpdate, KeySchema, UpdateTable};
    ///
    /// let by_email = IndexDefinition::new("by_email", KeySchema::new("email"));
    /// let change = UpdateTable::new("shop").creating_index(by_email.clone());
    /// assert_eq!(change.index_updates, [IndexUpdate::Create(by_email)]);
    /// ```
    #[must_use]
    pub fn creating_index(mut self, index: IndexDefinition) -> Self {
        self.index_updates.push(IndexUpdate::Create(index));
        self
    }

    /// Deletes a global index.
    ///
    /// ```
    /// use dynamo_model::request::{IndexUpdate, UpdateTable};
    ///
    /// let change = UpdateTable::new("shop").deleting_index("by_email");
    /// assert_eq!(change.index_updates, [IndexUpdate::Delete("by_email".to_owned())]);
    /// ```
    #[must_use]
    pub fn deleting_index(mut self, name: impl Into<String>) -> Self {
        self.index_updates.push(IndexUpdate::Delete(name.into()));
        self
    }

    /// Creates a vector index and fills it with the items that are there.
    ///
    /// ```
    /// use dynamo_model::request::{Distance, UpdateTable, VectorIndex, VectorIndexUpdate};
    ///
    /// let by_colour = VectorIndex::new("by_colour", "rgb", 3, Distance::Euclidean);
    /// let change = UpdateTable::new("paints").creating_vector_index(by_colour.clone());
    /// assert_eq!(change.vector_index_updates, [VectorIndexUpdate::Create(by_colour)]);
    /// ```
    #[must_use]
    pub fn creating_vector_index(mut self, index: VectorIndex) -> Self {
        self.vector_index_updates.push(VectorIndexUpdate::Create(index));
        self
    }

    /// Deletes a vector index.
    ///
    /// ```
    /// use dynamo_model::request::{UpdateTable, VectorIndexUpdate};
    ///
    /// let change = UpdateTable::new("paints").deleting_vector_index("by_colour");
    /// assert_eq!(change.vector_index_updates, [VectorIndexUpdate::Delete("by_colour".to_owned())]);
    /// ```
    #[must_use]
    pub fn deleting_vector_index(mut self, name: impl Into<String>) -> Self {
        self.vector_index_updates.push(VectorIndexUpdate::Delete(name.into()));
        self
    }

    /// Changes the throughput of a global index.
    ///
    /// ```
    /// use dynamo_model::request::{IndexUpdate, Throughput, UpdateTable};
    ///
    /// let units = Throughput { read: 20, write: 5 };
    /// let change = UpdateTable::new("shop").with_index_throughput("by_email", units);
    /// assert_eq!(change.index_updates, [IndexUpdate::Throughput("by_email".to_owned(), units)]);
    /// ```
    #[must_use]
    pub fn with_index_throughput(mut self, name: impl Into<String>, throughput: Throughput) -> Self {
        self.index_updates.push(IndexUpdate::Throughput(name.into(), throughput));
        self
    }

    /// Raises what a global index is to serve at once.
    ///
    /// ```
    /// use dynamo_model::request::{IndexUpdate, UpdateTable, WarmThroughput};
    ///
    /// let warm = WarmThroughput { read: Some(50_000), write: None };
    /// let change = UpdateTable::new("shop").with_index_warm_throughput("by_email", warm);
    /// assert_eq!(change.index_updates, [IndexUpdate::Warm("by_email".to_owned(), warm)]);
    /// ```
    #[must_use]
    pub fn with_index_warm_throughput(mut self, name: impl Into<String>, warm: WarmThroughput) -> Self {
        self.index_updates.push(IndexUpdate::Warm(name.into(), warm));
        self
    }

    /// Changes the limits of what a global index serves on demand.
    ///
    /// ```
    /// use dynamo_model::request::{IndexUpdate, OnDemandThroughput, UpdateTable};
    ///
    /// let most = OnDemandThroughput { max_read: Some(100), max_write: None };
    /// let change = UpdateTable::new("shop").with_index_on_demand_throughput("by_email", most);
    /// assert_eq!(change.index_updates, [IndexUpdate::OnDemand("by_email".to_owned(), most)]);
    /// ```
    #[must_use]
    pub fn with_index_on_demand_throughput(
        mut self,
        name: impl Into<String>,
        most: OnDemandThroughput,
    ) -> Self {
        self.index_updates.push(IndexUpdate::OnDemand(name.into(), most));
        self
    }

    /// Pays for capacity in another way.
    ///
    /// ```
    /// use dynamo_model::request::{BillingMode, UpdateTable};
    ///
    /// assert_eq!(UpdateTable::new("shop").with_billing(BillingMode::OnDemand).billing, Some(BillingMode::OnDemand));
    /// ```
    #[must_use]
    pub fn with_billing(mut self, billing: BillingMode) -> Self {
        self.billing = Some(billing);
        self
    }

    /// Changes the throughput of a provisioned table.
    ///
    /// ```
    /// use dynamo_model::request::{Throughput, UpdateTable};
    ///
    /// let units = Throughput { read: 20, write: 5 };
    /// assert_eq!(UpdateTable::new("shop").with_throughput(units).throughput, Some(units));
    /// ```
    #[must_use]
    pub fn with_throughput(mut self, throughput: Throughput) -> Self {
        self.throughput = Some(throughput);
        self
    }

    /// Changes what the table serves on demand.
    ///
    /// ```
    /// use dynamo_model::request::{OnDemandThroughput, UpdateTable};
    ///
    /// let most = OnDemandThroughput { max_read: Some(100), max_write: None };
    /// assert_eq!(UpdateTable::new("shop").with_on_demand_throughput(most).on_demand_throughput, Some(most));
    /// ```
    #[must_use]
    pub fn with_on_demand_throughput(mut self, most: OnDemandThroughput) -> Self {
        self.on_demand_throughput = Some(most);
        self
    }

    /// Raises what the table is to serve at once.
    ///
    /// ```
    /// use dynamo_model::request::{UpdateTable, WarmThroughput};
    ///
    /// let warm = WarmThroughput { read: Some(50_000), write: None };
    /// assert_eq!(UpdateTable::new("shop").with_warm_throughput(warm).warm_throughput, Some(warm));
    /// ```
    #[must_use]
    pub fn with_warm_throughput(mut self, warm: WarmThroughput) -> Self {
        self.warm_throughput = Some(warm);
        self
    }

    /// Turns the stream on or off.
    ///
    /// ```
    /// use dynamo_model::request::{StreamUpdate, UpdateTable};
    ///
    /// assert_eq!(UpdateTable::new("shop").with_stream(StreamUpdate::Disable).stream, Some(StreamUpdate::Disable));
    /// ```
    #[must_use]
    pub fn with_stream(mut self, stream: StreamUpdate) -> Self {
        self.stream = Some(stream);
        self
    }

    /// Changes which key items are encrypted with.
    ///
    /// ```
    /// use dynamo_model::request::{Encryption, UpdateTable};
    ///
    /// let own = Encryption::Key("alias/shop".to_owned());
    /// assert_eq!(UpdateTable::new("shop").with_encryption(own.clone()).encryption, Some(own));
    /// ```
    #[must_use]
    pub fn with_encryption(mut self, encryption: Encryption) -> Self {
        self.encryption = Some(encryption);
        self
    }

    /// Changes how storage is priced.
    ///
    /// ```
    /// use dynamo_model::request::{TableClass, UpdateTable};
    ///
    /// let change = UpdateTable::new("archive").with_class(TableClass::InfrequentAccess);
    /// assert_eq!(change.class, Some(TableClass::InfrequentAccess));
    /// ```
    #[must_use]
    pub fn with_class(mut self, class: TableClass) -> Self {
        self.class = Some(class);
        self
    }

    /// Protects the table against deletion, or takes that back.
    ///
    /// ```
    /// use dynamo_model::request::UpdateTable;
    ///
    /// assert_eq!(UpdateTable::new("shop").with_deletion_protection(true).deletion_protection, Some(true));
    /// ```
    #[must_use]
    pub fn with_deletion_protection(mut self, protected: bool) -> Self {
        self.deletion_protection = Some(protected);
        self
    }
}

/// A change of one global index.
///
/// ```
/// use dynamo_model::request::{IndexUpdate, UpdateTable};
///
/// let change = UpdateTable::new("users").deleting_index("by_email");
/// assert_eq!(change.index_updates, [IndexUpdate::Delete("by_email".to_owned())]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IndexUpdate {
    /// Makes it.
    Create(IndexDefinition),
    /// Gives it another throughput.
    Throughput(String, Throughput),
    /// Has it serve more at once.
    Warm(String, WarmThroughput),
    /// Gives it other limits of what it serves on demand.
    OnDemand(String, OnDemandThroughput),
    /// Removes it.
    Delete(String),
}

/// A change of one vector index. What it is made of never changes: another one takes its place.
///
/// ```
/// use dynamo_model::request::{UpdateTable, VectorIndexUpdate};
///
/// let change = UpdateTable::new("paints").deleting_vector_index("by_colour");
/// assert!(matches!(&change.vector_index_updates[..], [VectorIndexUpdate::Delete(name)] if name == "by_colour"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VectorIndexUpdate {
    /// Makes it.
    Create(VectorIndex),
    /// Removes it.
    Delete(String),
}

/// A change of a table's stream.
///
/// ```
/// use dynamo_model::request::{StreamUpdate, StreamView, UpdateTable};
///
/// let change = UpdateTable::new("shop").with_stream(StreamUpdate::Enable(StreamView::NewAndOldImages));
/// assert_ne!(change.stream, Some(StreamUpdate::Disable));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StreamUpdate {
    /// Starts a new stream.
    Enable(StreamView),
    /// Ends the stream; its records stay readable for a day.
    Disable,
}

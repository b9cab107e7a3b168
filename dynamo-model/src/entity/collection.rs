use std::marker::PhantomData;

use super::identify::{has_primary_key, position};
use super::viewed::holds_keys_only;
use super::{Answered, Readable, Table, asked_of_members};
use crate::error::{Error, ErrorKind, Result};
use crate::expr;
use crate::schema::{CollectionSchema, IndexSchema, TableSchema};
use crate::value::{Item, ItemRef};

/// The items of one partition of a table or index, whatever entities they are. Derive it.
///
/// As an enum it is read item by item, in the order of the sort keys; as a struct, all at once.
///
/// ```
/// # use dynamo_model::{Collection, Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Customer(Customer), Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "CUSTOMER#{id}", sk = "PROFILE")]
/// # struct Customer { id: String, name: String }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
/// # struct Order { id: String, customer: String }
/// #[derive(Collection)]
/// #[collection(table = Shop, pk = "CUSTOMER#{customer}", of(customer: String))]
/// enum OfCustomer {
///     Customer(Customer),
///     Order(Order),
/// }
///
/// let query = OfCustomer::of("c1").descending().limit(10);
/// assert_eq!(query.request()?.key_condition.to_string(), "pk = \"CUSTOMER#c1\"");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a collection",
    label = "not a collection",
    note = "add `#[derive(Collection)]` and `#[collection(table = …, pk = \"…\", of(…))]` to it"
)]
pub trait Collection: Sized {
    /// The table whose items these are.
    type Table: Table;

    /// The partitions it reads and the entities it has there.
    const SCHEMA: &'static CollectionSchema;

    /// What to ask for of each member.
    #[doc(hidden)]
    const __ASKED: &'static [AskedOf];

    /// The table, with the members for its entities if it does not know them.
    #[doc(hidden)]
    const __TABLE: &'static TableSchema = &Self::Table::SCHEMA.seen_with(Self::SCHEMA.members);
}

/// Says what to ask for of a member.
type AskedOf = fn(Option<&IndexSchema>, bool) -> Option<expr::Projection>;

/// Collections that have an entity, or a view of one, among their members. [`Collection`] derives it.
///
/// ```
/// # use dynamo_model::{Collection, Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
/// # struct Order { id: String, customer: String }
/// #[derive(Collection)]
/// #[collection(table = Shop, pk = "CUSTOMER#{customer}", of(customer: String))]
/// enum OfCustomer {
///     Order(Order),
/// }
///
/// fn members<C: dynamo_model::entity::HasMember<Order>>() -> usize {
///     C::SCHEMA.members.len()
/// }
/// assert_eq!(members::<OfCustomer>(), 1);
/// ```
#[diagnostic::on_unimplemented(
    message = "collection `{Self}` has no member `{M}`",
    label = "no member of `{Self}`",
    note = "its members are the entities and views of its variants or fields"
)]
pub trait HasMember<M>: Collection {
    // Whether what is held has all of its keys.
    #[doc(hidden)]
    type __Keys;
}

/// A collection that is a struct: read all at once. Derive [`Collection`].
///
/// ```
/// # use dynamo_model::{Collection, Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Customer(Customer), Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "CUSTOMER#{id}", sk = "PROFILE")]
/// # struct Customer { id: String, name: String }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
/// # struct Order { id: String, customer: String }
/// #[derive(Collection)]
/// #[collection(table = Shop, pk = "CUSTOMER#{customer}", of(customer: String))]
/// struct WithOrders {
///     customer: Customer,
///     orders: Vec<Order>,
/// }
///
/// let request = WithOrders::of("c1").consistent().request()?;
/// assert_eq!(request.key_condition.to_string(), "pk = \"CUSTOMER#c1\"");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub trait Grouped: Collection {
    #[doc(hidden)]
    fn __group(members: Members) -> Result<Self>;
}

/// Collections of table `T` that are structs.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not read from table `{T}`",
    label = "of another table than `{T}`",
    note = "use the handle of its own table"
)]
pub trait GroupedFrom<T>: Grouped<Table = T> {}

#[diagnostic::do_not_recommend]
impl<T, C: Grouped<Table = T>> GroupedFrom<T> for C {}

/// Finds which member of a collection an item is, by its place; `None` if it is none and the collection takes others.
#[doc(hidden)]
pub fn member<C: Collection>(answer: Answered<'_>) -> Result<Option<usize>> {
    let (schema, table, item) = (C::SCHEMA, C::Table::SCHEMA, answer.item);
    let found = match answer.index {
        Some(index) if holds_keys_only(index) => {
            Ok(schema.members.iter().position(|member| has_primary_key(member, &table.key, item)))
        }
        _ => position(schema.members, table, item),
    };
    match found {
        Ok(None) if !schema.other => Err(unknown(schema, table.entity_type, item)),
        Err(error) if !schema.other => Err(error),
        found => Ok(found.unwrap_or_default()),
    }
}

fn unknown(schema: &CollectionSchema, tag: Option<&str>, item: ItemRef<'_>) -> Error {
    let tag = tag.and_then(|attribute| item.get(attribute)).and_then(|tag| tag.as_s());
    let message = match tag {
        Some(tag) => {
            let known: Vec<&str> = schema.members.iter().map(|member| member.tag).collect();
            format!(
                "collection `{}` has no member with tag \"{tag}\"; it has {}",
                schema.rust_name,
                known.join(", ")
            )
        }
        None => format!("no member of collection `{}` has the item's primary key", schema.rust_name),
    };
    Error::new(ErrorKind::UnexpectedEntity, message)
}

/// An item of a collection, with the place of the member it is.
#[doc(hidden)]
#[derive(Debug)]
pub struct Member<C> {
    place: Option<usize>,
    item: Item,
    collection: PhantomData<fn() -> C>,
}

impl<C: Collection> Readable for Member<C> {
    type Table = C::Table;

    const __TABLE: &'static TableSchema = C::__TABLE;

    fn __projection(index: Option<&IndexSchema>, keys: bool) -> Option<expr::Projection> {
        asked_of_members::<C>(index, keys)
    }

    fn __read(answer: Answered<'_>) -> Result<Self> {
        let place = member::<C>(answer)?;
        Ok(Self { place, item: answer.item.to_item(), collection: PhantomData })
    }
}

/// All items of a collection, as a struct takes them.
#[doc(hidden)]
#[derive(Debug)]
pub struct Members {
    schema: &'static CollectionSchema,
    /// The index they were read from; `None` for the table.
    index: Option<&'static IndexSchema>,
    /// What was asked for of each.
    asked: Option<expr::Projection>,
    found: Vec<(Option<usize>, Item)>,
}

impl Members {
    pub(crate) fn new<C: Collection>(found: Vec<Member<C>>) -> Self {
        let found = found.into_iter().map(|member| (member.place, member.item)).collect();
        let (schema, table) = (C::SCHEMA, C::Table::SCHEMA);
        let index = schema.access.index.filter(|name| !table.is_hydrated(name));
        let index = index.and_then(|name| table.index(name));
        Self { schema, index, asked: asked_of_members::<C>(index, true), found }
    }

    /// Reads the items of a member.
    pub fn many<E>(&self, place: usize, read: Read<E>) -> Result<Vec<E>> {
        let own = self.found.iter().filter(|(member, _)| *member == Some(place));
        let answer = |item: &'_ Item| {
            read(Answered { item: item.view(), index: self.index, asked: self.asked.as_ref() })
        };
        own.map(|(_, item)| answer(item)).collect()
    }

    /// Reads the item of a member of which there is one at the most.
    pub fn optional<E>(&self, place: usize, read: Read<E>) -> Result<Option<E>> {
        let mut all = self.many(place, read)?;
        let one = all.pop();
        if all.is_empty() {
            Ok(one)
        } else {
            Err(self.not_one(place, &format!("{} items are", all.len() + 1)))
        }
    }

    /// Reads the item of a member of which there is one.
    pub fn one<E>(&self, place: usize, read: Read<E>) -> Result<E> {
        self.optional(place, read)?.ok_or_else(|| self.not_one(place, "no item is"))
    }

    /// Takes the items that are of no member.
    pub fn others(&self) -> Vec<Item> {
        self.found.iter().filter(|(member, _)| member.is_none()).map(|(_, item)| item.clone()).collect()
    }

    fn not_one(&self, place: usize, how_many: &str) -> Error {
        let member = self.schema.members.get(place).map_or("", |member| member.rust_name);
        let collection = self.schema.rust_name;
        Error::new(
            ErrorKind::Codec,
            format!("read `{collection}`: {how_many} a `{member}`, of which it has one"),
        )
    }
}

/// Reads an entity, or a view of one.
type Read<E> = fn(Answered<'_>) -> Result<E>;

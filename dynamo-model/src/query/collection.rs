//! The query of a collection: its whole partition.

use super::condition::{Named, narrowed};
use super::partitions::Partitions;
use super::{Pattern, Query};
use crate::builder::{Binding, GetCollection, Unbound};
use crate::entity::{Collection, Entity, FilteredAs, Grouped, HasMember, Member, PlaceIn, Readable, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::expr::{Condition, Path};
use crate::key::{ErasedPart, PartCondition, PartValue};
use crate::schema::{EntitySchema, TableSchema};
use crate::typed::Cond;

/// Makes the query of a collection that is an enum, from the parts of its partition key. Generated code calls it.
#[doc(hidden)]
pub fn collection<C>(parts: &[(usize, &dyn ErasedPart)]) -> Query<C, Unbound, C>
where
    C: Collection + Readable<Table = <C as Collection>::Table>,
{
    query::<C, C>(parts)
}

/// Makes the read of a collection that is a struct, from the parts of its partition key. Generated code calls it.
#[doc(hidden)]
pub fn grouped<C: Grouped>(parts: &[(usize, &dyn ErasedPart)]) -> GetCollection<C> {
    GetCollection::new(query::<C, Member<C>>(parts))
}

/// What is read of a collection.
impl<O: Readable, B: Binding, C: Collection> Query<O, B, C> {
    /// Reads only items with some sort keys, as they are stored: one of them, a range, or a beginning.
    ///
    /// ```
    /// # use dynamo_model::{Collection, Entity, Table, starts_with};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order), Visit(Visit) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "{day}#ORDER#{id}")]
    /// # struct Order { customer: String, day: String, id: String, total: u32 }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "{day}#VISIT")]
    /// # struct Visit { customer: String, day: String }
    /// # #[derive(Collection)]
    /// # #[collection(table = Shop, pk = "CUSTOMER#{customer}", of(customer: String))]
    /// # enum OfCustomer { Order(Order), Visit(Visit) }
    /// let november = OfCustomer::of("c1").sort_key(starts_with("2026-11-"));
    /// let condition = november.request()?.key_condition;
    /// assert_eq!(condition.to_string(), "pk = \"CUSTOMER#c1\" AND begins_with(sk, \"2026-11-\")");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn sort_key(mut self, keys: impl PartCondition<String>) -> Self {
        let attributes = self.spec.pattern.as_ref().map_or(&[][..], |pattern| pattern.key().sk);
        let narrow = |condition| narrowed(condition, attributes, &keys.bounds());
        self.spec.partitions = self.spec.partitions.and_then(|partitions| partitions.each(narrow));
        self
    }

    /// Goes on after one of its members, which is not returned itself, in the direction of the query; as
    /// [`starting_after`](Query::starting_after) of an access pattern. A member that is a view has to have all fields that
    /// its keys are made of, in the table and in the index that the collection reads.
    ///
    /// ```
    /// # use dynamo_model::{Collection, Entity, Projection, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order), Customer(Customer) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
    /// # struct Order { customer: String, id: String, total: u32 }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "CUSTOMER#{id}", sk = "PROFILE")]
    /// # struct Customer { id: String, name: String, about: String }
    /// # #[derive(Collection)]
    /// # #[collection(table = Shop, pk = "CUSTOMER#{customer}", of(customer: String))]
    /// # enum OfCustomer { Order(Order), Customer(Name) }
    /// #[derive(Projection)]
    /// #[projection(of = Customer)]
    /// struct Name { id: String, name: String }
    ///
    /// let last = Order { customer: "c1".into(), id: "o7".into(), total: 12 };
    /// let request = OfCustomer::of("c1").starting_after_member(&last).request()?;
    /// let start = request.exclusive_start_key.expect("it says where to start");
    /// assert_eq!(start.get("sk").and_then(|sk| sk.as_s()), Some("ORDER#o7"));
    ///
    /// let last = Name { id: "c1".into(), name: "Ada".into() };
    /// let request = OfCustomer::of("c1").descending().starting_after_member(&last).request()?;
    /// let start = request.exclusive_start_key.expect("it says where to start");
    /// assert_eq!(start.get("sk").and_then(|sk| sk.as_s()), Some("PROFILE"), "a view with its key");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn starting_after_member<M>(mut self, member: &M) -> Self
    where
        C: HasMember<M, __Keys: PlaceIn<C, M>>,
    {
        let keys = |index: Option<&_>| <C::__Keys as PlaceIn<C, M>>::keys(member, index);
        self.spec.start_after::<C::Table>(<C::__Keys as PlaceIn<C, M>>::NAME, keys);
        self
    }

    /// Of the items of one member, an entity or a view, keeps only those that fulfil a condition; all others stay. They are read and charged
    /// all the same.
    ///
    /// It is told by the entity tag which items are of the member, so the table needs tags, and cannot `adopt` items without
    /// them. A filter by key attributes of what is queried, or by what its index does not hold, compiles, and is refused when
    /// the request is made: a member knows nothing of the collection that it is read in.
    ///
    /// ```
    /// # use dynamo_model::{Collection, Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order), Customer(Customer) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
    /// # struct Order { customer: String, id: String, total: u32 }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "CUSTOMER#{id}", sk = "PROFILE")]
    /// # struct Customer { id: String }
    /// # #[derive(Collection)]
    /// # #[collection(table = Shop, pk = "CUSTOMER#{customer}", of(customer: String))]
    /// # enum OfCustomer { Order(Order), Customer(Customer) }
    /// use dynamo_model::expr::Renderer;
    ///
    /// let large = OfCustomer::of("c1").filter_members::<Order>(|o| o.total.gt(100));
    /// let filter = large.request()?.filter;
    /// let filter = filter.map(|filter| Renderer::new().condition(&filter));
    /// assert_eq!(filter.as_deref(), Some("#n0 <> :v0 OR #n1 > :v1"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn filter_members<M: FilteredAs<Entity: Entity>>(
        mut self,
        filter: impl FnOnce(&<M::Entity as Entity>::Attributes) -> Cond<M::Entity>,
    ) -> Self
    where
        C: HasMember<M>,
    {
        let filter = filter(&M::Entity::attributes()).into_condition();
        self.spec
            .filter
            .add(filter.and_then(|filter| of_member(M::Entity::SCHEMA, C::Table::SCHEMA, filter)));
        self
    }
}

/// Lets all items pass that are of other entities.
fn of_member(entity: &EntitySchema, table: &TableSchema, filter: Condition) -> Result<Condition> {
    let Some(attribute) = table.entity_type else {
        return Err(Error::validation(format!(
            "table `{}` has no entity tags, by which items of `{}` are told; filter what the query returns",
            table.rust_name, entity.rust_name
        )));
    };
    if table.adopts {
        return Err(Error::validation(format!(
            "table `{}` adopts items without an entity tag, by which items of `{}` are told; filter what the query returns",
            table.rust_name, entity.rust_name
        )));
    }
    Ok(Condition::ne(Path::attribute(attribute), entity.tag).or(filter))
}

fn query<C: Collection, O: Readable>(parts: &[(usize, &dyn ErasedPart)]) -> Query<O, Unbound, C> {
    let pattern = Pattern::of_collection::<C>();
    let name = C::SCHEMA.rust_name;
    let condition = condition(pattern.as_ref(), parts);
    let condition = condition.map_err(|error| error.context(format_args!("query `{name}`")));
    Query::new(pattern, condition, None)
}

fn condition(pattern: Option<&Pattern>, parts: &[(usize, &dyn ErasedPart)]) -> Result<Partitions> {
    let pattern = pattern.ok_or_else(|| Error::new(ErrorKind::Internal, "the table has no such index"))?;
    let parts: Vec<_> = parts.iter().map(|(place, part)| (*place, PartValue::of(*part))).collect();
    Partitions::of(pattern, &Named { parts: &parts, end: None, whole_collection: true })
}

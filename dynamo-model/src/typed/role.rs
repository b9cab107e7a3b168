use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::change::part_of;
use crate::error::Result;
use crate::key::{KeyPart, PartValue};
use crate::value::Value;

/// The role of an attribute that is part of no key.
///
/// ```
/// # use {dynamo_model::{Entity, Table}, serde::{Deserialize, Serialize}};
/// # #[derive(Table)] #[table(name = "shop")] enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)] #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, total: u32 }
/// use dynamo_model::typed::{Attr, Plain};
///
/// let order = Order::attributes();
/// let total: &Attr<Order, u32, Plain> = &order.total;
/// let update = total.plus(5).into_update(&Order::key("o1"))?;
/// assert_eq!(update.targets().count(), 1);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Plain {}

/// The role of an attribute that is part of no key, and that an item may lack.
///
/// ```
/// # use {dynamo_model::{Entity, Table}, serde::{Deserialize, Serialize}};
/// # #[derive(Table)] #[table(name = "shop")] enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)] #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, note: Option<String> }
/// use dynamo_model::expr::Update;
/// use dynamo_model::typed::{Attr, Optional};
///
/// let order = Order::attributes();
/// let note: &Attr<Order, String, Optional> = &order.note;
/// assert_eq!(note.removed().into_update(&Order::key("o1"))?, Update::new().remove("note"));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Optional {}

/// The role of an attribute that makes key attributes of indexes with nothing else that can change: it can be assigned alone,
/// and the keys change with it.
///
/// ```
/// # use {dynamo_model::{Entity, Table}, serde::{Deserialize, Serialize}};
/// # #[derive(Table)] #[table(name = "shop")] #[index(name = "gsi1")] enum Shop { Order(Order) }
/// use dynamo_model::typed::{Attr, IndexKey};
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// #[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{id}")]
/// struct Order { id: String, customer: String }
///
/// let order = Order::attributes();
/// let customer: &Attr<Order, String, IndexKey, _> = &order.customer;
/// let update = customer.to("c2").into_update(&Order::key("o1"))?;
/// let paths: Vec<String> = update.targets().map(ToString::to_string).collect();
/// assert_eq!(paths, ["customer", "gsi1pk"]);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum IndexKey {}

/// The role of an [`IndexKey`] that an item may lack; then it is not in the index.
///
/// ```
/// # use {dynamo_model::{Entity, Table}, serde::{Deserialize, Serialize}};
/// # #[derive(Table)] #[table(name = "shop")] #[index(name = "gsi1")] enum Shop { Order(Order) }
/// use dynamo_model::typed::{Attr, OptionalIndexKey};
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// #[access(name = by_courier, index = gsi1, pk = "COURIER#{courier}", sk = "{id}")]
/// struct Order { id: String, courier: Option<String> }
///
/// let order = Order::attributes();
/// let courier: &Attr<Order, String, OptionalIndexKey, _> = &order.courier;
/// let update = courier.removed().into_update(&Order::key("o1"))?;
/// assert!(update.removes().contains(&"gsi1pk".into()), "the order leaves the index");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum OptionalIndexKey {}

/// The role of an attribute that makes a key attribute of an index together with others. They are assigned together, by the
/// method named after the access pattern.
///
/// ```
/// # use {dynamo_model::{Entity, Table}, serde::{Deserialize, Serialize}};
/// # #[derive(Table)] #[table(name = "shop")] #[index(name = "gsi1")] enum Shop { Order(Order) }
/// use dynamo_model::typed::{Attr, IndexKeyPart};
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// #[access(name = by_state, index = gsi1, pk = "STATE#{state}#{day}", sk = "{id}")]
/// struct Order { id: String, state: String, day: String }
///
/// let order = Order::attributes();
/// let _state: &Attr<Order, String, IndexKeyPart, _> = &order.state;
/// let update = order.by_state("paid", "2026-11-26").into_update(&Order::key("o1"))?;
/// let paths: Vec<String> = update.targets().map(ToString::to_string).collect();
/// assert_eq!(paths, ["state", "day", "gsi1pk"]);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum IndexKeyPart {}

/// The role of an attribute that is part of the primary key. Conditions may name it; no update changes it.
///
/// ```
/// # use {dynamo_model::{Entity, Table}, serde::{Deserialize, Serialize}};
/// # #[derive(Table)] #[table(name = "shop")] enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)] #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, total: u32 }
/// use dynamo_model::typed::{Attr, PrimaryKeyPart};
///
/// let order = Order::attributes();
/// let id: &Attr<Order, String, PrimaryKeyPart> = &order.id;
/// assert!(id.begins_with("o").into_condition().is_ok());
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum PrimaryKeyPart {}

/// The role of an attribute that another is computed from, by itself: when it is assigned, the other is, too.
///
/// ```
/// # use {dynamo_model::{Entity, Table}, serde::{Deserialize, Serialize}};
/// # #[derive(Table)] #[table(name = "shop")] enum Shop { Bill(Bill) }
/// use dynamo_model::typed::{Attr, Input};
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "BILL#{id}", sk = "BILL")]
/// struct Bill { id: String, cents: u32, #[attr(computed(euros, from(cents)))] euros: u32 }
///
/// fn euros(cents: &u32) -> u32 { cents / 100 }
///
/// let bill = Bill::attributes();
/// let cents: &Attr<Bill, u32, Input> = &bill.cents;
/// let update = cents.to(1250).into_update(&Bill::key("b1"))?;
/// let paths: Vec<String> = update.targets().map(ToString::to_string).collect();
/// assert_eq!(paths, ["cents", "euros"]);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Input {}

/// The role of an [`Input`] that an item may lack.
///
/// ```
/// # use {dynamo_model::{Entity, Table}, serde::{Deserialize, Serialize}};
/// # #[derive(Table)] #[table(name = "shop")] enum Shop { User(User) }
/// use dynamo_model::typed::{Attr, OptionalInput};
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "USER#{id}", sk = "USER")]
/// struct User { id: String, code: Option<u32>, #[attr(computed(area, from(code)))] area: Option<u32> }
///
/// fn area(code: &Option<u32>) -> Option<u32> { code.map(|code| code / 1000) }
///
/// let user = User::attributes();
/// let code: &Attr<User, u32, OptionalInput> = &user.code;
/// let update = code.removed().into_update(&User::key("u1"))?;
/// assert_eq!(update.removes().len(), 2, "the area goes with it");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum OptionalInput {}

/// The role of an attribute that is computed from others. Conditions may name it; an update assigns what it is computed from.
///
/// ```
/// # use {dynamo_model::{Entity, Table}, serde::{Deserialize, Serialize}};
/// # #[derive(Table)] #[table(name = "shop")] enum Shop { Bill(Bill) }
/// use dynamo_model::typed::{Attr, Computed};
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "BILL#{id}", sk = "BILL")]
/// struct Bill { id: String, net: u32, tax: u32, #[attr(computed(sum, from(net, tax)))] total: u32 }
///
/// fn sum(net: &u32, tax: &u32) -> u32 { net + tax }
///
/// let bill = Bill::attributes();
/// let total: &Attr<Bill, u32, Computed> = &bill.total;
/// assert!(total.gt(100).into_condition().is_ok());
/// let update = bill.total(100, 19).into_update(&Bill::key("b1"))?;
/// let paths: Vec<String> = update.targets().map(ToString::to_string).collect();
/// assert_eq!(paths, ["net", "tax", "total"]);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Computed {}

/// The role of an attribute with rules, otherwise of role `R`. What it becomes has to be known, to be checked.
///
/// ```
/// # use {dynamo_model::{Entity, Table}, serde::{Deserialize, Serialize}};
/// # #[derive(Table)] #[table(name = "shop")] enum Shop { Product(Product) }
/// use dynamo_model::builder::Update;
/// use dynamo_model::typed::{Attr, Constrained, Plain};
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "PRODUCT#{id}", sk = "PRODUCT")]
/// struct Product { id: String, #[attr(range = 0..=100)] discount: u32 }
///
/// let product = Product::attributes();
/// let _discount: &Attr<Product, u32, Constrained<Plain>> = &product.discount;
/// let error = Update::new(Product::key("p1")).set(|p| p.discount.to(150)).request().unwrap_err();
/// assert!(error.is_constraint());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Constrained<R>(PhantomData<R>);

/// The role of an attribute that is unique, or within which another one is, and that is an `R` besides. Only an
/// [`Edit`](crate::builder::Edit) changes it, as the guard of the value before has to go.
///
/// ```
/// # use {dynamo_model::{Entity, Table}, serde::{Deserialize, Serialize}};
/// # #[derive(Table)] #[table(name = "shop")] enum Shop { User(User) }
/// use dynamo_model::typed::{Attr, Plain, Unique};
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "USER#{id}", sk = "USER")]
/// struct User { id: String, #[attr(unique)] email: String }
///
/// let user = User::attributes();
/// let email: &Attr<User, String, Unique<Plain>> = &user.email;
/// assert!(email.eq("ada@example.org").into_condition().is_ok());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Unique<R>(PhantomData<fn() -> R>);

/// The role of an attribute that the library keeps: a version, or the time of a write. Conditions may name it.
///
/// ```
/// # use {dynamo_model::{Entity, Table}, serde::{Deserialize, Serialize}};
/// # #[derive(Table)] #[table(name = "shop")] enum Shop { Order(Order) }
/// use dynamo_model::builder::Update;
/// use dynamo_model::typed::{Attr, Kept};
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order { id: String, total: u32, #[attr(version)] version: u64 }
///
/// let order = Order::attributes();
/// let _version: &Attr<Order, u64, Kept> = &order.version;
/// let pay = Update::new(Order::key("o1")).set(|o| o.total.to(5)).only_if(|o| o.version.eq(3)).request()?;
/// assert!(pay.update.targets().any(|path| path.root() == "version"), "it is counted up");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Kept {}

/// Picks the role of an attribute of index keys: by whether it can be set with no other, and whether an item may lack it.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum KeyRole<const ALONE: bool, const OPTIONAL: bool> {}

/// What [`KeyRole`] picks.
#[doc(hidden)]
pub trait HasRole {
    type Role;
}

impl<const OPTIONAL: bool> HasRole for KeyRole<false, OPTIONAL> {
    type Role = IndexKeyPart;
}

impl HasRole for KeyRole<true, false> {
    type Role = IndexKey;
}

impl HasRole for KeyRole<true, true> {
    type Role = OptionalIndexKey;
}

/// Roles whose attributes an update can change without knowing the value before: all but [`Unique`].
///
/// ```
/// use dynamo_model::typed::{IndexKey, Plain, Unguarded};
///
/// fn is_unguarded<R: Unguarded>() -> bool { true }
/// assert!(is_unguarded::<Plain>() && is_unguarded::<IndexKey>());
/// ```
#[diagnostic::on_unimplemented(
    message = "this attribute is unique, or says within what another one is, and an update does not know the value before",
    label = "its guard would stay behind",
    note = "use `edit`, which reads the entity, changes it, and moves the guard in the same transaction"
)]
pub trait Unguarded {}

macro_rules! mark {
    ($trait:ident: $($role:ty),*) => { $(impl $trait for $role {})* };
}

mark!(Unguarded: Plain, Optional, Input, OptionalInput, Computed, Kept);
mark!(Unguarded: IndexKey, OptionalIndexKey, IndexKeyPart, PrimaryKeyPart);
impl<R> Unguarded for Constrained<R> {}

/// Roles whose attributes programs change, and not the library: all but [`Kept`].
///
/// ```
/// use dynamo_model::typed::{Plain, Settable, Unique};
///
/// fn is_settable<R: Settable>() -> bool { true }
/// assert!(is_settable::<Plain>() && is_settable::<Unique<Plain>>());
/// ```
#[diagnostic::on_unimplemented(
    message = "the library sets this attribute, and an update cannot",
    label = "a version, or the time of a write",
    note = "leave it out: an update counts the version up, and sets the time of the update",
    note = "to write only over a certain version, name it in a condition, as in `.only_if(|o| o.version.eq(3))`"
)]
pub trait Settable {}

mark!(Settable: Plain, Optional, Input, OptionalInput, Computed);
mark!(Settable: IndexKey, OptionalIndexKey, IndexKeyPart, PrimaryKeyPart);
impl<R> Settable for Constrained<R> {}
impl<R> Settable for Unique<R> {}

/// Roles whose attributes can be assigned on their own, with a value of type `T`: all but [`PrimaryKeyPart`] and
/// [`IndexKeyPart`].
///
/// ```
/// use dynamo_model::typed::{IndexKey, Plain, SetAlone};
///
/// fn is_set_alone<T, R: SetAlone<T>>() -> bool { true }
/// assert!(is_set_alone::<Vec<u32>, Plain>());
/// assert!(is_set_alone::<u32, IndexKey>(), "if `T` is a key part");
/// ```
#[diagnostic::on_unimplemented(
    message = "this attribute is part of a key, or of what is computed, and cannot be changed on its own",
    label = "a key or a computed attribute is made of it and others",
    note = "what makes an index key is set together, by the method named after the access pattern, as in `.set(|o| o.by_customer(status, day))`, and what computes an attribute by the method named after that; or use `edit`, which reads the entity, changes it and makes every key anew",
    note = "the primary key of an entity never changes: delete it and create another"
)]
pub trait SetAlone<T> {
    #[doc(hidden)]
    fn part(_value: &Value) -> Result<Option<PartValue>> {
        Ok(None)
    }
}

impl<T> SetAlone<T> for Plain {}
impl<T> SetAlone<T> for Optional {}
impl<T> SetAlone<T> for Input {}
impl<T> SetAlone<T> for OptionalInput {}
impl<T> SetAlone<T> for Computed {}

#[diagnostic::do_not_recommend]
impl<T, R: SetAlone<T>> SetAlone<T> for Constrained<R> {
    fn part(value: &Value) -> Result<Option<PartValue>> {
        R::part(value)
    }
}

impl<T, R: SetAlone<T>> SetAlone<T> for Unique<R> {}
// That these cannot be changed is for `Settable` to say, in its own words.
#[diagnostic::do_not_recommend]
impl<T> SetAlone<T> for Kept {}

impl<T: KeyPart + DeserializeOwned> SetAlone<T> for IndexKey {
    fn part(value: &Value) -> Result<Option<PartValue>> {
        part_of::<T>(value).map(Some)
    }
}

impl<T: KeyPart + DeserializeOwned> SetAlone<T> for OptionalIndexKey {
    fn part(value: &Value) -> Result<Option<PartValue>> {
        part_of::<T>(value).map(Some)
    }
}

/// Roles whose attributes are what a program says, and are not computed from others: all but [`Computed`].
///
/// ```
/// use dynamo_model::typed::{Given, Input, Plain};
///
/// fn is_given<R: Given>() -> bool { true }
/// assert!(is_given::<Plain>() && is_given::<Input>());
/// ```
#[diagnostic::on_unimplemented(
    message = "this attribute is computed from others and not set by hand",
    label = "computed",
    note = "set what it is computed from: then it is computed anew, and so is every key that is made of it",
    note = "the time of a soft deletion is set by `soft_delete`, and taken back by `restore`"
)]
pub trait Given {}

mark!(Given: Plain, Optional, Input, OptionalInput, Kept);
mark!(Given: IndexKey, OptionalIndexKey, IndexKeyPart, PrimaryKeyPart);
impl<R> Given for Constrained<R> {}
impl<R> Given for Unique<R> {}

/// Roles whose attributes can be changed depending on what is stored, as by `plus`, `append` and `to_if_missing`: those in no
/// key that nothing is computed from.
///
/// ```
/// use dynamo_model::typed::{Adjustable, Optional, Plain};
///
/// fn is_adjustable<R: Adjustable>() -> bool { true }
/// assert!(is_adjustable::<Plain>() && is_adjustable::<Optional>());
/// ```
#[diagnostic::on_unimplemented(
    message = "this attribute is part of a key, unique or part of what is computed, and its value has to be known",
    label = "a key, a guard or another attribute is made of it",
    note = "use `edit`, which reads the entity, changes it and makes everything anew"
)]
pub trait Adjustable {}
impl Adjustable for Plain {}
impl Adjustable for Optional {}
#[diagnostic::do_not_recommend]
impl Adjustable for Kept {}

#[diagnostic::do_not_recommend]
impl<R: Adjustable> Adjustable for Constrained<R> {}

/// Roles whose attributes have no rules, and may become what is not known beforehand: all but [`Constrained`] and [`Unique`].
///
/// ```
/// use dynamo_model::typed::{Input, Plain, Unconstrained};
///
/// fn is_unconstrained<R: Unconstrained>() -> bool { true }
/// assert!(is_unconstrained::<Plain>() && is_unconstrained::<Input>());
/// ```
#[diagnostic::on_unimplemented(
    message = "this attribute has a rule, which cannot be checked of a value that is not known",
    label = "what it becomes depends on what is stored",
    note = "assign a value with `to(…)`, or use `edit`, which reads the entity, changes it and checks it"
)]
pub trait Unconstrained {}

mark!(Unconstrained: Plain, Optional, Input, OptionalInput, Computed, Kept);
mark!(Unconstrained: IndexKey, OptionalIndexKey, IndexKeyPart, PrimaryKeyPart);

/// Roles whose attributes an item may lack: the field is an `Option`, or has a `#[serde(default)]`.
///
/// ```
/// use dynamo_model::typed::{Constrained, Optional, OptionalIndexKey, Removable};
///
/// fn is_removable<R: Removable>() -> bool { true }
/// assert!(is_removable::<Optional>() && is_removable::<OptionalIndexKey>());
/// assert!(is_removable::<Constrained<Optional>>());
/// ```
#[diagnostic::on_unimplemented(
    message = "an item cannot be left without this attribute",
    label = "the entity cannot be read without it, or a key cannot be made",
    note = "make the field an `Option`, or give it `#[serde(default)]`",
    note = "what makes an index key with other fields is set to `None` together with them, by the method named after the access pattern, as in `.set(|o| o.by_customer(None, day))`"
)]
pub trait Removable {
    #[doc(hidden)]
    const IN_INDEX_KEY: bool;
}

impl Removable for Optional {
    const IN_INDEX_KEY: bool = false;
}

#[diagnostic::do_not_recommend]
impl Removable for Kept {
    const IN_INDEX_KEY: bool = false;
}

impl Removable for OptionalIndexKey {
    const IN_INDEX_KEY: bool = true;
}

impl Removable for OptionalInput {
    const IN_INDEX_KEY: bool = false;
}

impl Removable for Computed {
    const IN_INDEX_KEY: bool = false;
}

impl<R: Removable> Removable for Unique<R> {
    const IN_INDEX_KEY: bool = R::IN_INDEX_KEY;
}

#[diagnostic::do_not_recommend]
impl<R: Removable> Removable for Constrained<R> {
    const IN_INDEX_KEY: bool = R::IN_INDEX_KEY;
}

//! What attributes are to updates, as types: their roles.

use std::marker::PhantomData;

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
/// assert_eq!(paths, ["customer", "gsi1pk", "gsi1sk"]);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum IndexKey {}

/// The role of an [`IndexKey`] that is a key attribute itself, and in no template of an index: the service moves the item
/// within the index when it changes, so that it may become what is not known beforehand.
///
/// ```
/// # use {dynamo_model::{Entity, Table}, serde::{Deserialize, Serialize}};
/// # #[derive(Table)] #[table(name = "games")] #[index(name = "board", pk("game"), sk("points", N))] enum Games { Player(Player) }
/// use dynamo_model::typed::{Attr, OwnIndexKey};
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Games, pk = "PLAYER#{id}", sk = "PLAYER")]
/// #[access(name = board, index = board, pk(game), sk(points))]
/// struct Player { id: String, game: String, points: u32 }
///
/// let player = Player::attributes();
/// let points: &Attr<Player, u32, OwnIndexKey, _> = &player.points;
/// let update = points.plus(10).into_update(&Player::key("ada"))?;
/// let paths: Vec<String> = update.targets().map(ToString::to_string).collect();
/// assert_eq!(paths, ["points"]);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum OwnIndexKey {}

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
/// method named after access pattern `P`.
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
/// let _state: &Attr<Order, String, IndexKeyPart<_>, _> = &order.state;
/// let update = order.by_state("paid", "2026-11-26").into_update(&Order::key("o1"))?;
/// let paths: Vec<String> = update.targets().map(ToString::to_string).collect();
/// assert_eq!(paths, ["state", "day", "gsi1pk", "gsi1sk"]);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct IndexKeyPart<P>(PhantomData<fn() -> P>);

/// The role of an attribute that makes a key attribute of an index, or what is computed, together with others, and that no
/// method of an access pattern sets together with them. [`Edit`](crate::builder::Edit) changes it, and so does the method
/// named after a computed field, where there is one.
///
/// ```
/// # use {dynamo_model::{Entity, Table}, serde::{Deserialize, Serialize}};
/// # #[derive(Table)] #[table(name = "shop")] enum Shop { Bill(Bill) }
/// use dynamo_model::typed::{Attr, Joint};
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "BILL#{id}", sk = "BILL")]
/// struct Bill { id: String, net: u32, tax: u32, #[attr(computed(sum, from(net, tax)))] total: u32 }
///
/// fn sum(net: &u32, tax: &u32) -> u32 { net + tax }
///
/// let bill = Bill::attributes();
/// let net: &Attr<Bill, u32, Joint> = &bill.net;
/// assert!(net.gt(100).into_condition().is_ok());
/// assert!(bill.total(100, 19).into_update(&Bill::key("b1")).is_ok());
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Joint {}

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

/// The role of an attribute with rules, otherwise of role `R`. What it becomes has to be known, to be checked. What is inside it
/// is read, and not written by itself; see [`Within`](super::Within).
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

/// Picks the role of an attribute of index keys: by whether it can be set with no other, and whether an item may lack it. If it
/// cannot, it is `Together`.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct KeyRole<const ALONE: bool, const OPTIONAL: bool, Together>(PhantomData<fn() -> Together>);

/// What [`KeyRole`] picks.
#[doc(hidden)]
pub trait HasRole {
    type Role;
}

impl<const OPTIONAL: bool, Together> HasRole for KeyRole<false, OPTIONAL, Together> {
    type Role = Together;
}

impl<Together> HasRole for KeyRole<true, false, Together> {
    type Role = IndexKey;
}

impl<Together> HasRole for KeyRole<true, true, Together> {
    type Role = OptionalIndexKey;
}

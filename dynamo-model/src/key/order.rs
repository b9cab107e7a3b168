/// What queries can say of a key part beside an equality: [`Ordered`] parts have ranges, [`Text`] and [`Octets`] ranges and
/// prefixes, [`Unordered`] ones neither.
///
/// ```
/// use dynamo_model::key::{KeyPart, Ordered, Text};
///
/// fn has_order<P: KeyPart<Order = O>, O>() -> bool {
///     true
/// }
/// assert!(has_order::<u32, Ordered>() && has_order::<String, Text>());
/// ```
pub trait PartOrder: sealed::Sealed {}

/// The order of parts whose key text sorts as their values do.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Reading(Reading) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "READING#{id}", sk = "READING")]
/// # #[access(name = of, index = gsi1, pk = "SENSOR#{sensor}", sk = "{at}")]
/// # struct Reading { id: String, sensor: String, at: u32 }
/// let morning = Reading::of("s1").at(8..12).request()?;
/// let condition = morning.key_condition.to_string();
/// assert!(condition.starts_with(r#"gsi1pk = "SENSOR#s1" AND gsi1sk BETWEEN "0000000008" AND "0000000011"#));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Ordered {}

/// The order of strings: byte order, and prefixes make sense.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # #[access(name = of, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}")]
/// # struct Order { id: String, customer: String, day: String }
/// use dynamo_model::key::starts_with;
///
/// assert!(Order::of("c1").day("2026-11"..).request().is_ok());
/// assert!(Order::of("c1").day(starts_with("2026-11")).request().is_ok());
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Text {}

/// The order of bytes, whose prefixes make sense, too. Such a part is a key attribute of type B, by itself.
///
/// ```
/// use dynamo_model::key::{KeyPart, Octets};
/// use dynamo_model::value::Binary;
///
/// fn is_bytes<P: KeyPart<Order = Octets>>() -> bool {
///     P::SHAPE.binary
/// }
/// assert!(is_bytes::<Binary>() && is_bytes::<Vec<u8>>());
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Octets {}

/// No order: an enum whose variants are not declared in the order of their key texts.
///
/// ```
/// use dynamo_model::KeyPart;
/// use dynamo_model::key::{Ordered, Unordered};
///
/// #[derive(KeyPart)]
/// enum State { Open, Paid, Cancelled }
///
/// #[derive(KeyPart)]
/// enum Rank { Bronze, Gold, Silver }
///
/// fn has_order<P: KeyPart<Order = O>, O>() -> bool {
///     true
/// }
/// assert!(has_order::<State, Unordered>(), "`Cancelled` is the last variant and the first text");
/// assert!(has_order::<Rank, Ordered>());
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Unordered {}

impl PartOrder for Ordered {}
impl PartOrder for Text {}
impl PartOrder for Octets {}
impl PartOrder for Unordered {}

/// Orders that allow ranges.
///
/// ```
/// use dynamo_model::key::{AllowsRange, KeyPart};
///
/// fn has_ranges<P: KeyPart<Order: AllowsRange>>() -> bool {
///     true
/// }
/// assert!(has_ranges::<u32>() && has_ranges::<String>());
/// ```
#[diagnostic::on_unimplemented(
    message = "a range needs a key part whose key text sorts as its values do",
    label = "this part has no such order",
    note = "name the part with an equality, or declare the enum's variants in the byte order of their key texts, none of which begins another"
)]
pub trait AllowsRange {}
// Of those that do, messages name this one.
impl AllowsRange for Ordered {}
#[diagnostic::do_not_recommend]
impl AllowsRange for Text {}
#[diagnostic::do_not_recommend]
impl AllowsRange for Octets {}

/// Orders that hold with more text behind the part: all but [`Text`], which sorts differently with a separator behind it.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Reading(Reading) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "READING#{id}", sk = "READING")]
/// # #[access(name = of, index = gsi1, pk = "SENSOR#{sensor}", sk = "{hour}#{id}")]
/// # struct Reading { id: String, sensor: String, hour: u32 }
/// use dynamo_model::query::IntoQuery as _;
///
/// let morning = Reading::of("s1").hour(8..=11).request()?;
/// assert!(morning.key_condition.range().is_some(), "whatever the ids are");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "a range over text must be on the last part of the key",
    label = "more of the key follows this part",
    note = "text sorts differently with a separator behind it: name the part with an equality, or use `starts_with(\"…\")`"
)]
pub trait AllowsInnerRange {}
impl AllowsInnerRange for Ordered {}
// Stand alone in their key attributes.
#[diagnostic::do_not_recommend]
impl AllowsInnerRange for Octets {}
// Has no ranges at all, which is the better thing to say.
#[diagnostic::do_not_recommend]
impl AllowsInnerRange for Unordered {}

/// Orders that allow prefixes.
///
/// ```
/// use dynamo_model::key::{AllowsPrefix, KeyPart};
///
/// fn has_prefixes<P: KeyPart<Order: AllowsPrefix>>() -> bool {
///     true
/// }
/// assert!(has_prefixes::<String>());
/// ```
#[diagnostic::on_unimplemented(
    message = "a prefix needs a key part that is text",
    label = "this part is not text",
    note = "of bytes, such as a `Binary`, use `starts_with_bytes(…)`; of anything else an equality, or a range such as `10..20`"
)]
pub trait AllowsPrefix {}
impl AllowsPrefix for Text {}

/// Orders that allow prefixes of bytes.
///
/// ```
/// use dynamo_model::key::{AllowsOctetPrefix, KeyPart};
///
/// fn has_byte_prefixes<P: KeyPart<Order: AllowsOctetPrefix>>() -> bool {
///     true
/// }
/// assert!(has_byte_prefixes::<Vec<u8>>());
/// ```
#[diagnostic::on_unimplemented(
    message = "a prefix of bytes needs a key part that is bytes, such as a `Binary`",
    label = "this part is not bytes",
    note = "of text use `starts_with(\"…\")`; of anything else an equality, or a range such as `10..20`"
)]
pub trait AllowsOctetPrefix {}
impl AllowsOctetPrefix for Octets {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Ordered {}
    impl Sealed for super::Text {}
    impl Sealed for super::Octets {}
    impl Sealed for super::Unordered {}
}

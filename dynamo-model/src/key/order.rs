/// What queries can say of a key part: only equality, ranges, or ranges and prefixes.
///
/// ```
/// use dynamo_model::key::{KeyPart, Ordered, Text};
///
/// fn takes_ranges<P: KeyPart<Order: dynamo_model::key::PartOrder>>() {}
/// takes_ranges::<u32>();
/// ```
pub trait PartOrder: sealed::Sealed {}

/// The order of parts whose key text sorts as their values do.
#[derive(Clone, Copy, Debug)]
pub enum Ordered {}

/// The order of strings: byte order, and prefixes make sense.
#[derive(Clone, Copy, Debug)]
pub enum Text {}

/// The order of bytes, whose prefixes make sense, too.
#[derive(Clone, Copy, Debug)]
pub enum Octets {}

/// No order: an enum whose variants are not declared in the order of their key texts.
#[derive(Clone, Copy, Debug)]
pub enum Unordered {}

impl PartOrder for Ordered {}
impl PartOrder for Text {}
impl PartOrder for Octets {}
impl PartOrder for Unordered {}

/// Orders that allow ranges.
#[diagnostic::on_unimplemented(
    message = "a range needs a key part whose key text sorts as its values do",
    label = "this part has no such order",
    note = "name the part with an equality, or declare the enum's variants in the byte order of their key texts, none of which begins another"
)]
pub trait AllowsRange {}
impl AllowsRange for Ordered {}
impl AllowsRange for Text {}
impl AllowsRange for Octets {}

/// Orders that hold with more text behind the part.
#[diagnostic::on_unimplemented(
    message = "a range over text must be on the last part of the key",
    label = "more of the key follows this part",
    note = "text sorts differently with a separator behind it: name the part with an equality, or use `starts_with(\"…\")`"
)]
pub trait AllowsInnerRange {}
impl AllowsInnerRange for Ordered {}
// Stand alone in their key attributes.
impl AllowsInnerRange for Octets {}
// Has no ranges at all, which is the better thing to say.
impl AllowsInnerRange for Unordered {}

/// Orders that allow prefixes.
#[diagnostic::on_unimplemented(
    message = "a prefix needs a key part that is text",
    label = "this part is not text",
    note = "use an equality, or a range such as `10..20`"
)]
pub trait AllowsPrefix {}
impl AllowsPrefix for Text {}

/// Orders that allow prefixes of bytes.
#[diagnostic::on_unimplemented(
    message = "a prefix of bytes needs a key part that is bytes, such as a `Binary`",
    label = "this part is not bytes",
    note = "use an equality, a range, or of text `starts_with(\"…\")`"
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

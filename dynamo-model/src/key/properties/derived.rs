//! What types that derive `KeyPart` promise: enums without data, and newtypes.

use serde::{Deserialize, Serialize};

use super::*;
use crate::KeyPart;

/// The texts have the order of the variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, KeyPart)]
#[key_part(crate = crate)]
#[serde(rename_all = "kebab-case")]
enum Size {
    Large,
    Medium,
    Small,
    #[serde(rename = "x_large")]
    ExtraLarge,
}

const SIZES: [Size; 4] = [Size::Large, Size::Medium, Size::Small, Size::ExtraLarge];

/// Neither have the texts the order of the variants, nor are they told by how they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, KeyPart)]
#[key_part(crate = crate)]
enum Priority {
    #[serde(rename = "low")]
    Low,
    #[serde(rename = "highest")]
    Highest,
    #[serde(rename = "high")]
    High,
}

const PRIORITIES: [Priority; 3] = [Priority::Low, Priority::Highest, Priority::High];

macro_rules! newtypes {
    ($($name:ident($held:ty);)*) => {$(
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, KeyPart)]
        #[key_part(crate = crate)]
        struct $name($held);
    )*};
}

newtypes! {
    Name(String);
    Count(u32);
    Signed(i64);
    Amount(Number);
    Digest(Binary);
    Nested(Count);
    Graded(Size);
    Latest(Reverse<u64>);
}

parts! {
    enums_in_order_keep_their_promises: Size, proptest::sample::select(&SIZES), true;
    newtypes_of_text_keep_their_promises: Name, ".{0,6}".prop_map(Name), false;
    newtypes_of_integers_keep_their_promises: Count, any::<u32>().prop_map(Count), true;
    newtypes_of_signed_integers_keep_their_promises: Signed, any::<i64>().prop_map(Signed), true;
    newtypes_of_decimals_keep_their_promises: Amount, any_number().prop_map(Amount), true;
    newtypes_of_bytes_keep_their_promises: Digest, proptest::collection::vec(any::<u8>(), 0..6).prop_map(|bytes| Digest(bytes.into())), true;
    newtypes_of_newtypes_keep_their_promises: Nested, any::<u32>().prop_map(|count| Nested(Count(count))), true;
    newtypes_of_enums_keep_their_promises: Graded, proptest::sample::select(&SIZES).prop_map(Graded), true;
    newtypes_of_what_is_reversed_keep_their_promises: Latest, any::<u64>().prop_map(|at| Latest(Reverse(at))), true;
}

proptest! {
    #[test]
    fn enums_in_another_order_are_told_apart_and_read_back(
        a in proptest::sample::select(&PRIORITIES),
        b in proptest::sample::select(&PRIORITIES),
        m: u16,
        n: u16,
    ) {
        prop_assert_eq!(text(&a) == text(&b), a == b);
        prop_assert_eq!(Priority::read(&text(&a)), Some(a));
        prop_assert!(text(&a).bytes().all(|byte| Priority::SHAPE.bytes.contains(byte)));
        let (left, right) = (key(&a, &m), key(&b, &n));
        prop_assert!(left.is_some());
        prop_assert_eq!(left == right, (a, m) == (b, n));
        let (template, left) = (pair::<Priority, u16>(), left.unwrap_or_default());
        prop_assert_eq!(template.text_of(0, &left).and_then(Priority::read), Some(a));
        prop_assert_eq!(template.text_of(1, &left).and_then(u16::read), Some(m));
    }

    #[test]
    fn no_other_text_is_read_as_an_enum(other in "[a-z_-]{0,8}") {
        let is = |known: &[String]| known.contains(&other);
        let (sizes, priorities) = (SIZES.map(|size| text(&size)), PRIORITIES.map(|one| text(&one)));
        prop_assert_eq!(Size::read(&other).is_some(), is(&sizes));
        prop_assert_eq!(Priority::read(&other).is_some(), is(&priorities));
    }
}

#[cfg(feature = "ulid")]
mod ids {
    use super::*;

    newtypes! {
        Id(::ulid::Ulid);
    }

    parts! {
        newtypes_of_ulids_keep_their_promises: Id, any::<u128>().prop_map(|id| Id(::ulid::Ulid(id))), true;
    }
}

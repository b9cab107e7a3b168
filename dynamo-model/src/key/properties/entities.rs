//! What parts promise that stand in keys alone: the entity has them back, the largest and smallest, too.

use serde::{Deserialize, Serialize};

use super::*;
use crate::{Entity, Key, KeyPart, Record, Table};

/// Declares an entity for each type, which has nothing but its keys.
macro_rules! kept {
    ($($name:ident: $ty:ty, $values:expr;)*) => {$(
        mod $name {
            use super::*;

            #[derive(Debug, Table)]
            #[table(name = "parts", crate = crate)]
            #[index(name = "gsi1")]
            enum Parts {
                Kept(Kept),
            }

            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
            #[entity(table = Parts, pk = "P", sk = "{part}#{n}", crate = crate)]
            #[access(name = indexed, index = gsi1, pk = "{n}", sk = "{maybe}")]
            struct Kept {
                #[attr(key)]
                part: $ty,
                #[attr(key)]
                maybe: Option<$ty>,
                #[attr(key)]
                n: u16,
            }

            proptest! {
                #[test]
                fn come_back_from_keys(a in $values, b in $values, n: u16) {
                    let entity = |part: &$ty| Kept { part: part.clone(), maybe: Some(part.clone()), n };
                    let left = entity(&a).to_item().map_err(|error| TestCaseError::fail(error.to_string()))?;
                    let right = entity(&b).to_item().map_err(|error| TestCaseError::fail(error.to_string()))?;
                    prop_assert_eq!(Kept::from_item(left.view()).ok(), Some(entity(&a)));
                    let key = Key::<Kept>::from_item(left.view()).and_then(|key| key.parts::<($ty, u16)>());
                    prop_assert_eq!(key.ok(), Some((a.clone(), n)));
                    let sort = |item: &crate::value::Item| item.get("gsi1sk").and_then(|value| value.as_s().map(str::to_owned));
                    prop_assert!(sort(&left).is_some());
                    prop_assert_eq!(sort(&left).cmp(&sort(&right)), a.cmp(&b));
                    let outside = Kept { maybe: None, ..entity(&a) };
                    let item = outside.to_item().map_err(|error| TestCaseError::fail(error.to_string()))?;
                    prop_assert!(!item.contains("gsi1sk"));
                    prop_assert_eq!(Kept::from_item(item.view()).ok(), Some(outside));
                }
            }
        }
    )*};
}

/// Integers of every number of bits, the ends among them.
fn wide() -> impl Strategy<Value = u128> {
    prop_oneof![
        any::<u128>(),
        (any::<u128>(), 0..128_u32).prop_map(|(n, bits)| n >> bits),
        Just(0),
        Just(u128::MAX)
    ]
}

fn wide_signed() -> impl Strategy<Value = i128> {
    prop_oneof![wide().prop_map(|bits| bits as i128), Just(i128::MIN), Just(i128::MAX)]
}

kept! {
    integers_of_8_bits: u8, any::<u8>();
    integers_of_64_bits: u64, prop_oneof![any::<u64>(), Just(u64::MAX)];
    signed_integers_of_64_bits: i64, prop_oneof![any::<i64>(), Just(i64::MIN), Just(i64::MAX)];
    integers_of_128_bits: u128, wide();
    signed_integers_of_128_bits: i128, wide_signed();
    reversed_integers_of_128_bits: Reverse<u128>, reversed(wide());
    reversed_signed_integers_of_128_bits: Reverse<i128>, reversed(wide_signed());
    newtypes_of_integers_of_128_bits: Wide, wide().prop_map(Wide);
    decimals: Number, any_number();
    flags: bool, any::<bool>();
    characters: char, any::<char>().prop_filter("no separator, and not the last", |c| !['#', char::MAX].contains(c));
    newtypes_of_characters: Letter, proptest::char::range('a', 'z').prop_map(Letter);
    enums: Size, proptest::sample::select(&[Size::Large, Size::Medium, Size::ExtraLarge]);
    reversed_enums: Reverse<Size>, reversed(proptest::sample::select(&[Size::Large, Size::Medium, Size::ExtraLarge]));
}

/// Declares an entity for each type whose attribute is stored as its key text.
macro_rules! natural {
    ($($name:ident: $ty:ty, $values:expr;)*) => {$(
        mod $name {
            use super::*;

            #[derive(Debug, Table)]
            #[table(name = "parts", crate = crate)]
            #[index(name = "gsi1")]
            enum Parts {
                Plain(Plain),
            }

            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
            #[entity(table = Parts, pk = "P#{part:rest}", sk = "P", crate = crate)]
            #[access(name = indexed, index = gsi1, pk = "I", sk = "{part}")]
            struct Plain {
                part: $ty,
            }

            proptest! {
                #[test]
                fn are_stored_as_their_key_text(a in $values, b in $values) {
                    let failed = |error: crate::Error| TestCaseError::fail(error.to_string());
                    let (left, right) = (Plain { part: a.clone() }, Plain { part: b.clone() });
                    let (item, other) = (left.to_item().map_err(failed)?, right.to_item().map_err(failed)?);
                    let text = item.get("part").and_then(|value| value.as_s());
                    prop_assert_eq!(text, item.get("gsi1sk").and_then(|value| value.as_s()));
                    prop_assert_eq!(text.cmp(&other.get("part").and_then(|value| value.as_s())), a.cmp(&b));
                    prop_assert_eq!(item.get("pk") == other.get("pk"), a == b);
                    prop_assert_eq!(Plain::from_item(item.view()).map_err(failed)?, left);
                    prop_assert_eq!(Key::<Plain>::from_item(item.view()).and_then(|key| key.parts::<($ty,)>()).map_err(failed)?, (a,));
                }
            }
        }
    )*};
}

natural! {
    natural_enums: Size, proptest::sample::select(&[Size::Large, Size::Medium, Size::ExtraLarge]);
    natural_newtypes_of_text: Name, "[a-z#é!|-]{1,6}".prop_map(Name);
    natural_checked_newtypes: Email, "[a-z#|-]{1,6}@".prop_map(Email);
    natural_newtypes_of_characters: Letter, any::<char>().prop_filter("not the last", |c| *c != char::MAX).prop_map(Letter);
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, KeyPart)]
#[key_part(crate = crate)]
struct Name(String);

/// Checked where it is read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, KeyPart)]
#[key_part(crate = crate)]
#[serde(try_from = "String", into = "String")]
struct Email(String);

impl From<Email> for String {
    fn from(Email(email): Email) -> Self {
        email
    }
}

impl TryFrom<String> for Email {
    type Error = &'static str;

    fn try_from(email: String) -> Result<Self, Self::Error> {
        if email.contains('@') { Ok(Self(email)) } else { Err("no address") }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, KeyPart)]
#[key_part(crate = crate)]
struct Wide(u128);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, KeyPart)]
#[key_part(crate = crate)]
#[serde(transparent)]
struct Letter(char);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, KeyPart)]
#[key_part(crate = crate)]
#[serde(rename_all = "snake_case")]
enum Size {
    Large,
    Medium,
    #[serde(rename = "x-large")]
    ExtraLarge,
}

#[cfg(feature = "ordered-float")]
mod floats {
    use super::*;

    /// Every float there is, the infinite ones and those beyond the service's numbers among them.
    fn doubles() -> impl Strategy<Value = NotNan<f64>> {
        let any = any::<u64>().prop_map(f64::from_bits);
        let some = proptest::sample::select(&[
            f64::INFINITY,
            f64::NEG_INFINITY,
            1e126,
            -1e126,
            1e-140,
            f64::MAX,
            0.0,
        ]);
        prop_oneof![any, some].prop_filter_map("a number", |float| NotNan::new(float).ok())
    }

    fn singles() -> impl Strategy<Value = NotNan<f32>> {
        let any = any::<u32>().prop_map(f32::from_bits);
        let some =
            proptest::sample::select(&[f32::INFINITY, f32::NEG_INFINITY, f32::MIN_POSITIVE, f32::MAX, 0.0]);
        prop_oneof![any, some].prop_filter_map("a number", |float| NotNan::new(float).ok())
    }

    kept! {
        doubles: NotNan<f64>, doubles();
        singles: NotNan<f32>, singles();
        reversed_doubles: Reverse<NotNan<f64>>, reversed(doubles());
    }

    #[derive(Debug, Table)]
    #[table(name = "readings", sk("sk", N), crate = crate)]
    #[index(name = "by_height", pk = "height_of", sk("height", N))]
    enum Readings {
        Reading(Reading),
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[entity(table = Readings, pk = "READING", sk = "{weight}", crate = crate)]
    #[access(name = by_height, index = by_height, pk = "HEIGHTS", sk = "{high}")]
    struct Reading {
        #[attr(key)]
        weight: NotNan<f64>,
        #[attr(key)]
        high: Option<NotNan<f64>>,
    }

    #[test]
    fn what_is_no_number_of_the_service_is_refused_as_a_number_key() {
        let float = |float| NotNan::new(float).unwrap();
        let reading = Reading { weight: float(1.5), high: Some(float(-1e125)) };
        assert_eq!(Reading::from_item(reading.to_item().unwrap().view()).ok(), Some(reading.clone()));
        let outside = Reading { high: None, ..reading.clone() };
        assert!(!outside.to_item().unwrap().contains("height"));
        for wrong in [
            Reading { weight: float(f64::INFINITY), ..reading.clone() },
            Reading { high: Some(float(1e126)), ..reading },
        ] {
            let error = wrong.to_item().unwrap_err();
            assert!(error.is_invalid_key(), "{error}");
            assert!(
                error.to_string().contains("is no number that an attribute of type N can hold"),
                "{error}"
            );
        }
    }
}

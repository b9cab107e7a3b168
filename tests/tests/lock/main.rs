//! What the lock of a design has, and says of the design as it is later.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests are not recognised as tests"
)]
#![allow(dead_code, unused_imports, reason = "designs that no item is stored by")]

mod after;
mod aliases;
mod before;
mod generic;
mod names;
mod variants;

use dynamo_model::schema::{Lock, SchemaChange, TableSchema, assert_locked};
use dynamo_model::{Document, Entity, Table};
use serde::{Deserialize, Serialize};

/// Two modules with a design each, `old::T` and `new::T`.
macro_rules! designs {
    ($name:ident, { $($old:tt)* }, { $($new:tt)* }) => {
        mod $name {
            pub(super) mod old {
                use dynamo_model::{Document, Entity, KeyPart, Table};
                use serde::{Deserialize, Serialize};
                $($old)*
            }
            pub(super) mod new {
                use dynamo_model::{Document, Entity, KeyPart, Table};
                use serde::{Deserialize, Serialize};
                $($new)*
            }
        }
    };
}
use designs;

/// What a change from one design to the other strands, and what it does not.
fn changes(old: &TableSchema, new: &TableSchema) -> [Vec<String>; 2] {
    let changes = old.to_lock().changes_to(&new.to_lock());
    let said = |strands: bool| {
        let some = changes.iter().filter(|change| change.strands() == strands);
        some.map(SchemaChange::to_string).collect()
    };
    [said(true), said(false)]
}

/// That a change from one design to the other strands one thing, of which this is said first, and changes no other.
#[track_caller]
fn strands_only(old: &TableSchema, new: &TableSchema, what: &str) {
    let [stranding, harmless] = changes(old, new);
    assert_eq!((stranding.len(), harmless.len()), (1, 0), "{stranding:#?} {harmless:#?}");
    assert!(stranding[0].starts_with(what), "{stranding:#?}");
}

#[test]
fn every_change_of_a_stored_form_is_found_where_it_is_stored() {
    let [stranding, harmless] = changes(before::Shop::SCHEMA, after::Shop::SCHEMA);
    let step = "raise `revision` and write a step that upgrades them";
    let keep = "keep the text that keys have, or put the items anew under their new keys";
    let not_read = "what is stored of it is not read";
    let meant = "what is stored in it may not be read, or not as what was meant";
    let expected = [
        "the guards `UNIQUE#Order.email#…` of `Order` changed from email: String, `trim` to email: String, \
                 `trim`, `lowercase`: those of stored items are of the old values; run `claim_unique`"
            .to_owned(),
        format!(
            "entry `weight` of `Article` is new: stored items do not have it, and cannot be read, in attribute \
                 `articles` of `Order`; {step}"
        ),
        format!(
            "entry `zip` of `Address` is gone: what is stored in it is not read, in attribute `ship_to` of \
                 `Order`; {step}"
        ),
        format!(
            "variant `Card` of `Payment` changed from \"card\" to \"creditCard\": {not_read}, in attribute \
                 `payment` of `Order`; {step}"
        ),
        format!(
            "entry `holderName` of `Payment::Card` changed from String to u32: {meant}, in attribute `payment` of \
                 `Order`; {step}"
        ),
        format!(
            "where the variants of `Delivery` have their names changed from inside, as `kind` to beside `data`, as \
                 `kind`: {not_read}, in attribute `delivery` of `Order`; {step}"
        ),
        format!(
            "variant `Open` of `Status` changed from \"open\" to \"waiting\": {not_read}, in attribute `status` of \
                 `Order`, the key of `Order` in index `gsi1`; {step}, and {keep}"
        ),
    ];
    let expected = expected.into_iter().chain([format!(
        "attribute `placed_at` of `Order` changed from jiff::Timestamp, as text with milliseconds to \
                 jiff::Timestamp, as milliseconds since 1970: {meant}; {step}"
    )]);
    let expected: Vec<String> = expected.collect();
    for message in &expected {
        assert!(stranding.contains(message), "{message}\n{stranding:#?}");
    }
    assert_eq!(stranding.len(), expected.len(), "{stranding:#?}");
    let expected =
        ["variant `Lost` of `Status` is new", "entry `note` of `Article` is new, and may be missing"];
    for message in expected {
        assert!(harmless.iter().any(|said| said == message), "{harmless:#?}");
    }
    assert_eq!(harmless.len(), expected.len(), "{harmless:#?}");
}

#[test]
fn a_design_does_not_differ_from_itself_and_its_lock_is_read_back() {
    for schema in [before::Shop::SCHEMA, after::Shop::SCHEMA] {
        assert_eq!(changes(schema, schema), [Vec::<String>::new(), Vec::new()]);
        let lock = schema.to_lock();
        assert_eq!(lock.to_string().parse::<Lock>().unwrap(), lock);
    }
}

#[test]
#[should_panic(expected = "the design has changed, and strands stored items")]
fn a_test_fails_that_finds_another_design_than_the_locked_one() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("shop.lock.json");
    std::fs::write(&file, before::Shop::SCHEMA.to_lock().to_string()).unwrap();
    assert_locked(&file, before::Shop::SCHEMA);
    assert_locked(&file, after::Shop::SCHEMA);
}

mod billing {
    use super::{Deserialize, Document, Serialize};

    #[derive(Serialize, Deserialize, Document)]
    pub(crate) struct Address {
        iban: String,
    }
}

#[derive(Serialize, Deserialize, Document)]
struct Address {
    city: String,
}

#[derive(Table)]
#[table(name = "customers")]
enum Customers {
    Customer(Customer),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Customers, pk = "CUSTOMER#{id}", sk = "CUSTOMER")]
struct Customer {
    id: String,
    lives_at: Address,
    billed_to: Option<billing::Address>,
}

#[test]
fn types_of_one_name_are_told_apart_by_their_modules() {
    let lock = Customers::SCHEMA.to_lock().to_string();
    for fact in [
        "\"lives_at\": \"Address, of lock::Address\"",
        "\"billed_to\": \"billing::Address, of lock::billing::Address, optional\"",
        "\"lock::Address\": {",
        "\"lock::billing::Address\": {",
    ] {
        assert!(lock.contains(fact), "{fact}\n{lock}");
    }
    let old: Lock = lock.replace("iban", "account").parse().unwrap();
    let changes = old.changes_to(&Customers::SCHEMA.to_lock());
    let places: Vec<bool> = changes.iter().map(|change| change.to_string().contains("`billed_to`")).collect();
    assert_eq!(places, [true, true], "{changes:?}");
}

mod renamed {
    use super::{Address, Deserialize, Entity, Serialize, Table, billing};

    #[derive(Table)]
    #[table(name = "customers")]
    pub(super) enum Customers {
        Customer(Customer),
        Buyer(Buyer),
    }

    #[derive(Serialize, Deserialize, Entity)]
    #[entity(table = Customers, pk = "NEW#{id}", sk = "CUSTOMER", tag = "NewCustomer")]
    pub(super) struct Customer {
        id: u32,
    }

    #[derive(Serialize, Deserialize, Entity)]
    #[entity(table = Customers, pk = "CUSTOMER#{id}", sk = "CUSTOMER", tag = "Customer")]
    pub(super) struct Buyer {
        id: String,
        lives_at: Address,
        billed_to: Option<billing::Address>,
    }
}

#[test]
fn an_entity_that_takes_the_name_of_a_renamed_one_is_new() {
    let [stranding, harmless] = changes(Customers::SCHEMA, renamed::Customers::SCHEMA);
    assert_eq!(stranding, Vec::<String>::new());
    assert_eq!(harmless, ["entity `Customer` is new"]);
}

mod measured {
    use super::{Deserialize, Document, Entity, Serialize, Table};

    macro_rules! store {
        ($store:ident, $good:ident, $weight:ident, $labels:literal, $grams:literal) => {
            #[derive(Table)]
            #[table(name = "store")]
            pub(crate) enum $store {
                Good($good),
            }

            #[derive(Serialize, Deserialize, Entity)]
            #[entity(table = $store, pk = "GOOD#{id}", sk = "GOOD", tag = "Good")]
            pub(crate) struct $good {
                id: u32,
                #[serde(with = $labels, default)]
                labels: Vec<String>,
                weight: $weight,
            }

            #[derive(Serialize, Deserialize, Document)]
            pub(crate) struct $weight {
                #[serde(with = $grams)]
                grams: String,
            }
        };
    }

    pub(super) mod text {
        use serde::{Deserialize, Serialize};

        pub(crate) fn serialize<T: Serialize, S: serde::Serializer>(
            value: &T,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            value.serialize(serializer)
        }

        pub(crate) fn deserialize<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<T, D::Error> {
            T::deserialize(deserializer)
        }
    }

    pub(super) mod before {
        use super::*;
        store!(Store, Good, Weight, "dynamo_model::value::as_set", "dynamo_model::value::as_number");
    }

    pub(super) mod after {
        use super::*;
        store!(Store, Good, Weight, "super::text", "super::text");
    }
}

#[test]
fn what_serde_stores_a_field_by_is_locked() {
    let [stranding, _] = changes(measured::before::Store::SCHEMA, measured::after::Store::SCHEMA);
    let has = |text: &str| stranding.iter().any(|change| change.contains(text));
    assert!(
        has("from Vec<String>, as a set, optional to Vec<String>, by `super::text`, optional"),
        "{stranding:?}"
    );
    assert!(
        has("from String, by `dynamo_model::value::as_number` to String, by `super::text`"),
        "{stranding:?}"
    );
}

/// A visit by the hour, in an index by something that `$by` computes of it.
macro_rules! visits {
    ($module:ident by $by:ident) => {
        mod $module {
            use super::{Deserialize, Entity, Serialize, Table};

            #[derive(Table)]
            #[table(name = "visits")]
            #[index(name = "gsi1")]
            pub(super) enum Visits {
                Visit(Visit),
            }

            #[derive(Serialize, Deserialize, Entity)]
            #[entity(table = Visits, pk = "VISIT#{id}", sk = "VISIT")]
            #[access(name = on, index = gsi1, pk = "DAY#{day}", sk = "{id}")]
            pub(super) struct Visit {
                id: String,
                hour: u32,
                #[attr(computed($by, from(hour)))]
                day: u32,
            }

            fn $by(hour: &u32) -> u32 {
                hour / 24
            }
        }
    };
}

visits!(daily by day_of);
visits!(weekly by week_of);

#[test]
fn a_function_that_computes_a_field_strands_what_another_one_has_computed() {
    let [stranding, harmless] = changes(daily::Visits::SCHEMA, weekly::Visits::SCHEMA);
    let told: Vec<bool> = ["attribute `day`", "the parts of"]
        .map(|what| {
            let is_told = |said: &&String| {
                said.contains(what)
                    && said.contains("`day_of` of `hour`")
                    && said.contains("`week_of` of `hour`")
            };
            stranding.iter().any(|said| is_told(&said))
        })
        .to_vec();
    assert_eq!(told, [true, true], "{stranding:#?}");
    assert_eq!((stranding.len(), harmless.len()), (2, 0), "{stranding:#?} {harmless:#?}");
}

//! Entities with parameters: what stands for them is what is stored.

use dynamo_model::Table as _;
use dynamo_model::schema::TableSchema;

use super::{changes, designs};

/// An entity with a parameter, in a table that lists it with an argument.
macro_rules! with_argument {
    ($name:ident: $old:ty, $new:ty $(; #[$attribute:meta])?) => {
        designs!(
            $name,
            { with_argument!(@ $old, "a", { $(#[$attribute])? }); },
            { with_argument!(@ $new, "a", { $(#[$attribute])? }); }
        );
    };
    (@ $argument:ty, $entry:literal, { $(#[$attribute:meta])* }) => {
        #[derive(Table)]
        #[table(name = "events")]
        pub(crate) enum T {
            Event(Event<$argument>),
        }

        #[derive(Serialize, Deserialize, Entity)]
        #[entity(table = T, pk = "EVENT#{id}", sk = "EVENT")]
        pub(crate) struct Event<P> {
            id: u32,
            $(#[$attribute])*
            payload: P,
        }

        #[derive(Serialize, Deserialize, Document)]
        pub(crate) struct A {
            #[serde(rename = $entry)]
            value: u32,
        }

        #[derive(Serialize, Deserialize, Document)]
        pub(crate) struct B {
            value: u32,
        }

        pub(crate) type Named = Vec<A>;
    };
}

with_argument!(other_document: A, B);
with_argument!(other_inside: Vec<A>, Vec<B>);
with_argument!(other_plain: u32, String);
with_argument!(flattened: A, B; #[serde(flatten)]);
with_argument!(by_alias: Named, Vec<A>);

/// Claims that one attribute changed, and nothing besides.
#[track_caller]
fn assert_payload_changed(old: &TableSchema, new: &TableSchema, from: &str, to: &str) {
    let [stranding, harmless] = changes(old, new);
    let what = format!(
        "attribute `payload` of `Event` changed from {from} to {to}: what is stored in it may not be"
    );
    assert!(stranding.len() == 1 && stranding[0].starts_with(&what), "{stranding:#?}");
    assert!(
        harmless.iter().all(|said| said.contains("is locked now") || said.contains("is not locked any more"))
    );
}

#[test]
fn another_argument_of_a_listed_entity_strands_what_is_stored_of_it() {
    assert_payload_changed(other_document::old::T::SCHEMA, other_document::new::T::SCHEMA, "A", "B");
    assert_payload_changed(other_inside::old::T::SCHEMA, other_inside::new::T::SCHEMA, "Vec<A>", "Vec<B>");
    assert_payload_changed(other_plain::old::T::SCHEMA, other_plain::new::T::SCHEMA, "u32", "String");
    let [stranding, _] = changes(flattened::old::T::SCHEMA, flattened::new::T::SCHEMA);
    assert!(
        stranding.len() == 1 && stranding[0].contains("what is flattened into `Event` changed from A to B")
    );
}

#[test]
fn an_argument_is_what_an_alias_of_it_stands_for() {
    assert_eq!(changes(by_alias::old::T::SCHEMA, by_alias::new::T::SCHEMA)[0], Vec::<String>::new());
    assert!(by_alias::old::T::SCHEMA.to_lock().to_string().contains("\"payload\": \"Vec<A>\""));
}

mod entry_renamed {
    pub(super) mod old {
        use dynamo_model::{Document, Entity, Table};
        use serde::{Deserialize, Serialize};
        with_argument!(@ Vec<A>, "a", {});
    }
    pub(super) mod new {
        use dynamo_model::{Document, Entity, Table};
        use serde::{Deserialize, Serialize};
        with_argument!(@ Vec<A>, "b", {});
    }
}

#[test]
fn an_entry_of_an_argument_is_looked_for_under_its_name() {
    let [stranding, harmless] = changes(entry_renamed::old::T::SCHEMA, entry_renamed::new::T::SCHEMA);
    assert_eq!((stranding.len(), harmless.len()), (2, 0), "{stranding:#?} {harmless:#?}");
    assert!(stranding.iter().all(|said| said.contains("in attribute `payload` of `Event`")));
    let document = entry_renamed::new::T::SCHEMA.to_markdown();
    assert!(
        document.contains("| `Event` | `payload` | `Vec<A>` |") && document.contains("| `A` | `b`: `u32` |")
    );
}

designs!(
    numbers,
    {
        #[derive(Table)]
        #[table(name = "points")]
        pub(crate) enum T {
            Point(Point<2>),
        }
        #[derive(Serialize, Deserialize, Entity)]
        #[entity(table = T, pk = "POINT#{id}", sk = "POINT")]
        pub(crate) struct Point<const N: usize> {
            id: u32,
            at: dynamo_model::value::Vector<N>,
        }
    },
    {
        const SIZE: usize = 3;
        #[derive(Table)]
        #[table(name = "points")]
        pub(crate) enum T {
            Point(Point<{ SIZE }>),
        }
        #[derive(Serialize, Deserialize, Entity)]
        #[entity(table = T, pk = "POINT#{id}", sk = "POINT")]
        pub(crate) struct Point<const N: usize> {
            id: u32,
            at: dynamo_model::value::Vector<N>,
        }
    }
);

#[test]
fn another_number_of_a_listed_entity_strands_what_is_stored_of_it() {
    let [stranding, _] = changes(numbers::old::T::SCHEMA, numbers::new::T::SCHEMA);
    let what = "attribute `at` of `Point` changed from dynamo_model::value::Vector<2> to dynamo_model::value::Vector<3>";
    assert!(stranding.len() == 1 && stranding[0].starts_with(what), "{stranding:#?}");
}

mod closed {
    use dynamo_model::{Document, Entity, Table};
    use serde::{Deserialize, Serialize};

    #[derive(Table)]
    #[table(name = "events")]
    pub(super) struct Layout;

    #[derive(Table)]
    #[table(of = Layout)]
    pub(super) enum All {
        Event(Event<Signup>),
    }

    #[derive(Serialize, Deserialize, Entity)]
    #[entity(table = Layout, pk = "EVENT#{id}", sk = "EVENT")]
    pub(super) struct Event<P> {
        id: u32,
        payload: P,
    }

    #[derive(Serialize, Deserialize, Document)]
    pub(super) struct Signup {
        name: String,
    }
}

#[test]
fn the_enum_of_a_layout_says_what_stands_for_parameters() {
    let lock = closed::All::SCHEMA.to_lock().to_string();
    assert!(lock.contains("\"payload\": \"Signup\"") && lock.contains("\"name\": \"String\""), "{lock}");
}

//! Variants that hold nothing, in one way or another.

use dynamo_model::Table as _;

use super::{changes, designs, strands_only};

macro_rules! one {
    ({ $(#[$attribute:meta])* } $($variant:tt)*) => {
        #[derive(Table)]
        #[table(name = "shop")]
        pub(crate) enum T {
            E(E),
        }
        #[derive(Serialize, Deserialize, Entity)]
        #[entity(table = T, pk = "E#{id}", sk = "E")]
        pub(crate) struct E {
            id: u32,
            x: X,
        }
        #[derive(Serialize, Deserialize, Document)]
        $(#[$attribute])*
        pub(crate) enum X {
            $($variant)*,
            B(u32),
        }
    };
}

designs!(
    unit_to_map,
    {
        one!({} A);
    },
    {
        one!({} A {});
    }
);
designs!(
    unit_to_list,
    {
        one!({} A);
    },
    {
        one!({} A());
    }
);
designs!(
    list_to_map,
    {
        one!({} A());
    },
    {
        one!({} A {});
    }
);
designs!(
    one_to_list,
    {
        one!({} A(u32));
    },
    {
        one!({} A(
            u32,
            #[serde(skip)]
            u32
        ));
    }
);
designs!(
    beside,
    {
        one!({ #[serde(tag = "k", content = "c")] } A
        );
    },
    {
        one!({ #[serde(tag = "k", content = "c")] } A {}
        );
    }
);
designs!(
    inside,
    {
        one!({ #[serde(tag = "k")] } A
        );
    },
    {
        one!({ #[serde(tag = "k")] } A {}
        );
    }
);

#[test]
fn what_a_variant_that_holds_nothing_is_stored_as_is_locked() {
    let now = "variant `A` of `X` holds data now";
    for (old, new, what) in [
        (unit_to_map::old::T::SCHEMA, unit_to_map::new::T::SCHEMA, now),
        (unit_to_list::old::T::SCHEMA, unit_to_list::new::T::SCHEMA, now),
        (beside::old::T::SCHEMA, beside::new::T::SCHEMA, now),
        (
            list_to_map::old::T::SCHEMA,
            list_to_map::new::T::SCHEMA,
            "what variant `A` of `X` holds is no list any more",
        ),
        (
            one_to_list::old::T::SCHEMA,
            one_to_list::new::T::SCHEMA,
            "what variant `A` of `X` holds is a list now",
        ),
    ] {
        strands_only(old, new, what);
    }
    let [old, new] = [inside::old::T::SCHEMA, inside::new::T::SCHEMA];
    assert_eq!(changes(old, new), [Vec::<String>::new(), Vec::new()], "its name is all there is");
}

#[test]
fn an_empty_variant_has_a_way_and_nothing_behind_it() {
    let [map, list] = [unit_to_map::new::T::SCHEMA.to_markdown(), unit_to_list::new::T::SCHEMA.to_markdown()];
    assert!(map.contains("| `X` | `A` (an empty map) or `B` (`0`: `u32`) |"), "{map}");
    assert!(list.contains("| `X` | `A` (an empty list) or `B` (`0`: `u32`) |"), "{list}");
    let stored = dynamo_model::value::Value::from_serialize(&unit_to_list::new::X::A()).unwrap();
    assert!(
        matches!(stored.as_m().and_then(|held| held.get("A")), Some(dynamo_model::value::Value::L(list)) if list.is_empty())
    );
}

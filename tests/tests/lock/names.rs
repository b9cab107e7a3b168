//! What is called otherwise in Rust, and stored as before.

use dynamo_model::Table as _;

use super::{changes, designs, strands_only};

/// A design with one entity, and what else belongs to it.
macro_rules! one {
    ($pk:literal, { $($fields:tt)* } $($declared:tt)*) => {
        #[derive(Table)]
        #[table(name = "shop")]
        pub(crate) enum T {
            E(E),
        }
        #[derive(Serialize, Deserialize, Entity)]
        #[entity(table = T, pk = $pk, sk = "E")]
        pub(crate) struct E {
            $($fields)*
        }
        #[derive(Serialize, Deserialize, Document)]
        pub(crate) struct F {
            b: u32,
        }
        $($declared)*
    };
}

designs!(
    part,
    {
        one!("E{{#{id:05}", { id: u32 });
    },
    {
        one!("E{{#{id2:05}", { #[serde(rename = "id")] id2: u32 });
    }
);
designs!(
    flattened,
    {
        one!("E#{id}", { id: u32, #[serde(flatten)] f: F });
    },
    {
        one!("E#{id}", { id: u32, #[serde(flatten)] fff: F });
    }
);
designs!(
    into_flattened,
    {
        one!("E#{id}", { id: u32, b: u32 });
    },
    {
        one!("E#{id}", { id: u32, #[serde(flatten)] f: W } #[derive(Serialize, Deserialize, Document)] struct W { #[serde(flatten)] f: F });
    }
);

#[test]
fn a_field_of_another_name_that_is_stored_as_before_is_no_change() {
    for (old, new) in [
        (part::old::T::SCHEMA, part::new::T::SCHEMA),
        (flattened::old::T::SCHEMA, flattened::new::T::SCHEMA),
        (into_flattened::old::T::SCHEMA, into_flattened::new::T::SCHEMA),
    ] {
        assert_eq!(changes(old, new), [Vec::<String>::new(), Vec::new()]);
    }
    assert!(part::new::T::SCHEMA.to_lock().to_string().contains("\"E{{#{id:05}\""));
}

designs!(
    swapped,
    {
        one!("E#{a}#{b}", { a: u32, b: u32 });
    },
    {
        one!("E#{a}#{b}", { #[serde(rename = "b")] a: u32, #[serde(rename = "a")] b: u32 });
    }
);

#[test]
fn attributes_that_change_places_in_a_key_strand_items() {
    let [stranding, _] = changes(swapped::old::T::SCHEMA, swapped::new::T::SCHEMA);
    let what = "the primary key of `E` changed from \"E#{a}#{b}\", \"E\" to \"E#{b}#{a}\", \"E\"";
    assert!(stranding.len() == 1 && stranding[0].starts_with(what), "{stranding:#?}");
}

designs!(
    in_keys_only,
    {
        one!("E#{id}", { id: u32 });
    },
    {
        one!("E#{id}", { #[attr(key)] id: u32 });
    }
);

#[test]
fn what_is_in_keys_only_is_read_from_the_keys_that_items_have() {
    let [old, new] = [in_keys_only::old::T::SCHEMA, in_keys_only::new::T::SCHEMA];
    assert_eq!(changes(old, new), [vec![], vec!["attribute `id` of `E` is in keys only now".to_owned()]]);
    let what = "attribute `id` of `E` is new: stored items may have it in keys only";
    strands_only(new, old, what);
}

/// A design whose entity is listed by a field.
macro_rules! listed {
    ({ $($x:tt)* }) => {
        #[derive(Table)]
        #[table(name = "shop")]
        #[index(name = "gsi1")]
        pub(crate) enum T {
            E(E),
        }
        #[derive(Serialize, Deserialize, Entity)]
        #[entity(table = T, pk = "E#{id}", sk = "E")]
        #[access(name = by_x, index = gsi1, pk = "X#{x}", sk = "{id}")]
        pub(crate) struct E {
            id: u32,
            $($x)*
        }
    };
}

designs!(
    in_index_keys_only,
    {
        listed!({ #[attr(key)] x: Option<u32> });
    },
    {
        listed!({ x: Option<u32> });
    }
);

#[test]
fn what_may_be_missing_is_lost_as_well_if_it_is_read_from_keys_no_more() {
    let [old, new] = [in_index_keys_only::old::T::SCHEMA, in_index_keys_only::new::T::SCHEMA];
    strands_only(old, new, "attribute `x` of `E` is new: stored items may have it in keys only");
}

designs!(
    entry,
    {
        one!("E#{id}", { id: u32, #[serde(flatten)] f: Option<F> });
    },
    {
        one!("E#{id}", { id: u32, #[serde(flatten)] f: Option<F2> } #[derive(Serialize, Deserialize, Document)] struct F2 { c: u32 });
    }
);
designs!(
    more,
    {
        one!("E#{id}", { id: u32 });
    },
    {
        one!("E#{id}", { id: u32, #[serde(flatten)] rest: std::collections::HashMap<String, u32> });
    }
);
designs!(
    other_enum,
    {
        one!("E#{id}", { id: u32, #[serde(flatten)] kind: K } #[derive(Serialize, Deserialize, Document)] enum K { A(F) });
    },
    {
        one!("E#{id}", { id: u32, #[serde(flatten)] sort: K } #[derive(Serialize, Deserialize, Document)] enum K { B(F) });
    }
);

#[test]
fn what_is_flattened_is_compared_by_what_is_stored_of_it() {
    let [stranding, harmless] = changes(entry::old::T::SCHEMA, entry::new::T::SCHEMA);
    assert!(
        stranding.len() == 1 && stranding[0].starts_with("attribute `b` of `E` is gone"),
        "{stranding:#?}"
    );
    assert_eq!(harmless, ["attribute `c` of `E` is new, and may be missing"]);
    let [stranding, harmless] = changes(more::old::T::SCHEMA, more::new::T::SCHEMA);
    assert_eq!(stranding, Vec::<String>::new(), "of a map there may be nothing");
    assert_eq!(harmless, ["what is flattened into `E` is new, and may be missing"]);
    let [stranding, harmless] = changes(other_enum::old::T::SCHEMA, other_enum::new::T::SCHEMA);
    let gone = "variant `A` of `K`, stored as \"A\", is gone: what is stored of it is not read, in what is flattened \
                into `E`";
    assert!(stranding.len() == 1 && stranding[0].starts_with(gone), "{stranding:#?}");
    assert_eq!(harmless, ["variant `B` of `K` is new"]);
}

designs!(
    ticks,
    {
        one!("E#{id}`", { id: u32 });
    },
    {
        one!("`E`#{id}|``", { id: u32 });
    }
);

#[test]
fn a_backtick_in_a_template_ends_no_code_in_the_document() {
    let document = ticks::old::T::SCHEMA.to_markdown();
    assert!(document.contains("| `pk` = `` E#{id}` `` |"), "{document}");
    let document = ticks::new::T::SCHEMA.to_markdown();
    assert!(document.contains("| `pk` = ``` `E`#{id}\\|`` ``` |"), "{document}");
}

//! Types that a program calls otherwise than they are called.

use dynamo_model::Table as _;

use super::{changes, designs, strands_only};

/// A design with attribute `x` of a type, and what that is made of.
macro_rules! held {
    ($x:ty, { $($declared:tt)* }) => {
        #[derive(Table)]
        #[table(name = "shop")]
        pub(crate) enum T {
            E(E),
        }
        #[derive(Serialize, Deserialize, Entity)]
        #[entity(table = T, pk = "E#{id}", sk = "E")]
        pub(crate) struct E {
            id: u32,
            x: $x,
        }
        $($declared)*
    };
}

/// The same with another name for the entry of a document.
macro_rules! entry_renamed {
    ($name:ident, $x:ty, { $($alias:item)* }) => {
        designs!(
            $name,
            { held!($x, { $($alias)* #[derive(Serialize, Deserialize, Document)] pub(crate) struct L { a: u32 } }); },
            { held!($x, { $($alias)* #[derive(Serialize, Deserialize, Document)] pub(crate) struct L { b: u32 } }); }
        );
    };
}

entry_renamed!(of_type, Ls, {
    type Ls = L;
});
entry_renamed!(by_use, Ls, {
    use self::L as Ls;
});
entry_renamed!(of_list, Ls, {
    type Ls = Vec<L>;
});
entry_renamed!(of_list_in_option, Option<Ls>, {
    type Ls = Vec<L>;
});
entry_renamed!(of_map, Ls, {
    type Ls = std::collections::BTreeMap<String, Option<Box<L>>>;
});
entry_renamed!(with_argument, Ls<L>, {
    type Ls<X> = std::collections::HashMap<String, X>;
});

#[test]
fn an_entry_of_a_document_behind_an_alias_is_looked_for_under_its_name() {
    for (old, new) in [
        (of_type::old::T::SCHEMA, of_type::new::T::SCHEMA),
        (by_use::old::T::SCHEMA, by_use::new::T::SCHEMA),
        (of_list::old::T::SCHEMA, of_list::new::T::SCHEMA),
        (of_list_in_option::old::T::SCHEMA, of_list_in_option::new::T::SCHEMA),
        (of_map::old::T::SCHEMA, of_map::new::T::SCHEMA),
        (with_argument::old::T::SCHEMA, with_argument::new::T::SCHEMA),
    ] {
        let [stranding, harmless] = changes(old, new);
        assert_eq!((stranding.len(), harmless.len()), (2, 0), "{stranding:#?} {harmless:#?}");
        assert!(stranding.iter().all(|said| said.contains("in attribute `x` of `E`")), "{stranding:#?}");
    }
}

/// The same with another text for a label.
macro_rules! label_renamed {
    ($name:ident, $alias:item) => {
        designs!($name, { label_renamed!(@ "A", $alias); }, { label_renamed!(@ "a", $alias); });
    };
    (@ $text:literal, $alias:item) => {
        held!(Ss, {
            $alias
            #[derive(PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, KeyPart)]
            enum S {
                #[serde(rename = $text)]
                A,
            }
        });
    };
}

label_renamed!(in_list, type Ss = Vec<S>;);
label_renamed!(as_keys, type Ss = std::collections::BTreeMap<S, u32>;);

#[test]
fn a_key_part_behind_an_alias_is_looked_for_by_its_text() {
    for (old, new) in [
        (in_list::old::T::SCHEMA, in_list::new::T::SCHEMA),
        (as_keys::old::T::SCHEMA, as_keys::new::T::SCHEMA),
    ] {
        let what = "variant `A` of `S` changed from \"A\" to \"a\": what is stored of it is not read, in attribute `x` of `E`";
        strands_only(old, new, what);
    }
}

designs!(
    of_newtype,
    {
        held!(N, {
            type Y = u32;
            #[derive(Serialize, Deserialize, KeyPart)]
            struct N(Y);
        });
    },
    {
        held!(N, {
            type Y = String;
            #[derive(Serialize, Deserialize, KeyPart)]
            struct N(Y);
        });
    }
);
designs!(
    of_number,
    {
        held!(Y, {
            type Y = u32;
        });
    },
    {
        held!(Y, {
            type Y = String;
        });
    }
);
designs!(
    of_array,
    {
        held!([u8; SIZE], {
            const SIZE: usize = 2;
        });
    },
    {
        held!([u8; SIZE], {
            const SIZE: usize = 3;
        });
    }
);

#[test]
fn what_an_alias_stands_for_is_what_is_stored() {
    for (old, new, what) in [
        (of_newtype::old::T::SCHEMA, of_newtype::new::T::SCHEMA, "what `N` holds changed from u32 to String"),
        (
            of_number::old::T::SCHEMA,
            of_number::new::T::SCHEMA,
            "attribute `x` of `E` changed from u32 to String",
        ),
        (
            of_array::old::T::SCHEMA,
            of_array::new::T::SCHEMA,
            "attribute `x` of `E` changed from [u8; 2] to [u8; 3]",
        ),
    ] {
        strands_only(old, new, what);
    }
}

designs!(
    called_otherwise,
    {
        held!(Vec<Amount>, {
            type Amount = u64;
        });
    },
    {
        held!(Vec<u64>, {});
    }
);

#[test]
fn another_name_for_the_same_type_is_no_change() {
    let [old, new] = [called_otherwise::old::T::SCHEMA, called_otherwise::new::T::SCHEMA];
    assert_eq!(changes(old, new), [Vec::<String>::new(), Vec::new()]);
}

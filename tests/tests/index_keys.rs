//! What is rendered into keys of indexes is parsed back, and what is parsed renders to the same keys.

#![allow(clippy::unwrap_used, reason = "helpers of tests are not recognised as tests")]

use std::cmp::Reverse;

use dynamo_model::value::{Binary, Item, Number};
use dynamo_model::{Entity, KeyPart, Record, Table};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Table)]
#[table(name = "things")]
#[index(name = "gsi1")]
#[index(name = "gsi2", pk("size", N), sk("digest", B))]
#[index(name = "gsi3", pk("owner", "mark_key"), sk(("size", N), "rank_key", "at_key"))]
#[index(name = "lsi1", sk = "lsi1sk", local)]
enum Things {
    Thing(Thing),
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeyPart)]
#[serde(rename_all = "lowercase")]
enum Mark {
    Red,
    Green,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Things, pk = "THING#{id}", sk = "THING")]
#[access(name = marked, index = gsi1, pk = "MARK#{mark}#{owner}#{shard(7)}", sk = "{rank}#{id:06}#{size:unpadded}#{mark}")]
#[access(name = sized, index = gsi2, pk(size), sk(digest))]
#[access(name = owned, index = gsi3, pk(owner, "M#{mark}"), sk(size, "{rank}", "{at:millis}"))]
#[access(name = dated, index = lsi1, pk = "THING#{id}", sk = "{at:seconds}#{amount}#{flag}")]
struct Thing {
    id: u32,
    owner: String,
    mark: Mark,
    rank: Reverse<u16>,
    size: i64,
    digest: Binary,
    at: jiff::Timestamp,
    amount: Number,
    flag: bool,
}

prop_compose! {
    fn thing()(
        (id, owner, red) in (0..1_000_000_u32, "[a-zA-Z0-9 äß-]{1,6}", any::<bool>()),
        (rank, size) in (any::<u16>(), any::<i64>()),
        digest in prop::collection::vec(any::<u8>(), 1..8),
        (at, amount, flag) in (0..4_000_000_000_i64, any::<i32>(), any::<bool>()),
    ) -> Thing {
        let mark = if red { Mark::Red } else { Mark::Green };
        let (at, digest) = (jiff::Timestamp::from_second(at).unwrap(), Binary::from(digest));
        let amount = Number::from(amount);
        Thing { id, owner, mark, rank: Reverse(rank), size, digest, at, amount, flag }
    }
}

fn text(item: &Item, name: &str) -> String {
    item.get(name).and_then(|key| key.as_s()).unwrap().to_owned()
}

proptest! {
    #[test]
    fn the_parts_of_index_keys_are_those_of_the_entity(thing in thing()) {
        let item = thing.to_item().unwrap();
        let Thing { id, owner, mark, rank, size, digest, at, amount, flag } = thing;
        let marked = Thing::MARKED.parts(item.view()).unwrap();
        prop_assert_eq!(marked, (mark, owner.clone(), rank, id, size));
        prop_assert_eq!(Thing::SIZED.parts(item.view()).unwrap(), (size, digest));
        prop_assert_eq!(Thing::OWNED.parts(item.view()).unwrap(), (owner.clone(), mark, size, rank, at));
        prop_assert_eq!(Thing::DATED.parts(item.view()).unwrap(), (id, at, amount, flag));
        prop_assert_eq!(Thing::MARKED.parse_pk(&text(&item, "gsi1pk")).unwrap(), (mark, owner));
        prop_assert_eq!(Thing::MARKED.parse_sk(&text(&item, "gsi1sk")).unwrap(), (rank, id, size, mark));
        prop_assert_eq!(Thing::SIZED.parse_pk(&size.to_string()).unwrap(), (size,));
        prop_assert_eq!(Thing::DATED.parse_sk(&text(&item, "lsi1sk")).unwrap(), (at, amount, flag));
    }

    #[test]
    fn a_text_that_is_parsed_is_the_one_its_parts_make(
        thing in thing(),
        at in any::<prop::sample::Index>(),
        put in "[a-z0-9#.-]{0,2}",
    ) {
        let whole = text(&thing.to_item().unwrap(), "gsi1sk");
        // One character is another, is missing, or is two.
        let (place, c) = whole.char_indices().nth(at.index(whole.chars().count())).unwrap();
        let changed = [&whole[..place], &put, &whole[place + c.len_utf8()..]].concat();
        if let Ok((rank, id, size, mark)) = Thing::MARKED.parse_sk(&changed) {
            let made = Thing { rank, id, size, mark, ..thing }.to_item().unwrap();
            prop_assert_eq!(text(&made, "gsi1sk"), changed);
        }
    }
}

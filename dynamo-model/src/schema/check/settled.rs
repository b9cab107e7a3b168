//! What a table settles without its entities, it says with them, too.

use serde::{Deserialize, Serialize};

use super::super::{AccessSchema, EntitySchema, IndexSchema, ProjectionSchema, TableSchema};
use super::{check_access, check_access_alone};
use crate::{Entity, Table};

#[derive(Table)]
#[table(name = "shop", crate = crate)]
#[index(name = "whole")]
#[index(name = "part", project(include("total")))]
enum Shop {
    Order(Order),
    Invoice(Invoice),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER", crate = crate)]
#[access(name = by_day, index = whole, pk = "DAY#{day}", sk = "ORDER#{id}")]
#[access(name = by_total, index = part, pk = "TOTAL#{total}", sk = "ORDER#{id}", hydrate)]
struct Order {
    id: String,
    day: String,
    total: u32,
}

/// It shares the partitions of both indexes.
#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "INVOICE#{id}", sk = "INVOICE", crate = crate)]
#[access(name = by_day, index = whole, pk = "DAY#{day}", sk = "INVOICE#{id}")]
#[access(name = by_total, index = part, pk = "TOTAL#{total}", sk = "INVOICE#{id}", hydrate)]
struct Invoice {
    id: String,
    day: String,
    total: u32,
}

fn leaked<T: Clone>(list: &[T]) -> &'static [T] {
    Box::leak(list.to_vec().into_boxed_slice())
}

/// The declaration of the table, with indexes that hold more or less, with tags and without.
fn layouts() -> Vec<TableSchema> {
    let projections =
        [ProjectionSchema::All, ProjectionSchema::KeysOnly, ProjectionSchema::Include(&["day"])];
    let with = |projection: ProjectionSchema, entity_type| {
        let indexes = Shop::SCHEMA.indexes.iter().map(|index| IndexSchema { projection, ..*index });
        let indexes = leaked(&indexes.collect::<Vec<_>>());
        TableSchema { indexes, entity_type, entities: &[], ..*Shop::SCHEMA }
    };
    let tags = [Shop::SCHEMA.entity_type, None];
    projections.into_iter().flat_map(|projection| tags.map(|tag| with(projection, tag))).collect()
}

/// A pattern as it is declared, and with mistakes.
fn patterns(access: &AccessSchema) -> Vec<AccessSchema> {
    let keys = [(access.pk, access.sk), (access.sk, access.pk), (access.pk, &[][..])];
    let indexes = [access.index, Some("part"), Some("unknown"), None];
    let mut all = Vec::new();
    for (pk, sk) in keys {
        for index in indexes {
            for hydrate in [false, true] {
                for view in [None, Some("Total")] {
                    all.push(AccessSchema { pk, sk, index, hydrate, view, ..*access });
                }
            }
        }
    }
    all
}

#[test]
fn what_a_table_settles_without_its_entities_it_says_with_them() {
    let (mut settled, mut left, mut refused) = (0, 0, 0);
    for layout in layouts() {
        for access in Order::SCHEMA.accesses.iter().flat_map(patterns) {
            let entity = EntitySchema { accesses: leaked(&[access]), ..*Order::SCHEMA };
            let Some(said) = check_access_alone(&entity, 0, &layout) else {
                left += 1;
                continue;
            };
            settled += 1;
            refused += usize::from(said.is_some());
            let entity: &'static EntitySchema = Box::leak(Box::new(entity));
            for others in [&[entity][..], &[entity, Invoice::SCHEMA]] {
                let table = TableSchema { entities: leaked(others), ..layout };
                let among_all = check_access(entity, 0, &table);
                assert_eq!(
                    said.as_ref().map(|mistake| mistake.as_str()),
                    among_all.as_ref().map(|mistake| mistake.as_str()),
                    "{access:?}"
                );
            }
        }
    }
    assert!(left > 0 && refused > 0 && settled > refused, "{settled} settled, {refused} of them refused");
}

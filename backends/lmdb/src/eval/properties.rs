//! Claims about any expression on any item.

use std::collections::BTreeSet;

use dynamo_model::expr::{Path, Projection, SetOperand, Update};
use dynamo_model::value::{Item, Value};
use proptest::prelude::*;

use super::path::resolve;
use super::{apply, project, returned};
use dynamo_model::request::ReturnValues;

/// Few names and short lists, so that paths often lead somewhere.
const NAME: &str = "[abc]";

fn value() -> impl Strategy<Value = Value> {
    let tags = prop::collection::btree_set("[xyz]", 1..3).prop_map(Value::Ss);
    let leaf = prop_oneof![(0..9i32).prop_map(Value::from), "[xyz]".prop_map(Value::S), tags];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::L),
            prop::collection::btree_map(NAME, inner, 0..3).prop_map(Value::M),
        ]
    })
}

fn item() -> impl Strategy<Value = Item> {
    prop::collection::btree_map(NAME, value(), 0..3).prop_map(|attributes| {
        let mut item = Item::from(attributes);
        item.insert("key", "k");
        item
    })
}

fn path() -> impl Strategy<Value = Path> {
    let step = prop_oneof![NAME.prop_map(Ok), (0..4u32).prop_map(Err)];
    (NAME, prop::collection::vec(step, 0..3)).prop_map(|(root, steps)| {
        steps.into_iter().fold(Path::attribute(root), |path, step| match step {
            Ok(name) => path.key(name),
            Err(index) => path.index(index),
        })
    })
}

fn update() -> impl Strategy<Value = Update> {
    let source = prop_oneof![value().prop_map(SetOperand::Value), path().prop_map(SetOperand::Path)];
    let clause = (0..4u8, path(), source, value());
    prop::collection::vec(clause, 1..4).prop_map(|clauses| {
        clauses.into_iter().fold(Update::new(), |update, (kind, path, source, value)| match kind {
            0 => update.set(path, source),
            1 => update.remove(path),
            2 => update.add(path, value),
            _ => update.delete(path, value),
        })
    })
}

/// Whether the service would take the paths together.
fn disjoint<'p>(paths: impl IntoIterator<Item = &'p Path>) -> bool {
    let paths: Vec<&Path> = paths.into_iter().collect();
    let below = |one: &Path, two: &Path| one.root() == two.root() && two.rest().starts_with(one.rest());
    paths.iter().enumerate().all(|(position, one)| {
        paths.iter().skip(position + 1).all(|two| !below(one, two) && !below(two, one))
    })
}

proptest! {
    #[test]
    fn an_update_leaves_a_well_formed_item_and_other_attributes_alone(item in item(), update in update()) {
        prop_assume!(disjoint(update.targets()));
        let key = Item::from_iter([("key", "k")]);
        if let Ok(Some(new)) = apply(&update, Some(item.view()), key.view()) {
            prop_assert_eq!(&Item::from_bytes(new.as_bytes().to_vec()).unwrap(), &new);
            let touched: BTreeSet<&str> = update.targets().map(Path::root).collect();
            for (name, value) in item.iter().filter(|(name, _)| !touched.contains(name)) {
                prop_assert_eq!(new.get(name), Some(value));
            }
            for values in [ReturnValues::UpdatedOld, ReturnValues::UpdatedNew] {
                if let Some(answer) = returned(values, &update, Some(item.view()), Some(new.view())) {
                    prop_assert!(answer.iter().all(|(name, _)| touched.contains(name)));
                    prop_assert!(Item::from_bytes(answer.into_bytes()).is_ok());
                }
            }
        }
    }

    #[test]
    fn a_missing_item_becomes_at_least_its_key_or_nothing(update in update()) {
        prop_assume!(disjoint(update.targets()));
        let key = Item::from_iter([("key", "k")]);
        if let Ok(Some(new)) = apply(&update, None, key.view()) {
            prop_assert_eq!(new.get("key"), key.get("key"));
            prop_assert!(Item::from_bytes(new.into_bytes()).is_ok());
        }
    }

    #[test]
    fn a_projection_holds_what_its_paths_lead_to(item in item(), paths in prop::collection::vec(path(), 1..4)) {
        prop_assume!(disjoint(&paths));
        let projected = project(&Projection::from_iter(paths.clone()), item.view());
        prop_assert!(Item::from_bytes(projected.as_bytes().to_vec()).is_ok());
        let found: Vec<&Path> = paths.iter().filter(|path| resolve(item.view(), path).is_some()).collect();
        prop_assert_eq!(projected.is_empty(), found.is_empty());
        // Lists close up, so only paths through maps lead to the same place again.
        for path in found.iter().filter(|path| !path.to_string().contains('[')) {
            prop_assert_eq!(resolve(projected.view(), path), resolve(item.view(), path));
        }
    }
}

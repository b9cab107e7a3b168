//! What becomes of an update before it is sent: its values are checked, and what is made of them is made anew.

use super::computed::ComputedFields;
use super::expiry::followed;
use super::made::primary_key;
use super::rule::{check_assigned, check_computed};
use super::{Assigned, Entity, Source, Table, rekey};
use crate::error::{Error, ErrorKind, Result};
use crate::expr::{Path, SetOperand, SetValue, Update};
use crate::key::PartValue;
use crate::schema::{EntitySchema, FieldPart};
use crate::value::{Item, ItemBuilder, Value};

/// Completes an update of the entity with this key. `unstored` are the fields it assigns that live in keys only, `parts` the
/// fields of index keys.
///
/// # Errors
///
/// [`is_constraint`](crate::Error::is_constraint) if a value breaks a rule of its field, and those of computing fields and
/// of making keys.
pub(crate) fn settle<E: Entity>(
    key: &Item,
    update: Update,
    unstored: Vec<(String, Value)>,
    mut parts: Vec<(String, Option<PartValue>)>,
) -> Result<Update> {
    leaves_managed_alone::<E>(&update)?;
    let mut assigned = assigned(E::SCHEMA, &update, unstored);
    check_assigned::<E>(&update, &assigned)?;
    let changed: Vec<usize> =
        named::<E>().filter(|(_, name)| assigned.get(name).is_some()).map(|(place, _)| place).collect();
    let computed_of = |from: &[usize]| from.iter().any(|place| changed.contains(place));
    if E::SCHEMA.fields.iter().any(|field| computed_of(field.from)) {
        add_primary::<E>(&mut assigned, key)?;
    }
    let mut update = update;
    let computed = ComputedFields::of::<E>(Source::Assigned(&assigned), computed_of)?;
    check_computed::<E>(&computed)?;
    for (place, computed) in computed.into_iter() {
        let Some(field) = E::SCHEMA.fields.get(place) else { continue };
        if field.is_attribute() {
            update = match computed.value {
                Some(value) => update.set(field.attribute, value),
                None => update.remove(field.attribute),
            };
        }
        if is_part::<E>(place) {
            parts.push((field.attribute.to_owned(), computed.part));
        }
    }
    rekey::<E>(key, &parts, followed::<E>(&assigned, update)?)
}

/// Refuses to write a flattened field that has the name of a key attribute; those are made, not set.
fn leaves_managed_alone<E: Entity>(update: &Update) -> Result<()> {
    let table = <E::Table as Table>::SCHEMA;
    let mut names = update.targets().map(Path::root);
    match names.find(|name| table.managed.contains(name) && E::SCHEMA.stored_as(name).is_none()) {
        None => Ok(()),
        Some(name) => Err(Error::new(
            ErrorKind::Codec,
            format!(
                "an update of `{}` assigns a flattened field that is stored as `{name}`, a key attribute of table `{}`; rename one of them",
                E::SCHEMA.rust_name,
                table.rust_name
            ),
        )),
    }
}

/// Lists what an update assigns to whole attributes.
fn assigned(entity: &EntitySchema, update: &Update, unstored: Vec<(String, Value)>) -> Assigned {
    let mut assigned = Assigned::default();
    for action in update.sets().iter().filter(|action| action.path.depth() == 1) {
        if let SetValue::Operand(operand) = &action.value
            && let Some(value) = known(operand)
        {
            let name = action.path.root();
            assigned.push(name, readable(entity, name, value));
        }
    }
    for path in update.removes().iter().filter(|path| path.depth() == 1) {
        assigned.push(path.root(), Value::Null);
    }
    for (attribute, value) in unstored {
        assigned.push(&attribute, value);
    }
    assigned
}

/// What serde reads of an attribute.
fn readable(entity: &EntitySchema, attribute: &str, value: &Value) -> Value {
    let format = entity.stored_as(attribute).and_then(|(_, field)| field.time);
    let text = format.zip(value.as_n()).and_then(|(format, number)| format.text_of(number));
    text.map_or_else(|| value.clone(), Value::S)
}

fn known(operand: &SetOperand) -> Option<&Value> {
    match operand {
        SetOperand::Value(value) => Some(value),
        SetOperand::IfNotExists(_, fallback) => known(fallback),
        SetOperand::Path(_) | SetOperand::ListAppend(..) => None,
    }
}

/// Adds the fields that the primary key holds, which no update changes.
fn add_primary<E: Entity>(assigned: &mut Assigned, key: &Item) -> Result<()> {
    let mut known = ItemBuilder::new();
    for made in primary_key(E::SCHEMA, <E::Table as Table>::SCHEMA).attributes() {
        for FieldPart { field, .. } in made.template.fields() {
            let attribute = E::SCHEMA.fields.get(*field).map(|field| field.attribute).unwrap_or_default();
            if let Some((part, ty)) = made.part_of(*field, key.view()).zip(E::__part_type(*field))
                && !known.contains(attribute)
            {
                ty.restore(attribute, part.value(), &mut known, |_| Ok(()))?;
            }
        }
    }
    for (name, value) in &known.finish() {
        assigned.push(name, value.to_value());
    }
    Ok(())
}

fn named<E: Entity>() -> impl Iterator<Item = (usize, &'static str)> {
    let fields = E::SCHEMA.fields.iter().enumerate();
    fields.filter(|(_, field)| field.is_named()).map(|(place, field)| (place, field.attribute))
}

/// Whether some key is made of a field.
fn is_part<E: Entity>(place: usize) -> bool {
    E::SCHEMA.key().has(place) || E::SCHEMA.accesses.iter().any(|access| access.key().has(place))
}

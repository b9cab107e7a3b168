//! A field that is named as a key attribute is that attribute, not a copy of it.

use super::super::message::{Mistake, about, none_of};
use super::super::{AccessSchema, EntitySchema, IndexSchema, KeyAttribute, Template};

pub(super) const fn check(
    entity: &EntitySchema,
    access: &AccessSchema,
    index: &IndexSchema,
) -> Option<Mistake> {
    none_of!(are_stored_so(entity, access, access.pk, index.key.pk));
    are_stored_so(entity, access, access.sk, index.key.sk)
}

const fn are_stored_so(
    entity: &EntitySchema,
    access: &AccessSchema,
    made: &[Template],
    attributes: &[KeyAttribute],
) -> Option<Mistake> {
    let (mut made, mut attributes) = (made, attributes);
    while let ([template, made_left @ ..], [attribute, attributes_left @ ..]) = (made, attributes) {
        if let Some(part) = template.only_field()
            && contains(access.own, part.field)
            && !is_stored_as(entity, part.field, attribute.name)
        {
            let mistake = about(entity).text("key attribute ").code(attribute.name);
            let mistake = mistake.text(" is named to be field ").code(part.name);
            let mistake = mistake.text(", which is not stored as that attribute");
            let mistake = mistake.help("rename one of them, or write the template \"{").text(part.name);
            return Some(mistake.text("}\", which makes a copy"));
        }
        made = made_left;
        attributes = attributes_left;
    }
    None
}

const fn is_stored_as(entity: &EntitySchema, field: usize, attribute: &str) -> bool {
    match entity.stored_as(attribute) {
        Some((place, _)) => place == field,
        None => false,
    }
}

const fn contains(places: &[usize], wanted: usize) -> bool {
    let mut rest = places;
    while let [place, tail @ ..] = rest {
        if *place == wanted {
            return true;
        }
        rest = tail;
    }
    false
}

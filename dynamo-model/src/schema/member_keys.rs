use super::{AccessSchema, CollectionSchema, EntitySchema, Piece, Template, ViewField, ViewSchema};

/// Says of a member of a collection whether its keys can be made of it: 2 if it is held whole, 1 of a view that has every field
/// which they are made of, and else 0. Of what has mistakes of its own nothing is said.
#[doc(hidden)]
#[must_use]
pub const fn keys_of_member(collection: &CollectionSchema, place: usize) -> u8 {
    let (_, members) = collection.members.split_at(place);
    let (Some(view), [entity, ..]) = (collection.view(place), members) else { return 2 };
    let is_known = entity.compiles() && !view.fields.is_empty();
    if is_known && !has_keys(view, entity, collection.access.index) { 0 } else { 1 }
}

const fn has_keys(view: &ViewSchema, entity: &EntitySchema, index: Option<&str>) -> bool {
    let key = entity.key();
    if !has_all(view, key.pk) || !has_all(view, key.sk) {
        return false;
    }
    match index {
        None => true,
        Some(index) => match entity.on_index(index) {
            Some(AccessSchema { pk, sk, .. }) => has_all(view, pk) && has_all(view, sk),
            None => true,
        },
    }
}

/// Whether a view has every field of some templates.
const fn has_all(view: &ViewSchema, templates: &[Template]) -> bool {
    let mut templates = templates;
    while let [template, rest @ ..] = templates {
        let mut pieces = template.pieces;
        while let [piece, others @ ..] = pieces {
            if let Piece::Field(part) = piece
                && !has(view, part.field)
            {
                return false;
            }
            pieces = others;
        }
        templates = rest;
    }
    true
}

/// Whether a view has a field as a whole.
const fn has(view: &ViewSchema, field: usize) -> bool {
    let mut fields = view.fields;
    while let [ViewField { place, below }, rest @ ..] = fields {
        if *place == field && below.is_empty() {
            return true;
        }
        fields = rest;
    }
    false
}

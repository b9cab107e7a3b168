//! Whether a patch sets fields together as its entity does.

use super::EntitySchema;
use super::message::{Mistake, equal};

/// Checks that a method of an entity's attributes sets the fields that a patch says, in this order; `None` if it does.
#[doc(hidden)]
#[must_use]
pub const fn check_together(
    entity: &EntitySchema,
    mut together: &[(&str, &[&str])],
    patch: &str,
    method: &str,
    fields: &[&str],
) -> Option<Mistake> {
    if !entity.compiles() {
        return None;
    }
    let about = Mistake::NONE.text("patch ").code(patch).text(": ");
    while let [(name, set), rest @ ..] = together {
        if equal(name, method) {
            if are_equal(set, fields) {
                return None;
            }
            let mistake = list(about.code(method).text(" sets "), set).text(", in this order");
            return Some(mistake.help("name the fields of the patch that have them, each once"));
        }
        together = rest;
    }
    let mistake = about.text("entity ").code(entity.rust_name).text(" has no method ").code(method);
    let mistake = mistake.text(" that sets fields together");
    Some(mistake.help(
        "name an access pattern or a computed field that needs several; a field that can be set alone needs no `together`",
    ))
}

const fn are_equal(mut left: &[&str], mut right: &[&str]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    while let ([one, left_rest @ ..], [other, right_rest @ ..]) = (left, right) {
        if !equal(one, other) {
            return false;
        }
        left = left_rest;
        right = right_rest;
    }
    true
}

const fn list(mut mistake: Mistake, mut names: &[&str]) -> Mistake {
    while let [name, rest @ ..] = names {
        mistake = mistake.code(name);
        mistake = match rest {
            [] => mistake,
            [_] => mistake.text(" and "),
            _ => mistake.text(", "),
        };
        names = rest;
    }
    mistake
}

//! Which of two faults is reported.

use super::{conditions_refused, updates_refused};

const NAME: &str = "An expression attribute name used in the document path is not defined; attribute name: ";
const VALUE: &str = "An expression attribute value used in expression is not defined; attribute value: ";

/// From the first to the last: of two faults the earlier stage is reported, wherever it stands.
#[test]
fn stages_come_one_after_the_other() {
    let stages = [
        ("a b = :s", "Syntax error; token: \"b\", near: \"a b =\""),
        ("foo(a)", "Invalid function name; function: foo"),
        (
            "#x = :s",
            "An expression attribute name used in the document path is not defined; attribute name: #x",
        ),
    ];
    for (place, (earlier, fault)) in stages.iter().enumerate() {
        for (later, _) in stages.iter().skip(place + 1) {
            conditions_refused(&[
                (&format!("{earlier} AND {later}"), fault),
                (&format!("{later} OR {earlier}"), fault),
            ]);
        }
    }
}

#[test]
fn within_a_stage_conditions_go_from_left_to_right() {
    let counted = "Incorrect number of operands for operator or function; operator or function: contains, \
                   number of operands: 1";
    conditions_refused(&[
        ("#x = :y", &format!("{NAME}#x")),
        (":y = #x", &format!("{VALUE}:y")),
        ("contains(a) AND #x = :s", counted),
        ("#x = :s AND contains(a)", &format!("{NAME}#x")),
        ("a BETWEEN :y AND #x", &format!("{VALUE}:y")),
        ("a IN (#x, :y)", &format!("{NAME}#x")),
        ("NOT #x = :s OR (a = :y)", &format!("{NAME}#x")),
    ]);
}

#[test]
fn operands_come_before_their_function() {
    conditions_refused(&[
        ("contains(a, :y, :s)", &format!("{VALUE}:y")),
        ("attribute_exists(:s, :y)", &format!("{VALUE}:y")),
        (
            "attribute_exists(:s, a)",
            "Incorrect number of operands for operator or function; operator or function: attribute_exists, \
             number of operands: 2",
        ),
        ("attribute_type(:y, :n)", &format!("{VALUE}:y")),
    ]);
    updates_refused(&[
        ("SET a = if_not_exists(:s, :y)", &format!("{VALUE}:y")),
        ("SET a = if_not_exists(b, :y, #x)", &format!("{VALUE}:y")),
        ("SET a = list_append(#x, :y)", &format!("{NAME}#x")),
    ]);
}

#[test]
fn clauses_of_an_update_go_from_last_to_first_and_targets_before_values() {
    updates_refused(&[
        ("REMOVE #x, #y", &format!("{NAME}#y")),
        ("REMOVE a.#x.#y", &format!("{NAME}#x")),
        ("SET #x = :s REMOVE #y", &format!("{NAME}#y")),
        ("REMOVE #y SET #x = :s", &format!("{NAME}#x")),
        ("SET #x = :s, a = :y", &format!("{NAME}#x")),
        ("SET a = :s, #x = #y", &format!("{NAME}#x")),
        ("SET a = #x, b = :y", &format!("{VALUE}:y")),
        ("SET a = :y, b = #x", &format!("{NAME}#x")),
        ("ADD a :x SET b = :y", &format!("{VALUE}:y")),
        ("SET b = :y ADD a :x DELETE c :z", &format!("{VALUE}:z")),
    ]);
}

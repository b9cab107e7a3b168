//! Words the grammar allows and the service does not.

use super::{conditions_refused, updates_refused};

fn unknown(function: &str) -> String {
    format!("Invalid function name; function: {function}")
}

fn misplaced(function: &str) -> String {
    format!("The function is not allowed to be used this way in an expression; function: {function}")
}

fn reserved(word: &str) -> String {
    format!("Attribute name is a reserved keyword; reserved keyword: {word}")
}

fn out_of_range(digits: &str) -> String {
    format!("List index is not within the allowable range; index: [{digits}]")
}

#[test]
fn functions_are_known_in_small_letters_only() {
    conditions_refused(&[
        ("foo(a)", &unknown("foo")),
        ("a = foo(b)", &unknown("foo")),
        ("SIZE(a) = :n", &unknown("SIZE")),
        ("Attribute_exists(a)", &unknown("Attribute_exists")),
        // A reserved word is a function name like any other.
        ("name(a)", &unknown("name")),
    ]);
    updates_refused(&[
        ("SET a = foo(b)", &unknown("foo")),
        ("SET a = IF_NOT_EXISTS(a, :s)", &unknown("IF_NOT_EXISTS")),
    ]);
}

#[test]
fn functions_belong_to_one_kind_of_expression() {
    for function in ["if_not_exists", "list_append"] {
        let fault = format!("The function is not allowed in a condition expression; function: {function}");
        conditions_refused(&[
            (&format!("{function}(a, :s)"), &fault),
            (&format!("a = {function}(a, :s)"), &fault),
        ]);
    }
    let of_conditions =
        ["size", "attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains"];
    for function in of_conditions {
        let fault = format!("The function is not allowed in an update expression; function: {function}");
        updates_refused(&[(&format!("SET a = {function}(a)"), &fault)]);
    }
}

#[test]
fn a_function_is_a_condition_or_an_operand() {
    conditions_refused(&[
        ("size(a)", &misplaced("size")),
        ("NOT size(a)", &misplaced("size")),
        ("(size(a)) AND a = :s", &misplaced("size")),
        ("a = attribute_exists(b)", &misplaced("attribute_exists")),
        ("attribute_not_exists(a) = :s", &misplaced("attribute_not_exists")),
        ("a IN (attribute_type(b, :kind))", &misplaced("attribute_type")),
        ("a BETWEEN begins_with(b, :s) AND :n", &misplaced("begins_with")),
        ("size(contains(a, :s)) = :n", &misplaced("contains")),
        ("attribute_exists(attribute_exists(a))", &misplaced("attribute_exists")),
    ]);
}

#[test]
fn list_append_is_all_that_is_assigned() {
    let fault = misplaced("list_append");
    updates_refused(&[
        ("SET a = list_append(list_append(a, :l), :l)", &fault),
        ("SET a = if_not_exists(b, list_append(c, :l))", &fault),
        ("SET a = list_append(b, c) + :n", &fault),
        ("SET a = :n - list_append(b, c)", &fault),
    ]);
}

#[test]
fn reserved_words_need_a_placeholder_wherever_they_stand() {
    conditions_refused(&[
        ("name = :s", &reserved("name")),
        ("a = NaMe", &reserved("NaMe")),
        ("a.name = :s", &reserved("name")),
        ("a[0].Year = :s", &reserved("Year")),
        ("size(name) = :n", &reserved("name")),
    ]);
    updates_refused(&[
        ("SET name = :s", &reserved("name")),
        ("SET a = name", &reserved("name")),
        ("REMOVE name", &reserved("name")),
        ("ADD name :n", &reserved("name")),
        ("DELETE a.name :ss", &reserved("name")),
    ]);
    assert!(super::parser().condition("#n = :s AND a.#n = :s").is_ok());
}

#[test]
fn list_indexes_are_signed_32_bit_numbers() {
    assert!(super::parser().condition("a[2147483647] = :s").is_ok());
    conditions_refused(&[
        ("a[2147483648] = :s", &out_of_range("2147483648")),
        ("a[99999999999999999999] = :s", &out_of_range("99999999999999999999")),
    ]);
    updates_refused(&[("REMOVE a[4294967296]", &out_of_range("4294967296"))]);
}

#[test]
fn the_first_one_written_is_reported() {
    conditions_refused(&[
        ("name = foo(a)", &reserved("name")),
        ("foo(a) = name", &unknown("foo")),
        // A function comes before what is inside it.
        ("foo(name)", &unknown("foo")),
        ("size(name)", &misplaced("size")),
        ("a = attribute_exists(foo(b))", &misplaced("attribute_exists")),
        ("attribute_exists(foo(a)) = :s", &misplaced("attribute_exists")),
        ("a[99999999999].name = :s", &out_of_range("99999999999")),
        ("name[99999999999] = :s", &reserved("name")),
        ("a IN (name, foo(b))", &reserved("name")),
    ]);
    updates_refused(&[
        ("SET name = foo(a)", &reserved("name")),
        ("SET a = list_append(b, c) + name", &misplaced("list_append")),
        ("SET a = name + list_append(b, c)", &reserved("name")),
        ("SET a = foo(b) REMOVE name", &unknown("foo")),
    ]);
}

#[test]
fn they_come_behind_the_syntax_of_the_whole_text() {
    conditions_refused(&[("name = foo(a) b", "Syntax error; token: \"b\", near: \") b\"")]);
    updates_refused(&[("SET name = :s REMOVE", "Syntax error; token: \"<EOF>\", near: \"REMOVE\"")]);
}

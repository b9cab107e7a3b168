use super::{Lock, OLD, RAISED, assert_harmless, assert_strands};

const STEP: &str = "raise `revision` and write a step that upgrades them";

/// Claims that an edit strands what is stored in an attribute, unless the revision is raised.
#[track_caller]
fn assert_strands_values(edits: &[(&str, &str)], what: &str, stranded: &str) {
    assert_strands(edits, &[&format!("{what}: {stranded}; {STEP}")]);
    let upgraded = format!("{what}, and stored items are upgraded");
    let raised = [edits, &[RAISED]].concat();
    assert_harmless(&raised, &["the revision of `Order` changed from 2 to 3", &upgraded]);
}

#[test]
fn an_entry_of_a_document_is_looked_for_under_its_name_and_as_its_type() {
    let place = "in attribute `address` of `Order`";
    assert_strands_values(
        &[("\"city\": \"String\"", "\"city\": \"u32\"")],
        "entry `city` of `Address` changed from String to u32",
        &format!("what is stored in it may not be read, or not as what was meant, {place}"),
    );
    assert_strands_values(
        &[("\"city\": \"String\",\n", "")],
        "entry `city` of `Address` is gone",
        &format!("what is stored in it is not read, {place}"),
    );
    assert_strands_values(
        &[("\"city\": \"String\"", "\"city\": \"String\", \"street\": \"String\"")],
        "entry `street` of `Address` is new",
        &format!("stored items do not have it, and cannot be read, {place}"),
    );
    assert_harmless(
        &[("\"city\": \"String\"", "\"city\": \"String\", \"street\": \"String, optional\"")],
        &["entry `street` of `Address` is new, and may be missing"],
    );
}

#[test]
fn a_document_in_a_document_is_found_in_the_attribute_around_both() {
    assert_strands_values(
        &[("\"zip\": \"String\"", "\"zip\": \"u32\"")],
        "entry `zip` of `Country` changed from String to u32",
        "what is stored in it may not be read, or not as what was meant, in attribute `address` of `Order`",
    );
}

#[test]
fn a_variant_with_data_is_looked_for_under_its_name_and_with_its_entries() {
    let place = "in attribute `payments` of `Order`";
    let not_read = format!("what is stored of it is not read, {place}");
    assert_strands_values(
        &[("\"card\"", "\"credit\"")],
        "variant `Card` of `Payment` changed from \"card\" to \"credit\"",
        &not_read,
    );
    assert_strands_values(
        &[("\"number\": \"String\"", "\"number\": \"u64\"")],
        "entry `number` of `Payment::Card` changed from String to u64",
        &format!("what is stored in it may not be read, or not as what was meant, {place}"),
    );
    assert_strands_values(
        &[("\"Card\": {", "\"Cash\": { \"note\": \"String, optional\" }, \"Card\": {")],
        "variant `Cash` of `Payment` holds data now",
        &not_read,
    );
    assert_strands_values(
        &[(
            "\"around\",\n        \"variants\": {\n          \"Card\"",
            "\"inside, as `kind`\", \"variants\": { \"Card\"",
        )],
        "where the variants of `Payment` have their names changed from around to inside, as `kind`",
        &not_read,
    );
}

#[test]
fn the_text_of_a_variant_is_stored_in_attributes_and_in_keys() {
    let places = "in attribute `status` of `Order`, the key of `Order` in index `gsi1`";
    let keep = "keep the text that keys have, or put the items anew under their new keys";
    let gone = ("\"Open\": \"open\",\n", "");
    let what = "variant `Open` of `Status`, stored as \"open\", is gone";
    let message = format!("{what}: what is stored of it is not read, {places}; {STEP}, and {keep}");
    assert_strands(&[gone], &[&message]);
    let changed = ("\"Open\": \"open\"", "\"Open\": \"OPEN\"");
    let what = "variant `Open` of `Status` changed from \"open\" to \"OPEN\"";
    let message = format!("{what}: what is stored of it is not read, {places}; {STEP}, and {keep}");
    assert_strands(&[changed], &[&message]);
    let in_keys = "in the key of `Order` in index `gsi1`";
    let message = format!("{what}: what is stored of it is not read, {in_keys}; {keep}");
    assert_strands(&[changed, RAISED], &[&message]);
}

#[test]
fn texts_that_change_places_strand_both_variants() {
    let swapped =
        [("\"Open\": \"open\"", "\"Open\": \"paid\""), ("\"Paid\": \"paid\"", "\"Paid\": \"open\"")];
    assert_eq!(super::strands(&swapped).len(), 2);
}

#[test]
fn variants_are_added_and_called_otherwise_in_rust() {
    let added = ("\"Paid\": \"paid\"", "\"Paid\": \"paid\", \"Lost\": \"lost\"");
    assert_harmless(&[added], &["variant `Lost` of `Status` is new"]);
    let renamed = ("\"Paid\": \"paid\"", "\"Settled\": \"paid\"");
    assert_harmless(&[renamed], &["variant `Settled` of `Status` was called `Paid`"]);
}

#[test]
fn a_newtype_is_stored_as_what_it_holds() {
    assert_strands_values(
        &[("\"newtype\": \"u32\"", "\"newtype\": \"String\"")],
        "what `Code` holds changed from u32 to String",
        "what is stored of it may not be read, or not as what was meant, in attribute `code` of `Order`",
    );
    assert_strands_values(
        &[("\"newtype\": \"u32\"", "\"struct\": {}")],
        "`Code` changed from a newtype to a struct",
        "what is stored of it is not read, in attribute `code` of `Order`",
    );
}

#[test]
fn a_type_of_another_name_alone_is_stored_as_before() {
    assert_harmless(&[("Address", "Place")], &[]);
    assert_harmless(&[("Status", "State")], &[]);
    assert_harmless(&[("Country", "Land")], &[]);
}

#[test]
fn a_type_that_was_not_locked_is_taken_as_it_is_now() {
    let code = "    \"Code\": {\n      \"newtype\": \"u32\"\n    },\n";
    assert_harmless(&[(code, "")], &["what `Code` is stored as is not locked any more"]);
    let old: Lock = OLD.replace(code, "").parse().unwrap();
    let added = old.changes_to(&OLD.parse().unwrap());
    assert_eq!(added.len(), 1);
    assert_eq!(added[0].to_string(), "what `Code` is stored as is locked now");
}

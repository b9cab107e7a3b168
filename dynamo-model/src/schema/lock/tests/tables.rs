use super::{Lock, OLD, RAISED, assert_harmless, assert_strands, strands};

#[test]
fn what_moves_tables_or_the_attributes_of_the_library_strands_items() {
    for (from, to, message) in [
        (
            "\"shop\"",
            "\"store\"",
            "the table changed from shop to store: its items are where they were; copy them to the new one",
        ),
        (
            "\"sk (S)\"",
            "\"sk (N)\"",
            "the key of the table changed from pk (S), sk (S) to pk (S), sk (N): the key of a table cannot change, and \
             its items stay behind in the old one; copy them to a new table",
        ),
        (
            "\"_type\",\n",
            "\"type\",\n",
            "the entity-type attribute changed from _type to type: stored items say in `_type` which entity they are, \
             and are not found to be any; keep the name, with `entity_type = \"_type\"`",
        ),
        (
            "\"_rev\"",
            "\"rev\"",
            "the revision attribute changed from _rev to rev: stored items are taken for such of revision 1; keep the \
             name, with `revision = \"_rev\"`",
        ),
        (
            "\"ttl\": \"ends\"",
            "\"ttl\": \"until\"",
            "the attribute of time to live changed from ends to until: stored items have their time in `ends`, and do \
             not expire; raise `revision`, move it in a step, and run `upgrade_all`",
        ),
        (
            "gsi1pk (S)",
            "gsi1pk (N)",
            "the key of index `gsi1` changed from gsi1pk (S) to gsi1pk (N): an index cannot change; make one of another \
             name",
        ),
        (
            "\"local\": false",
            "\"local\": true",
            "the key of index `gsi1` changed from gsi1pk (S) to gsi1pk (S), local: an index cannot change; make one of \
             another name",
        ),
    ] {
        assert_strands(&[(from, to)], &[message]);
    }
}

#[test]
fn a_table_may_do_without_what_it_had() {
    let revision = ("\"_rev\"", "null");
    assert_harmless(&[revision], &["the table has no revision attribute `_rev` any more"]);
    let ttl = ("\"ttl\": \"ends\"", "\"ttl\": null");
    assert_harmless(&[ttl], &["items do not expire any more by the time in `ends`"]);
    let entity_type = ("\"_type\",\n", "null,\n");
    let message = "the table has no entity-type attribute `_type` any more: keys tell what items are";
    assert_harmless(&[entity_type], &[message]);
}

#[test]
fn a_table_may_get_what_it_did_not_have() {
    let [old, new]: [Lock; 2] = ["null", "\"ends\""]
        .map(|ttl| OLD.replace("\"ttl\": \"ends\"", &format!("\"ttl\": {ttl}")).parse().unwrap());
    let changes = old.changes_to(&new);
    assert!(changes.len() == 1 && !changes[0].strands());
    assert_eq!(changes[0].to_string(), "the table has an attribute of time to live, `ends`, now");
}

#[test]
fn a_table_that_tells_entities_apart_only_now_strands_items() {
    let old: Lock = OLD.replace("\"_type\",\n", "null,\n").parse().unwrap();
    let changes = old.changes_to(&OLD.parse().unwrap());
    assert!(changes.len() == 1 && changes[0].strands());
    let message = "the table has an entity-type attribute `_type` now: stored items do not have it; let the table \
                   `adopt` them";
    assert_eq!(changes[0].to_string(), message);
}

#[test]
fn a_table_that_adopts_what_has_no_entity_type_strands_nothing_until_it_stops() {
    let adopting = OLD.replace("\"_type\",\n", "\"_type\",\n  \"adopts\": true,\n");
    let [before, plain, adopting]: [Lock; 3] =
        [&*OLD.replace("\"_type\",\n", "null,\n"), OLD, &adopting].map(|lock| lock.parse().unwrap());
    let only = |old: &Lock, new: &Lock| {
        let changes = old.changes_to(new);
        assert_eq!(changes.len(), 1, "{changes:?}");
        (changes[0].strands(), changes[0].to_string())
    };
    let (strands, message) = only(&before, &adopting);
    assert!(
        !strands && message.ends_with("`_type` now, and adopts the items that do not have it"),
        "{message}"
    );
    let (strands, message) = only(&plain, &adopting);
    assert!(!strands && message == "the table adopts items without `_type` now", "{message}");
    let (strands, message) = only(&adopting, &plain);
    assert!(strands && message.ends_with("keep `adopt`, or put them anew first"), "{message}");
    assert!(adopting.to_string().contains("\"adopts\": true"));
}

#[test]
fn indexes_come_and_go_and_hold_more_or_less() {
    let second = "\"gsi2\": { \"key\": { \"pk\": \"day (S)\", \"sk\": null }, \"local\": false, \"holds\": \"keys\" },";
    let added = ("\"indexes\": {\n    \"gsi1\"", &*format!("\"indexes\": {{ {second} \"gsi1\""));
    assert_harmless(
        &[added],
        &["index `gsi2` is new: it finds stored items once they have its key attributes"],
    );
    let more = ("keys, _type", "all attributes");
    let message =
        "what index `gsi1` holds changed from keys, _type to all attributes: the index has to be made anew";
    assert_harmless(&[more], &[message]);
    let renamed = ("\"gsi1\"", "\"gsi9\"");
    let messages = [
        "index `gsi9` is new: it finds stored items once they have its key attributes",
        "index `gsi1` is gone",
        "the key of `Order` in index `gsi9` is new: stored items have its attributes",
        "`Order` is not in index `gsi1` any more",
    ];
    assert_harmless(&[renamed], &messages);
}

#[test]
fn keys_in_other_attributes_of_an_index_strand_what_lacks_them() {
    let moved = [("\"gsi1\"", "\"gsi9\""), ("gsi1pk (S)", "gsi9pk (S)")];
    let stranded = "the key of `Order` in index `gsi9` is new: stored items are not in the index until they are written, \
                    and queries do not find them; ";
    assert_strands(&moved, &[&format!("{stranded}raise `revision` and run `upgrade_all`")]);
    assert_strands(&[moved[0], moved[1], RAISED], &[&format!("{stranded}run `upgrade_all`")]);
    let natural = [moved[0], ("gsi1pk (S)", "note (S)"), ("STATUS#{status}", "{note}")];
    assert_eq!(strands(&natural), [""; 0], "items have a `note` anyway");
}

#[test]
fn a_key_that_is_dropped_from_an_index_stays_in_stored_items() {
    let start = OLD.find("        \"gsi1\": {\n          \"pk\"").unwrap();
    let end = start + OLD[start..].find("\n        }").unwrap() + "\n        }".len();
    let dropped = (&OLD[start..end], "");
    let stranded = "`Order` is not in index `gsi1` any more: stored items keep their keys until they are written, and who \
                    reads the index finds them; raise `revision` and run `upgrade_all`";
    assert_strands(&[dropped], &[stranded]);
    let other_index = [dropped, ("\"gsi1\"", "\"gsi2\""), ("gsi1pk (S)", "gsi2pk (S)")];
    assert_eq!(strands(&other_index), [""; 0], "nothing has the old key");
}

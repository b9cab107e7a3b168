use super::{Lock, OLD, RAISED, SchemaChange, assert_harmless, assert_strands, strands};

#[test]
fn what_moves_keys_or_tags_strands_items() {
    let anew = "stored items keep their old keys, `get(Order::key(…))` no longer finds them; put them anew under the \
                new keys";
    let in_index = "stored items keep their old keys until they are written, and queries do not find them; raise \
                    `revision` and run `upgrade_all`";
    for (from, to, what, stranded) in [
        (
            "\"order\"",
            "\"o\"",
            "the tag of `Order` changed from order to o",
            "stored items have the old one, and are not found to be such; keep it, with `tag = \"order\"`",
        ),
        (
            "ORDER#{id}",
            "O#{id}",
            "the primary key of `Order` changed from \"ORDER#{id}\", \"ORDER\" to \"O#{id}\", \"ORDER\"",
            anew,
        ),
        (
            "10 bytes",
            "20 bytes",
            "the parts of the primary key of `Order` changed from id: u32, 10 bytes of 0-9 to id: u32, 20 bytes of 0-9",
            anew,
        ),
        (
            "STATUS#{status}",
            "S#{status}",
            "the key of `Order` in index `gsi1` changed from \"STATUS#{status}\" to \"S#{status}\"",
            in_index,
        ),
        (
            "STATUS#{status}",
            "STATUS#{status}#{shard(4)}",
            "the key of `Order` in index `gsi1` changed from \"STATUS#{status}\" to \"STATUS#{status}#{shard(4)}\"",
            in_index,
        ),
    ] {
        let message = format!("{what}: {stranded}");
        assert_strands(&[(from, to)], &[&message]);
        let raised = strands(&[(from, to), RAISED]);
        let left = message.replace("raise `revision` and ", "");
        assert_eq!(raised, [left], "a step writes no other keys by itself");
    }
}

#[test]
fn revisions_only_rise_and_old_ones_are_read() {
    let message = "the revision of `Order` changed from 2 to 1: stored items are newer than that, and are not read; \
                   raise it again";
    assert_strands(&[("\"revision\": 2", "\"revision\": 1")], &[message]);
    let message = "the oldest revision of `Order` that is read is 2 now: older items are not read any more; upgrade \
                   them all first, with `upgrade_all`";
    assert_strands(&[("\"oldest_revision\": 1", "\"oldest_revision\": 2")], &[message]);
    assert_harmless(&[RAISED], &["the revision of `Order` changed from 2 to 3"]);
}

#[test]
fn attributes_change_freely_if_the_revision_is_raised() {
    for (from, to, what, stranded) in [
        (
            "        \"total\": \"u32\",\n",
            "",
            "attribute `total` of `Order` is gone",
            "what is stored in it is not read",
        ),
        (
            "\"total\": \"u32\"",
            "\"total\": \"i64\"",
            "attribute `total` of `Order` changed from u32 to i64",
            "what is stored in it may not be read, or not as what was meant",
        ),
        (
            "String, optional",
            "String",
            "attribute `note` of `Order` must be there now",
            "stored items that lack it cannot be read",
        ),
        (
            "\"total\": \"u32\"",
            "\"total\": \"u32\", \"day\": \"String\"",
            "attribute `day` of `Order` is new",
            "stored items do not have it, and cannot be read",
        ),
    ] {
        let message = format!("{what}: {stranded}; raise `revision` and write a step that upgrades them");
        assert_strands(&[(from, to)], &[&message]);
        let upgraded = format!("{what}, and stored items are upgraded");
        assert_harmless(&[(from, to), RAISED], &["the revision of `Order` changed from 2 to 3", &upgraded]);
    }
}

#[test]
fn a_raised_revision_without_steps_upgrades_nothing() {
    let raised = [RAISED, ("\"oldest_revision\": 1", "\"oldest_revision\": 3")];
    let changed = [&raised[..], &[("\"total\": \"u32\"", "\"total\": \"i64\"")]].concat();
    assert_eq!(strands(&changed).len(), 2);
}

#[test]
fn what_is_added_or_loosened_strands_nothing() {
    let added = ("\"note\"", "\"more\": \"u8, optional\", \"note\"");
    assert_harmless(&[added], &["attribute `more` of `Order` is new, and may be missing"]);
    let loosened = ("\"total\": \"u32\"", "\"total\": \"u32, optional\"");
    assert_harmless(&[loosened], &["attribute `total` of `Order` may be missing now"]);
    assert_harmless(&[("\"Order\"", "\"Purchase\"")], &[]);
}

#[test]
fn an_entity_that_is_gone_leaves_its_items_behind() {
    let (begin, end) = (OLD.find("\"Order\"").unwrap(), OLD.find("\"types\"").unwrap());
    let empty = format!("{}}} }}", &OLD[..begin]);
    let typeless = format!("{}}}", OLD[..end].trim_end().trim_end_matches(','));
    let (old, new): (Lock, Lock) = (typeless.parse().unwrap(), empty.parse().unwrap());
    let gone = old.changes_to(&new);
    assert_eq!(gone.len(), 1);
    assert_eq!(
        gone[0].to_string(),
        "entity `Order` is gone: stored items whose tag is \"order\" are of no entity any more; delete them with the \
         entity as it was"
    );
    let added = new.changes_to(&old);
    assert!(added.len() == 1 && !added[0].strands());
    assert_eq!(added[0].to_string(), "entity `Order` is new");
}

#[test]
fn more_values_have_keys_where_a_part_goes_to_the_end_of_them() {
    let opened = ("STATUS#{status}", "STATUS#{status:rest}");
    let message = "the key of `Order` in index `gsi1` changed from \"STATUS#{status}\" to \"STATUS#{status:rest}\": \
                   keys stay as they are, and more values have one";
    assert_harmless(&[opened], &[message]);
    let closed = OLD.replace(opened.0, opened.1).parse::<Lock>().unwrap().changes_to(&OLD.parse().unwrap());
    assert!(closed.iter().any(SchemaChange::strands), "those values have none any more");
}

#[test]
fn a_change_of_what_is_unique_strands_guards() {
    let guards = "\"UNIQUE#order.note#\": \"note: String, `trim`\"";
    assert_strands(
        &[("`trim`", "`lowercase`")],
        &["the guards `UNIQUE#order.note#…` of `Order` changed from note: String, `trim` to note: String, \
           `lowercase`: those of stored items are of the old values; run `claim_unique`"],
    );
    assert_strands(
        &[("\"note: String, `trim`\"", "\"total: u32; note: String, `trim`\"")],
        &[
            "the guards `UNIQUE#order.note#…` of `Order` changed from note: String, `trim` to total: u32; note: String, \
           `trim`: those of stored items are of the old values; run `claim_unique`",
        ],
    );
    assert_strands(
        &[(guards, "")],
        &[
            "the guards `UNIQUE#order.note#…` of `Order` are gone: they stay in the table, and `claim_unique` does not \
           know them; delete them",
        ],
    );
    let old: Lock = OLD.replace(guards, "").parse().unwrap();
    let added = old.changes_to(&OLD.parse().unwrap());
    assert_eq!(
        added[0].to_string(),
        "the guards `UNIQUE#order.note#…` of `Order` are new: stored items have none; run `claim_unique`"
    );
}

#[test]
fn what_the_library_keeps_is_looked_for_where_it_was_kept() {
    let step = "raise `revision` and write a step that upgrades them";
    let moved = ("\"version\": \"version\"", "\"version\": \"total\"");
    let what = "the version of `Order` changed from version to total";
    let message = format!("{what}: stored items have it in the old one, and conditions on it fail; {step}");
    assert_strands(&[moved], &[&message]);
    let upgraded = format!("{what}, and stored items are upgraded");
    assert_harmless(&[moved, RAISED], &["the revision of `Order` changed from 2 to 3", &upgraded]);
    let moved = ("\"deleted\": \"cancelled\"", "\"deleted\": \"note\"");
    let message = format!(
        "the time of deletion of `Order` changed from cancelled to note: stored items that are deleted say so in the \
         old one, and are read as if they were not; {step}"
    );
    assert_strands(&[moved], &[&message]);
    let message = "the time of deletion of `Order`, cancelled, is kept no more: items that were deleted softly are \
                   read again; delete them first";
    assert_strands(&[("\"deleted\": \"cancelled\",\n", "")], &[message]);
}

#[test]
fn what_is_kept_or_expires_otherwise_from_now_on_strands_nothing() {
    let message = "the expiry of `Order` changed from 60 seconds after a write to 90 seconds after a write: stored \
                   items keep what they have";
    assert_harmless(&[("60 seconds", "90 seconds")], &[message]);
    let message = "the time of creation of `Order` is note now";
    assert_harmless(&[("\"managed\": {", "\"managed\": { \"created\": \"note\",")], &[message]);
    let message = "the expiry of `Order`, 60 seconds after a write, is kept no more";
    assert_harmless(&[("\"expiry\": \"60 seconds after a write\",\n", "")], &[message]);
}

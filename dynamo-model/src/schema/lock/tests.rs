use super::{Lock, SchemaChange};

const OLD: &str = r#"{
  "table": "shop",
  "key": { "pk": "pk (S)", "sk": "sk (S)" },
  "entity_type": "_type",
  "revision": "_rev",
  "ttl": null,
  "indexes": {
    "gsi1": { "key": { "pk": "gsi1pk (S)", "sk": null }, "local": false, "holds": "keys, _type" }
  },
  "entities": {
    "Order": {
      "tag": "order",
      "revision": 2,
      "oldest_revision": 1,
      "key": { "pk": "ORDER#{id}", "sk": "ORDER", "parts": ["id: u32, 10 bytes of 0-9"] },
      "indexes": {
        "gsi1": { "pk": "DAY#{day}", "sk": null, "parts": ["day: String, any text"] }
      },
      "attributes": {
        "id": "u32",
        "note": "String, optional",
        "total": "u32"
      }
    }
  }
}"#;

/// Changes the old lock, each text to the one after it, and returns the differences.
fn changes(edits: &[(&str, &str)]) -> Vec<SchemaChange> {
    let mut new = OLD.to_owned();
    for (from, to) in edits {
        assert!(new.contains(from), "{from}");
        new = new.replace(from, to);
    }
    OLD.parse::<Lock>().unwrap().changes_to(&new.parse().unwrap())
}

fn strands(edits: &[(&str, &str)]) -> Vec<String> {
    let stranding = changes(edits).into_iter().filter(SchemaChange::strands);
    stranding.map(|change| change.to_string()).collect()
}

#[test]
fn a_lock_is_read_back_as_it_was_written() {
    let lock: Lock = OLD.parse().unwrap();
    assert_eq!(lock.to_string().parse::<Lock>().unwrap(), lock);
    assert!(changes(&[]).is_empty());
    assert!(OLD.replace("\"ttl\": null", "\"tll\": null").parse::<Lock>().is_err());
}

#[test]
fn what_moves_keys_tags_or_tables_strands_items() {
    for (from, to, message) in [
        ("\"shop\"", "\"store\"", "the table changed from shop to store: its items are where they were"),
        ("\"sk (S)\"", "\"sk (N)\"", "the key of the table changed from pk (S), sk (S) to pk (S), sk (N): "),
        ("_type\",\n", "type\",\n", "the entity-type attribute changed from _type to type: "),
        ("\"_rev\"", "\"rev\"", "the revision attribute changed from _rev to rev: "),
        ("gsi1pk (S)", "gsi1pk (N)", "the key of index `gsi1` changed from gsi1pk (S) to gsi1pk (N): "),
        ("\"order\"", "\"o\"", "the tag of `Order` changed from order to o: "),
        (
            "ORDER#{id}",
            "O#{id}",
            "the primary key of `Order` changed from \"ORDER#{id}\", \"ORDER\" to \"O#{id}\", ",
        ),
        ("10 bytes", "20 bytes", "the parts of the primary key of `Order` changed from id: u32, 10 bytes"),
        ("DAY#", "D#", "the key of `Order` in index `gsi1` changed from \"DAY#{day}\" to \"D#{day}\": "),
        ("\"revision\": 2", "\"revision\": 1", "the revision of `Order` changed from 2 to 1: "),
        (
            "\"oldest_revision\": 1",
            "\"oldest_revision\": 2",
            "the oldest revision of `Order` that is read is 2 now",
        ),
    ] {
        let found = strands(&[(from, to)]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with(message), "{found:?}");
    }
}

#[test]
fn attributes_change_freely_if_the_revision_is_raised() {
    for (from, to, message) in [
        (
            ",\n        \"total\": \"u32\"",
            "",
            "attribute `total` of `Order` is gone: what is stored in it is not read; raise",
        ),
        (
            "\"total\": \"u32\"",
            "\"total\": \"i64\"",
            "attribute `total` of `Order` changed from u32 to i64: ",
        ),
        (
            "String, optional",
            "String",
            "attribute `note` of `Order` must be there now: stored items that lack it",
        ),
        (
            "\"id\": \"u32\"",
            "\"id\": \"u32\", \"day\": \"String\"",
            "attribute `day` of `Order` is new: stored items",
        ),
    ] {
        let found = strands(&[(from, to)]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with(message), "{found:?}");
        assert!(strands(&[(from, to), ("\"revision\": 2", "\"revision\": 3")]).is_empty(), "{message}");
    }
    let moved = [("ORDER#", "O#"), ("\"revision\": 2", "\"revision\": 3")];
    assert_eq!(strands(&moved).len(), 1, "no step finds an item under another key");
}

#[test]
fn a_raised_revision_without_steps_upgrades_nothing() {
    let raised =
        [("\"revision\": 2", "\"revision\": 3"), ("\"oldest_revision\": 1", "\"oldest_revision\": 3")];
    let changed = [&raised[..], &[("\"total\": \"u32\"", "\"total\": \"i64\"")]].concat();
    assert_eq!(strands(&changed).len(), 2);
}

#[test]
fn what_is_added_or_loosened_strands_nothing() {
    let index = "\"gsi2\": { \"key\": { \"pk\": \"day (S)\", \"sk\": null }, \"local\": false, \"holds\": \"keys\" }, \"gsi1\": {";
    for (from, to, message) in [
        (
            "\"note\"",
            "\"more\": \"u8, optional\", \"note\"",
            "attribute `more` of `Order` is new, and may be missing",
        ),
        (
            "\"total\": \"u32\"",
            "\"total\": \"u32, optional\"",
            "attribute `total` of `Order` may be missing now",
        ),
        (
            "\"gsi1\": { \"key\"",
            &index.replace("{,", "{").replace("gsi1\": {", "gsi1\": { \"key\""),
            "index `gsi2` is new",
        ),
        (
            "null,\n  \"indexes\"",
            "\"ends\",\n  \"indexes\"",
            "the attribute of time to live changed from none to ends",
        ),
        (
            "keys, _type",
            "all attributes",
            "what index `gsi1` holds changed from keys, _type to all attributes",
        ),
        ("\"Order\"", "\"Purchase\"", ""),
    ] {
        let found = changes(&[(from, to)]);
        assert!(found.iter().all(|change| !change.strands()), "{found:?}");
        assert_eq!(found.is_empty(), message.is_empty(), "{found:?}");
        assert!(found.iter().all(|change| change.to_string().starts_with(message)), "{found:?}");
    }
}

#[test]
fn an_entity_that_is_gone_leaves_its_items_behind() {
    let entities = OLD.find("\"Order\"").unwrap();
    let empty = format!("{}}} }}", &OLD[..entities]);
    let (old, new): (Lock, Lock) = (OLD.parse().unwrap(), empty.parse().unwrap());
    let gone = old.changes_to(&new);
    assert_eq!(gone.len(), 1);
    assert_eq!(
        gone[0].to_string(),
        "entity `Order` is gone: stored items whose tag is \"order\" are of no entity any more"
    );
    let added = new.changes_to(&old);
    assert!(added.len() == 1 && !added[0].strands());
    assert_eq!(added[0].to_string(), "entity `Order` is new");
}

#[test]
fn a_change_of_what_is_unique_strands_guards() {
    let with = |unique: &str| -> Lock {
        let edited = OLD.replace("\"attributes\"", &format!("\"unique\": {{ {unique} }}, \"attributes\""));
        edited.parse().unwrap()
    };
    let (none, by_note) = (with(""), with("\"UNIQUE#order.note#\": \"note\""));
    let in_total = with("\"UNIQUE#order.note#\": \"total, note\"");
    assert_eq!(none, OLD.parse().unwrap(), "older locks do not say");
    for (old, new, message) in [
        (&none, &by_note, "are new: stored items have none; run `claim_unique`"),
        (
            &by_note,
            &in_total,
            "changed from note to total, note: those of stored items are of the old values; ",
        ),
        (&in_total, &none, "are gone: they stay in the table, and `claim_unique` does not know them; "),
    ] {
        let changes = old.changes_to(new);
        assert!(changes.len() == 1 && changes[0].strands());
        let said = changes[0].to_string();
        let begin = "the guards `UNIQUE#order.note#…` of `Order` ";
        assert!(said.starts_with(&format!("{begin}{message}")), "{said}");
    }
    assert!(in_total.changes_to(&in_total).is_empty());
}

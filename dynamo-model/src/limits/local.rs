//! Items with their entries in local indexes: together they have one limit.

use crate::error::Result;
use crate::expr::Update;
use crate::request::check::{LARGEST, MOST_PER_BYTE, check_known_size, constants};
use crate::schema::{IndexSchema, TableSchema};
use crate::value::{ItemRef, Value};

/// Checks the size of an item to put with its entries.
pub(super) fn check_put_size(item: ItemRef<'_>, table: &TableSchema) -> Result<()> {
    let most = item.as_bytes().len().saturating_mul(MOST_PER_BYTE);
    // Few items need to be measured.
    if most.saturating_mul(1 + local(table).count()) <= LARGEST {
        return Ok(());
    }
    check(table, false, || item.iter().map(|(name, value)| (name, value.size())))
}

/// Checks the size of what an update makes of any item with its entries: the key and the constants are in those indexes
/// whose keys are among them.
pub(super) fn check_updated_size(key: ItemRef<'_>, update: &Update, table: &TableSchema) -> Result<()> {
    check(table, true, || {
        let key = key.iter().map(|(name, value)| (name, value.size()));
        key.chain(constants(update).map(|(name, value)| (name, Value::size(value))))
    })
}

fn local(table: &TableSchema) -> impl Iterator<Item = &'static IndexSchema> {
    table.indexes.iter().filter(|index| index.local)
}

/// Checks attributes, given each one's size.
fn check<'n, I: Iterator<Item = (&'n str, usize)>>(
    table: &TableSchema,
    is_update: bool,
    attributes: impl Fn() -> I,
) -> Result<()> {
    let has = |name: &str| attributes().any(|(own, _)| own == name);
    let size = |(name, size): (&str, usize)| name.len() + size;
    let (mut names, mut entries) = (Vec::new(), 0);
    for index in local(table).filter(|index| index.key.all().all(|key| has(key.name))) {
        names.push(index.name);
        entries += attributes().filter(|(name, _)| index.holds(table, name)).map(size).sum::<usize>();
    }
    if names.is_empty() {
        return Ok(());
    }
    let item: usize = attributes().map(size).sum();
    check_known_size(item + entries, is_update).map_err(|error| {
        let names = names.join("`, `");
        error.with_detail(format!(
            "it has {item} bytes, and {entries} in local indexes (`{names}`), and {LARGEST} is the most for all together; \
             keep large values elsewhere, or out of what these indexes hold"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::check::check_put_size as alone;
    use crate::value::Item;

    #[allow(clippy::duplicated_attributes, reason = "indexes have sort keys in common")]
    #[derive(crate::Table)]
    #[table(name = "chat", crate = crate)]
    #[index(name = "whole", sk = "sender", local)]
    #[index(name = "keys", sk = "topic", local, project(keys_only))]
    #[index(name = "part", sk = "day", local, project(include("title")))]
    #[index(name = "others", pk = "sender", sk = "topic")]
    struct Chat;

    const SCHEMA: &TableSchema = <Chat as crate::entity::Table>::SCHEMA;

    /// An item with these attributes of a byte besides its key, and a text of so many bytes.
    fn item(others: &[&str], name: &str, bytes: usize) -> Item {
        let own = [("pk", "p"), ("sk", "s")].into_iter().chain(others.iter().map(|other| (*other, "o")));
        let mut item: Vec<(&str, String)> = own.map(|(name, text)| (name, text.to_owned())).collect();
        item.push((name, "x".repeat(bytes)));
        item.into_iter().collect()
    }

    fn refusal(item: &Item) -> Option<String> {
        assert!(alone(item.view()).is_ok(), "it is not too large by itself");
        check_put_size(item.view(), SCHEMA).err().map(|error| error.unsent().message().to_owned())
    }

    #[test]
    fn an_item_counts_once_more_in_each_local_index_that_it_is_in_for_what_that_holds() {
        // In no index: the sort keys are missing.
        assert_eq!(refusal(&item(&[], "text", 400_000)), None);
        // The keys take few bytes, and the other index has its sort key, and nothing else.
        assert_eq!(refusal(&item(&["topic", "day"], "text", 409_500)), None);
        let half = (LARGEST - 2 * "pkpskssendero".len()) / 2 - "text".len();
        assert_eq!(refusal(&item(&["sender"], "text", half)), None);
        let over = item(&["sender"], "text", half + 1);
        assert_eq!(
            refusal(&over).as_deref(),
            Some(
                "Item size has exceeded the maximum allowed size; it has 204801 bytes, and 204801 in local indexes (`whole`), \
                 and 409600 is the most for all together; keep large values elsewhere, or out of what these indexes hold"
            )
        );
        let titled = |bytes| refusal(&item(&["sender", "day"], "title", bytes));
        assert_eq!(titled(136_000), None);
        assert!(titled(137_000).is_some_and(|said| said.contains("local indexes (`whole`, `part`)")));
    }

    #[test]
    fn an_update_counts_what_it_sets_in_the_local_indexes_whose_keys_it_sets() {
        let key = item(&[], "kept", 0);
        let set = |names: &[&str], bytes: usize| {
            let update = names.iter().fold(Update::new(), |update, name| update.set(*name, "o"));
            check_updated_size(key.view(), &update.set("text", "x".repeat(bytes)), SCHEMA)
        };
        assert!(set(&["sender"], 204_000).is_ok());
        assert!(set(&[], 300_000).is_ok(), "whether it is in an index is not known");
        let error = set(&["sender"], 300_000).unwrap_err();
        assert!(error.message().starts_with("Item size to update has exceeded"), "{error}");
    }
}

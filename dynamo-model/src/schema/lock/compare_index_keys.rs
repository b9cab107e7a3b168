//! What a change of the keys that an entity has in indexes does to its items.

use super::changes::Changes;
use super::compare_entity::Pair;
use super::entity::{LockedEntity, LockedTemplates};
use super::{Lock, LockedKey};

impl Changes {
    /// Compares the keys of an entity in all indexes of the table, as it was and as it is.
    pub(super) fn index_keys(&mut self, Pair { name, old, new }: &Pair<'_>, before: &Lock, now: &Lock) {
        let step = if new.upgrades(old) { "" } else { "raise `revision` and " };
        for (index, templates) in &new.indexes {
            let what = format!("the key of `{name}` in index `{index}`");
            if let Some(before) = old.indexes.get(index) {
                let stranded = format!(
                    "stored items keep their old keys until they are written, and queries do not find them; {step}run \
                     `upgrade_all`"
                );
                self.templates(&what, before, templates, &stranded);
            } else if now.indexes.get(index).is_some_and(|index| before.holds(old, &index.key, templates)) {
                self.harmless(format!("{what} is new: stored items have its attributes"));
            } else {
                let stranded = format!(
                    "stored items are not in the index until they are written, and queries do not find them; {step}run \
                     `upgrade_all`"
                );
                self.stranding(format!("{what} is new"), stranded);
            }
        }
        for index in old.indexes.keys().filter(|index| !new.indexes.contains_key(*index)) {
            let what = format!("`{name}` is not in index `{index}` any more");
            let key = before.indexes.get(index).map(|index| &index.key);
            let is_kept = |key: &LockedKey| now.indexes.values().any(|index| index.key == *key);
            let is_made = |key: &&LockedKey| !before.has_anyway(old, key);
            // Another pattern may have its keys now.
            let is_free = |key: &&LockedKey| {
                !new.indexes
                    .keys()
                    .any(|index| now.indexes.get(index).is_some_and(|index| index.key == **key))
            };
            if key.filter(is_made).filter(is_free).is_some_and(is_kept) {
                let stranded = format!(
                    "stored items keep their keys until they are written, and who reads the index finds them; {step}run \
                     `upgrade_all`"
                );
                self.stranding(what, stranded);
            } else {
                self.harmless(what);
            }
        }
    }
}

impl Lock {
    /// Whether the items of an entity have the key of an index: its attributes are theirs, or were made for another index.
    fn holds(&self, entity: &LockedEntity, key: &LockedKey, templates: &LockedTemplates) -> bool {
        let is_made = |(index, made): (&String, &LockedTemplates)| {
            made == templates && self.indexes.get(index).is_some_and(|index| index.key == *key)
        };
        self.has_anyway(entity, key) || entity.indexes.iter().any(is_made)
    }

    /// Whether the attributes of a key are those that the items of an entity have anyway, or of the primary key.
    fn has_anyway(&self, entity: &LockedEntity, key: &LockedKey) -> bool {
        key.names().all(|name| {
            entity.attributes.contains_key(name) || self.key.names().any(|primary| primary == name)
        })
    }
}

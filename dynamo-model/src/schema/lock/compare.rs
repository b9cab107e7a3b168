//! What a change of a design does to items that are stored already.

use std::collections::BTreeMap;

use super::describe::OPTIONAL;
use super::entity::{LockedEntity, LockedTemplates};
use super::{Lock, LockedIndex, LockedKey, SchemaChange};

impl Lock {
    /// Compares an old state of a design with a new one: first what strands stored items, then what does not.
    #[must_use]
    pub fn changes_to(&self, new: &Self) -> Vec<SchemaChange> {
        let mut changes = Changes::default();
        changes.table(self, new);
        for (name, index) in &new.indexes {
            changes.index(name, self.indexes.get(name), index);
        }
        for name in self.indexes.keys().filter(|name| !new.indexes.contains_key(*name)) {
            changes.harmless(format!("index `{name}` is gone"));
        }
        let known = self.renamed(new);
        for (name, entity) in &new.entities {
            match known.get(name.as_str()) {
                Some(old) => changes.entity(name, old, entity),
                None => changes.harmless(format!("entity `{name}` is new")),
            }
        }
        let kept: Vec<&str> = known.values().map(|old| old.tag.as_str()).collect();
        for (name, old) in self.entities.iter().filter(|(_, old)| !kept.contains(&old.tag.as_str())) {
            let stranded = format!("stored items whose tag is \"{}\" are of no entity any more", old.tag);
            changes.stranding(format!("entity `{name}` is gone"), stranded);
        }
        changes.0.sort_by_key(|change| !change.strands());
        changes.0
    }

    /// Finds what each new entity was: that of the same name, or else of the same tag.
    fn renamed<'l>(&'l self, new: &'l Self) -> BTreeMap<&'l str, &'l LockedEntity> {
        let by_tag = |entity: &LockedEntity| {
            let free = self.entities.iter().filter(|(name, _)| !new.entities.contains_key(*name));
            free.map(|(_, old)| old).find(|old| old.tag == entity.tag)
        };
        let old = |(name, entity): (&'l String, &'l LockedEntity)| {
            Some((name.as_str(), self.entities.get(name).or_else(|| by_tag(entity))?))
        };
        new.entities.iter().filter_map(old).collect()
    }
}

#[derive(Default)]
struct Changes(Vec<SchemaChange>);

impl Changes {
    fn harmless(&mut self, what: String) {
        self.0.push(SchemaChange::harmless(what));
    }

    fn stranding(&mut self, what: String, stranded: impl Into<String>) {
        self.0.push(SchemaChange::stranding(what, stranded));
    }

    fn table(&mut self, old: &Lock, new: &Lock) {
        if old.table != new.table {
            let what = changed("the table", &old.table, &new.table);
            self.stranding(what, "its items are where they were");
        }
        if old.key != new.key {
            let what = changed("the key of the table", &old.key.written(), &new.key.written());
            self.stranding(what, "the key of a table cannot change; its items stay behind in the old one");
        }
        match (&old.entity_type, &new.entity_type) {
            (Some(before), Some(now)) if before != now => {
                let what = changed("the entity-type attribute", before, now);
                self.stranding(what, format!("stored items say in `{before}` which entity they are"));
            }
            (None, Some(now)) => {
                let what = format!("the table has an entity-type attribute `{now}` now");
                self.stranding(what, "stored items do not have it");
            }
            (Some(before), None) => self.harmless(format!(
                "the table has no entity-type attribute `{before}` any more: keys tell what items are"
            )),
            _ => {}
        }
        match (&old.revision, &new.revision) {
            (Some(before), Some(now)) if before != now => {
                let what = changed("the revision attribute", before, now);
                self.stranding(what, "stored items are taken for such of revision 1");
            }
            (None, Some(now)) => self.harmless(format!(
                "the table has a revision attribute `{now}` now: items without it are of the first revision"
            )),
            (Some(before), None) => {
                self.harmless(format!("the table has no revision attribute `{before}` any more"));
            }
            _ => {}
        }
        if old.ttl != new.ttl {
            let name = |ttl: &Option<String>| ttl.as_ref().map_or("none".to_owned(), Clone::clone);
            self.harmless(changed("the attribute of time to live", &name(&old.ttl), &name(&new.ttl)));
        }
    }

    fn index(&mut self, name: &str, old: Option<&LockedIndex>, new: &LockedIndex) {
        let Some(old) = old else {
            return self.harmless(format!(
                "index `{name}` is new: it finds stored items once they have its key attributes"
            ));
        };
        if old.key != new.key || old.local != new.local {
            let what = changed(&format!("the key of index `{name}`"), &old.written(), &new.written());
            self.stranding(what, "an index cannot change; make one of another name");
        }
        if old.holds != new.holds {
            let what = changed(&format!("what index `{name}` holds"), &old.holds, &new.holds);
            self.harmless(what + ": the index has to be made anew");
        }
    }

    fn entity(&mut self, name: &str, old: &LockedEntity, new: &LockedEntity) {
        if old.tag != new.tag {
            let what = changed(&format!("the tag of `{name}`"), &old.tag, &new.tag);
            self.stranding(what, "stored items have the old one, and are not found to be such");
        }
        self.revision(name, old, new);
        let keys = format!("stored items keep their old keys, `get({name}::key(…))` no longer finds them");
        self.templates(&format!("the primary key of `{name}`"), &old.key, &new.key, &keys);
        for (index, templates) in &new.indexes {
            let what = format!("the key of `{name}` in index `{index}`");
            let Some(before) = old.indexes.get(index) else {
                self.harmless(format!(
                    "{what} is new: stored items are not in the index until they are written"
                ));
                continue;
            };
            let stranded =
                "stored items keep their old keys until they are written, and queries do not find them";
            self.templates(&what, before, templates, stranded);
        }
        for index in old.indexes.keys().filter(|index| !new.indexes.contains_key(*index)) {
            self.harmless(format!("`{name}` is not in index `{index}` any more"));
        }
        self.attributes(name, old, new);
        self.unique(name, old, new);
    }

    fn revision(&mut self, name: &str, old: &LockedEntity, new: &LockedEntity) {
        let what = changed(
            &format!("the revision of `{name}`"),
            &old.revision.to_string(),
            &new.revision.to_string(),
        );
        if new.revision < old.revision {
            self.stranding(what, "stored items are newer than that, and are not read");
        } else if new.revision > old.revision {
            self.harmless(what);
        }
        if new.oldest_revision > old.oldest_revision {
            let what = format!("the oldest revision of `{name}` that is read is {} now", new.oldest_revision);
            self.stranding(
                what,
                "older items are not read any more; upgrade them all first, with `upgrade_all`",
            );
        }
    }

    fn templates(&mut self, what: &str, old: &LockedTemplates, new: &LockedTemplates, stranded: &str) {
        if (&old.pk, &old.sk) != (&new.pk, &new.sk) {
            self.stranding(changed(what, &old.written(), &new.written()), stranded);
        } else if old.parts != new.parts {
            let parts = format!("the parts of {what}");
            self.stranding(changed(&parts, &old.parts.join("; "), &new.parts.join("; ")), stranded);
        }
    }

    fn attributes(&mut self, entity: &str, old: &LockedEntity, new: &LockedEntity) {
        let mut push = |what: String, stranded: &str| {
            if new.upgrades(old) {
                self.harmless(what + ", and stored items are upgraded");
            } else {
                self.stranding(
                    what,
                    format!("{stranded}; raise `revision` and write a step that upgrades them"),
                );
            }
        };
        let of = |name: &str| format!("attribute `{name}` of `{entity}`");
        let mut harmless = Vec::new();
        for (name, now) in &new.attributes {
            match old.attributes.get(name) {
                Some(before) if before == now => {}
                Some(before) if now.strip_suffix(OPTIONAL) == Some(before) => {
                    harmless.push(format!("{} may be missing now", of(name)));
                }
                Some(before) if before.strip_suffix(OPTIONAL) == Some(now) => {
                    push(
                        format!("{} must be there now", of(name)),
                        "stored items that lack it cannot be read",
                    );
                }
                Some(before) => push(
                    changed(&of(name), before, now),
                    "what is stored in it may not be read, or not as what was meant",
                ),
                None if now.ends_with(OPTIONAL) => {
                    harmless.push(format!("{} is new, and may be missing", of(name)))
                }
                None => {
                    push(format!("{} is new", of(name)), "stored items do not have it, and cannot be read")
                }
            }
        }
        for name in old.attributes.keys().filter(|name| !new.attributes.contains_key(*name)) {
            push(format!("{} is gone", of(name)), "what is stored in it is not read");
        }
        for what in harmless {
            self.harmless(what);
        }
    }

    fn unique(&mut self, entity: &str, old: &LockedEntity, new: &LockedEntity) {
        let of = |prefix: &str| format!("the guards `{prefix}…` of `{entity}`");
        for (prefix, now) in &new.unique {
            match old.unique.get(prefix) {
                Some(before) if before == now => {}
                Some(before) => self.stranding(
                    changed(&of(prefix), before, now),
                    "those of stored items are of the old values; run `claim_unique`",
                ),
                None => self.stranding(
                    format!("{} are new", of(prefix)),
                    "stored items have none; run `claim_unique`",
                ),
            }
        }
        for prefix in old.unique.keys().filter(|prefix| !new.unique.contains_key(*prefix)) {
            let stranded = "they stay in the table, and `claim_unique` does not know them; delete them";
            self.stranding(format!("{} are gone", of(prefix)), stranded);
        }
    }
}

fn changed(what: &str, old: &str, new: &str) -> String {
    format!("{what} changed from {old} to {new}")
}

impl LockedKey {
    fn written(&self) -> String {
        match &self.sk {
            Some(sk) => format!("{}, {sk}", self.pk),
            None => self.pk.clone(),
        }
    }
}

impl LockedIndex {
    fn written(&self) -> String {
        let local = if self.local { ", local" } else { "" };
        self.key.written() + local
    }
}

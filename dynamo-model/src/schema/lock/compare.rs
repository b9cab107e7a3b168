//! What a change of a design does to items that are stored already.

use std::collections::BTreeMap;

use super::changes::{Changes, changed};
use super::compare_entity::Pair;
use super::entity::LockedEntity;
use super::{Lock, LockedIndex, LockedKey, LockedVector, SchemaChange};

impl Lock {
    /// Compares an old state of a design with a new one: first what strands stored items, then what does not.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// # struct Order { id: u32, note: Option<String> }
    /// use dynamo_model::schema::Lock;
    ///
    /// let now = Shop::SCHEMA.to_lock();
    /// assert!(now.changes_to(&now).is_empty());
    ///
    /// let before: Lock = now.to_string().replace("\"String, optional\"", "\"String\"").parse()?;
    /// let changes: Vec<String> = before.changes_to(&now).iter().map(ToString::to_string).collect();
    /// assert_eq!(changes, ["attribute `note` of `Order` may be missing now"]);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    #[must_use]
    pub fn changes_to(&self, new: &Self) -> Vec<SchemaChange> {
        let mut changes = Changes::default();
        let new = &new.with_type_names_of(self);
        changes.table(self, new);
        for (name, index) in &new.indexes {
            changes.index(name, self.indexes.get(name), index);
        }
        for name in self.indexes.keys().filter(|name| !new.indexes.contains_key(*name)) {
            changes.harmless(format!("index `{name}` is gone"));
        }
        let known = self.known(new);
        for (name, entity) in &new.entities {
            match known.get(name.as_str()) {
                Some(old) => {
                    let pair = Pair { name, old, new: entity };
                    changes.entity(&pair);
                    changes.index_keys(&pair, self, new);
                }
                None => changes.harmless(format!("entity `{name}` is new")),
            }
        }
        changes.types(self, new, &known);
        let kept: Vec<&str> = known.values().map(|old| old.tag.as_str()).collect();
        for (name, old) in self.entities.iter().filter(|(_, old)| !kept.contains(&old.tag.as_str())) {
            let stranded = format!(
                "stored items whose tag is \"{}\" are of no entity any more; delete them with the entity as it was",
                old.tag
            );
            changes.stranding(format!("entity `{name}` is gone"), stranded);
        }
        changes.sorted()
    }

    /// Finds what each new entity was: that of the same tag, by which items are told apart, or else of the same name.
    fn known<'l>(&'l self, new: &'l Self) -> BTreeMap<&'l str, &'l LockedEntity> {
        let by_tag = |entity: &LockedEntity| self.entities.values().find(|old| old.tag == entity.tag);
        let is_another = |old: &LockedEntity| new.entities.values().any(|entity| entity.tag == old.tag);
        let by_name = |name: &String| self.entities.get(name).filter(|old| !is_another(old));
        let old = |(name, entity): (&'l String, &'l LockedEntity)| {
            Some((name.as_str(), by_tag(entity).or_else(|| by_name(name))?))
        };
        new.entities.iter().filter_map(old).collect()
    }
}

impl Changes {
    fn table(&mut self, old: &Lock, new: &Lock) {
        if old.table != new.table {
            let what = changed("the table", &old.table, &new.table);
            self.stranding(what, "its items are where they were; copy them to the new one");
        }
        if old.key != new.key {
            let what = changed("the key of the table", &old.key.written(), &new.key.written());
            let stranded = "the key of a table cannot change, and its items stay behind in the old one; copy them to \
                            a new table";
            self.stranding(what, stranded);
        }
        self.entity_type(old, new);
        self.revision_attribute(old.revision.as_deref(), new.revision.as_deref());
        self.ttl(old.ttl.as_deref(), new.ttl.as_deref());
    }

    fn entity_type(&mut self, old: &Lock, new: &Lock) {
        match (old.entity_type.as_deref(), new.entity_type.as_deref()) {
            (Some(before), Some(now)) if before != now => {
                let stranded = format!(
                    "stored items say in `{before}` which entity they are, and are not found to be any; keep the name, \
                     with `entity_type = \"{before}\"`"
                );
                self.stranding(changed("the entity-type attribute", before, now), stranded);
            }
            (None, Some(now)) if new.adopts => self.harmless(format!(
                "the table has an entity-type attribute `{now}` now, and adopts the items that do not have it"
            )),
            (None, Some(now)) => self.stranding(
                format!("the table has an entity-type attribute `{now}` now"),
                "stored items do not have it; let the table `adopt` them",
            ),
            (Some(before), None) => self.harmless(format!(
                "the table has no entity-type attribute `{before}` any more: keys tell what items are"
            )),
            (Some(name), Some(_)) if old.adopts && !new.adopts => {
                let stranded = "those that have not been written since are found to be of no entity; keep `adopt`, or put \
                                them anew first";
                self.stranding(format!("the table does not adopt items without `{name}` any more"), stranded);
            }
            (Some(name), Some(_)) if new.adopts && !old.adopts => {
                self.harmless(format!("the table adopts items without `{name}` now"));
            }
            _ => {}
        }
    }

    fn revision_attribute(&mut self, old: Option<&str>, new: Option<&str>) {
        match (old, new) {
            (Some(before), Some(now)) if before != now => {
                let stranded = format!(
                    "stored items are taken for such of revision 1; keep the name, with `revision = \"{before}\"`"
                );
                self.stranding(changed("the revision attribute", before, now), stranded);
            }
            (None, Some(now)) => self.harmless(format!(
                "the table has a revision attribute `{now}` now: items without it are of the first revision"
            )),
            (Some(before), None) => {
                self.harmless(format!("the table has no revision attribute `{before}` any more"));
            }
            _ => {}
        }
    }

    fn ttl(&mut self, old: Option<&str>, new: Option<&str>) {
        match (old, new) {
            (Some(before), Some(now)) if before != now => {
                let stranded = format!(
                    "stored items have their time in `{before}`, and do not expire; raise `revision`, move it in a \
                     step, and run `upgrade_all`"
                );
                self.stranding(changed("the attribute of time to live", before, now), stranded);
            }
            (None, Some(now)) => {
                self.harmless(format!("the table has an attribute of time to live, `{now}`, now"))
            }
            (Some(before), None) => {
                self.harmless(format!("items do not expire any more by the time in `{before}`"))
            }
            _ => {}
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
        if old.vector != new.vector {
            let written = |index: &LockedIndex| match &index.vector {
                Some(vector) => vector.written(),
                None => "nothing".to_owned(),
            };
            let what = changed(&format!("what index `{name}` compares"), &written(old), &written(new));
            self.stranding(what, "an index cannot change; make one of another name");
        }
        if old.holds != new.holds {
            let what = changed(&format!("what index `{name}` holds"), &old.holds, &new.holds);
            self.harmless(what + ": the index has to be made anew");
        }
    }
}

impl LockedKey {
    fn written(&self) -> String {
        match &self.sk {
            Some(sk) => format!("{}, {sk}", self.pk),
            None => self.pk.clone(),
        }
    }
}

impl LockedVector {
    fn written(&self) -> String {
        let Self { attribute, dimensions, distance, filters } = self;
        let filters = filters.as_ref().map(|filters| format!(", filtered by {filters}")).unwrap_or_default();
        format!("{attribute}, {dimensions} numbers, {distance}{filters}")
    }
}

impl LockedIndex {
    fn written(&self) -> String {
        let local = if self.local { ", local" } else { "" };
        self.key.written() + local
    }
}

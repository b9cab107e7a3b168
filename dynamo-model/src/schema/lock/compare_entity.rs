//! What a change of an entity does to its items.

use std::collections::BTreeMap;

use super::changes::{Changes, changed};
use super::compare_fields::fields;
use super::entity::{LockedEntity, LockedTemplates};
use super::entries::FLATTENED;
use super::managed::DELETED;

/// An entity as it was and as it is.
pub(super) struct Pair<'l> {
    pub(super) name: &'l str,
    pub(super) old: &'l LockedEntity,
    pub(super) new: &'l LockedEntity,
}

/// An attribute of an entity, or all that is flattened into it.
pub(super) fn attribute_of(entity: &str, attribute: &str) -> String {
    if attribute == FLATTENED {
        flattened_into(entity)
    } else {
        format!("attribute `{attribute}` of `{entity}`")
    }
}

pub(super) fn flattened_into(name: &str) -> String {
    format!("what is flattened into `{name}`")
}

impl Changes {
    pub(super) fn entity(&mut self, pair: &Pair<'_>) {
        let Pair { name, old, new } = pair;
        if old.tag != new.tag {
            let what = changed(&format!("the tag of `{name}`"), &old.tag, &new.tag);
            let stranded = format!(
                "stored items have the old one, and are not found to be such; keep it, with `tag = \"{}\"`",
                old.tag
            );
            self.stranding(what, stranded);
        }
        self.revision(pair);
        self.keys(pair);
        self.attributes(pair);
        self.managed(pair);
        self.unique(pair);
    }

    fn revision(&mut self, Pair { name, old, new }: &Pair<'_>) {
        let what = changed(
            &format!("the revision of `{name}`"),
            &old.revision.to_string(),
            &new.revision.to_string(),
        );
        if new.revision < old.revision {
            self.stranding(what, "stored items are newer than that, and are not read; raise it again");
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

    fn keys(&mut self, Pair { name, old, new }: &Pair<'_>) {
        let stranded = format!(
            "stored items keep their old keys, `get({name}::key(…))` no longer finds them; put them anew under the new \
             keys"
        );
        self.templates(&format!("the primary key of `{name}`"), &old.key, &new.key, &stranded);
    }

    pub(super) fn templates(
        &mut self,
        what: &str,
        old: &LockedTemplates,
        new: &LockedTemplates,
        stranded: &str,
    ) {
        if (&old.pk, &old.sk) != (&new.pk, &new.sk) && new.takes_what(old) {
            let changed = changed(what, &old.written(), &new.written());
            self.harmless(changed + ": keys stay as they are, and more values have one");
        } else if (&old.pk, &old.sk) != (&new.pk, &new.sk) {
            self.stranding(changed(what, &old.written(), &new.written()), stranded);
        } else if old.parts != new.parts {
            let parts = format!("the parts of {what}");
            self.stranding(changed(&parts, &old.parts.join("; "), &new.parts.join("; ")), stranded);
        }
    }

    fn attributes(&mut self, Pair { name, old, new }: &Pair<'_>) {
        // What an attribute was read from is still in the key, which is compared by itself.
        let is_in_keys = |attribute: &String| {
            !new.attributes.contains_key(attribute)
                && new.templates().any(|made| made.has(attribute))
                && old.templates().any(|made| made.has(attribute))
        };
        let (in_keys, before): (BTreeMap<_, _>, BTreeMap<_, _>) =
            old.attributes.clone().into_iter().partition(|(attribute, _)| is_in_keys(attribute));
        for attribute in in_keys.keys() {
            self.harmless(format!("{} is in keys only now", attribute_of(name, attribute)));
        }
        let was_in_keys = |attribute: &String| {
            !old.attributes.contains_key(attribute) && old.templates().any(|made| made.has(attribute))
        };
        let (from_keys, now): (BTreeMap<_, _>, BTreeMap<_, _>) =
            new.attributes.clone().into_iter().partition(|(attribute, _)| was_in_keys(attribute));
        for attribute in from_keys.keys() {
            let what = format!("{} is new", attribute_of(name, attribute));
            let loss = "stored items may have it in keys only, and it is not read from those any more";
            self.of_attributes(what, loss, new.upgrades(old));
        }
        for change in fields(&before, &now, |attribute| attribute_of(name, attribute)) {
            match change.loss {
                Some(loss) => self.of_attributes(change.what, loss, new.upgrades(old)),
                None => self.harmless(change.what),
            }
        }
    }

    fn managed(&mut self, Pair { name, old, new }: &Pair<'_>) {
        for (role, now) in &new.managed {
            let what = format!("{role} of `{name}`");
            match old.managed.get(role) {
                Some(before) if before == now => {}
                Some(before) if role.names_an_attribute() => {
                    self.of_attributes(changed(&what, before, now), role.loss(), new.upgrades(old));
                }
                Some(before) => {
                    self.harmless(changed(&what, before, now) + ": stored items keep what they have");
                }
                None => self.harmless(format!("{what} is {now} now")),
            }
        }
        for (role, before) in old.managed.iter().filter(|(role, _)| !new.managed.contains_key(*role)) {
            let what = format!("{role} of `{name}`, {before}, is kept no more");
            if *role == DELETED {
                self.stranding(what, "items that were deleted softly are read again; delete them first");
            } else {
                self.harmless(what);
            }
        }
    }

    fn unique(&mut self, Pair { name, old, new }: &Pair<'_>) {
        let of = |prefix: &str| format!("the guards `{prefix}…` of `{name}`");
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

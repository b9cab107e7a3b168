use super::SchemaChange;

/// The differences found so far.
#[derive(Default)]
pub(super) struct Changes(Vec<SchemaChange>);

impl Changes {
    pub(super) fn harmless(&mut self, what: String) {
        self.0.push(SchemaChange::harmless(what));
    }

    pub(super) fn stranding(&mut self, what: String, stranded: impl Into<String>) {
        self.0.push(SchemaChange::stranding(what, stranded));
    }

    /// Adds a change of what attributes hold, which a step upgrades.
    pub(super) fn of_attributes(&mut self, what: String, stranded: &str, upgraded: bool) {
        if upgraded {
            self.harmless(what + UPGRADED);
        } else {
            self.stranding(what, format!("{stranded}; {UPGRADE}"));
        }
    }

    /// Returns them, first what strands stored items.
    pub(super) fn sorted(mut self) -> Vec<SchemaChange> {
        self.0.sort_by_key(|change| !change.strands());
        self.0
    }
}

/// What to do about stored items that are not read as they were.
pub(super) const UPGRADE: &str = "raise `revision` and write a step that upgrades them";
pub(super) const UPGRADED: &str = ", and stored items are upgraded";

pub(super) fn changed(what: &str, old: &str, new: &str) -> String {
    format!("{what} changed from {old} to {new}")
}

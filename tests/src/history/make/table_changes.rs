//! Tables that change while they are in use, are listed and labelled.

use std::collections::BTreeMap;

use dynamo_model::request::{
    BillingMode, KeyKind, ListTables, StreamUpdate, StreamView, TableClass, Throughput, UpdateTable,
};

use super::Maker;
use super::designs::{Design, INDEXED, KINDS, defined};
use crate::history::{Step, TableStep};

/// The global indexes a table comes to have.
const MOST_INDEXES: usize = 5;
const VIEWS: [StreamView; 4] =
    [StreamView::KeysOnly, StreamView::NewImage, StreamView::OldImage, StreamView::NewAndOldImages];

impl Maker {
    /// Changes a table, and what is known of it.
    pub(super) fn update_table(&mut self) -> Step {
        if self.is_faulty() {
            return self.broken_change();
        }
        let number = self.rng.usize(..self.tables.len());
        let mut table = self.tables[number].clone();
        // A token may come again only while its tables are the same.
        self.tokens.clear();
        self.recent.clear();
        let request = match self.rng.usize(..20) {
            0..8 if table.request.global_indexes.len() < MOST_INDEXES => self.add_index(&mut table),
            0..13 if !table.request.global_indexes.is_empty() => self.delete_index(&mut table),
            13 | 14 => self.change_billing(&mut table),
            15 | 16 => self.switch_stream(&mut table),
            17 => self.change_class(&mut table),
            _ => {
                let protected = self.rng.bool();
                return self.set_protection(number, protected);
            }
        };
        if table.exists {
            self.tables[number] = table;
        }
        Step::OfTable(TableStep::Update(request))
    }

    /// Protects a table from being deleted, or not any more.
    pub(super) fn set_protection(&mut self, number: usize, protected: bool) -> Step {
        let table = &mut self.tables[number];
        if table.exists {
            table.request.deletion_protection = protected;
        }
        let request = UpdateTable::new(table.name()).with_deletion_protection(protected);
        Step::OfTable(TableStep::Update(request))
    }

    fn add_index(&mut self, table: &mut Design) -> UpdateTable {
        let free = |number: &usize| table.indexes().all(|index| index.name != format!("index-{number}"));
        let number = (0..).find(free).unwrap_or_default();
        let own = table.typed(&table.request.key);
        let mut kinds: BTreeMap<&str, KeyKind> =
            own.iter().map(|(name, kind)| (name.as_str(), *kind)).chain(INDEXED).collect();
        let mut index = self.index(number, &kinds);
        index.throughput = provisioned(table).map(|_| self.throughput());
        // What is defined keeps its type, what is not may have another than the values there are.
        for kind in kinds.values_mut() {
            if self.chance(8) {
                *kind = *self.one_of(&KINDS);
            }
        }
        let mut request = UpdateTable::new(table.name());
        for name in index.key.attributes() {
            let kind = kinds.get(name).copied().unwrap_or(KeyKind::S);
            request = request.with_attribute(name, kind);
            if table.kind_of(name).is_none() {
                table.request = table.request.clone().with_attribute(name, kind);
            }
        }
        table.request = table.request.clone().with_global_index(index.clone());
        request.creating_index(index)
    }

    fn delete_index(&mut self, table: &mut Design) -> UpdateTable {
        let place = self.rng.usize(..table.request.global_indexes.len());
        let index = table.request.global_indexes.remove(place);
        table.request = defined(table.request.clone());
        UpdateTable::new(table.name()).deleting_index(index.name)
    }

    /// Changes throughput or billing. Whoever begins to provision a table does so for all its indexes.
    fn change_billing(&mut self, table: &mut Design) -> UpdateTable {
        let mut request = UpdateTable::new(table.name());
        let throughput = self.throughput();
        let is_on_demand = provisioned(table).is_none();
        if is_on_demand {
            request = request.with_billing(BillingMode::Provisioned(throughput));
        } else if self.rng.bool() {
            request = request.with_billing(BillingMode::OnDemand);
        } else {
            request = request.with_throughput(throughput);
        }
        let stays = request.billing != Some(BillingMode::OnDemand);
        for index in &mut table.request.global_indexes {
            if is_on_demand || stays && self.rng.bool() {
                index.throughput = Some(throughput);
                request = request.with_index_throughput(index.name.clone(), throughput);
            } else if !stays {
                index.throughput = None;
            }
        }
        table.request.billing =
            if stays { BillingMode::Provisioned(throughput) } else { BillingMode::OnDemand };
        request
    }

    fn switch_stream(&mut self, table: &mut Design) -> UpdateTable {
        let on = table.request.stream.is_none().then(|| *self.one_of(&VIEWS));
        table.request.stream = on;
        UpdateTable::new(table.name()).with_stream(on.map_or(StreamUpdate::Disable, StreamUpdate::Enable))
    }

    fn change_class(&mut self, table: &mut Design) -> UpdateTable {
        let class = *self.one_of(&[TableClass::Standard, TableClass::InfrequentAccess]);
        table.request.class = Some(class);
        UpdateTable::new(table.name()).with_class(class)
    }

    /// Makes a throughput that is hardly ever the one there is.
    fn throughput(&mut self) -> Throughput {
        Throughput { read: 1 + self.rng.u64(..1000), write: 1 + self.rng.u64(..1000) }
    }

    pub(super) fn list_tables(&mut self) -> Step {
        let mut request = ListTables::new();
        request.limit = *self.one_of(&[None, Some(1), Some(2), Some(100)]);
        if self.rng.bool() {
            request = request.starting_after(*self.one_of(&["t-0", "t-1", "t-00", "zzz"]));
        }
        if self.is_faulty() {
            request.limit = Some(*self.one_of(&[0, 101]));
        }
        Step::OfTable(TableStep::List(request))
    }

    /// Puts labels on a table, takes some off, or reads them.
    pub(super) fn label(&mut self) -> Step {
        let table = self.table().name();
        let mut tags = BTreeMap::new();
        for _ in 0..1 + self.rng.usize(..3) {
            let key = (*self.one_of(&["team", "stage", "ö", ""])).to_owned();
            tags.insert(key, (*self.one_of(&["", "a", "b"])).to_owned());
        }
        if !self.is_faulty() {
            tags.remove("");
            tags.entry("team".to_owned()).or_default();
        }
        Step::OfTable(match self.rng.usize(..4) {
            0 => TableStep::Untag(table, tags.into_keys().filter(|key| !key.is_empty()).collect()),
            1 | 2 => TableStep::Tag(table, tags),
            _ => TableStep::ListTags(table),
        })
    }
}

/// Returns the throughput of a table that does not pay by request.
pub(super) fn provisioned(table: &Design) -> Option<Throughput> {
    match table.request.billing {
        BillingMode::Provisioned(throughput) => Some(throughput),
        BillingMode::OnDemand => None,
    }
}

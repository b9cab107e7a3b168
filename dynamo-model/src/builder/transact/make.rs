//! How the request of a transaction is made.

use super::guards::{check_count, guards_with};
use super::{Made, Moment, Time, Transact};
use crate::builder::Binding;
use crate::builder::guarded::{GuardWrite, joined};
use crate::entity::Table;
use crate::error::Result;
use crate::limits::{check_transacted, check_transaction, find_repeated};
use crate::request::check::repeated;
use crate::request::{TableName, TransactWrite, TransactWriteItems};
use crate::time::seconds;

impl<T: Table, B: Binding> Transact<T, B> {
    /// Makes the writes, at one time.
    pub(super) fn moment(&self) -> Moment {
        let time = match &self.time {
            Time::At(time) => *time,
            Time::First { here, .. } if self.token.is_some() => *here.get_or_init(|| self.bound.time()),
            Time::First { .. } => self.bound.time(),
        };
        Moment { time, made: self.writes.iter().map(|named| (named.write)(time)).collect() }
    }

    pub(super) fn make(&self, moment: &Moment, guards: &[GuardWrite]) -> Result<TransactWriteItems> {
        check_count(self.writes.len(), guards.len())?;
        let table = self.bound.table_name(T::SCHEMA.name);
        let in_place =
            |(place, made)| transacted::<T>(&table, made).map_err(|error| error.context(self.name(place)));
        let mut writes: Vec<TransactWrite> =
            moment.made.iter().enumerate().map(in_place).collect::<Result<_>>()?;
        let now = seconds(moment.time);
        writes.extend(guards.iter().map(|guard| guard.request::<T>(&table, now)));
        let mut request = TransactWriteItems::new(writes);
        request.token = self.token.clone();
        check_transaction(&request)?;
        Ok(request)
    }

    pub(super) fn name(&self, place: usize) -> String {
        let what = self.writes.get(place).map_or("", |named| &named.what);
        format!("write {} of {}, {what}", place + 1, self.writes.len())
    }

    /// The writes of guards, which come after the others: no two of all are of one item.
    pub(super) fn guards(&self, moment: &Moment) -> Result<Vec<GuardWrite>> {
        let mut all = Vec::new();
        for (place, (named, made)) in self.writes.iter().zip(&moment.made).enumerate() {
            let effect = named.effect.as_ref().map_err(Clone::clone);
            let guards = effect.and_then(|effect| guards_with::<T>(effect.as_ref(), made));
            all.extend(guards.map_err(|error| error.context(self.name(place)))?);
        }
        let joined = joined(all);
        self.check_once(moment, joined.as_deref().unwrap_or_default())?;
        joined
    }

    /// Refuses two writes of one item, as the service does without a word on which they are.
    fn check_once(&self, moment: &Moment, guards: &[GuardWrite]) -> Result<()> {
        let own = moment.made.iter().enumerate();
        let own = own.filter_map(|(place, made)| Some((place, made.as_ref().ok()?.0.subject())));
        let guards_keys =
            guards.iter().enumerate().map(|(place, guard)| (self.writes.len() + place, guard.key()));
        let Some((one, other)) = find_repeated::<T>(own.chain(guards_keys)) else { return Ok(()) };
        let name =
            |place: usize| match place.checked_sub(self.writes.len()).and_then(|place| guards.get(place)) {
                Some(write) => write.guard.name(),
                None => self.name(place),
            };
        Err(repeated().with_detail(format!(
            "{}, and {}, are of one item; keep one, with all that is to be done and, by `only_if`, all that is required",
            name(one),
            name(other)
        )))
    }
}

fn transacted<T: Table>(table: &TableName, made: &Made) -> Result<TransactWrite> {
    let (action, condition) = made.clone()?;
    let mut write = TransactWrite::new(table.clone(), action).returning_item_on_failure();
    write.condition = condition;
    check_transacted(&write, T::SCHEMA)?;
    Ok(write)
}

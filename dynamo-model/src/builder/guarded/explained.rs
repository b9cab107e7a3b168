use super::{After, Before, Effect, transaction_over};
use crate::builder::single::SingleWrite;
use crate::entity::{Record, Table, key_of};
use crate::error::Result;
use crate::explain::{Explain, Explanation, Repeated, explain_transaction};
use crate::request::{GetItem, ReturnValues, TableName};

/// Says what a write sends: of an entity with unique fields, a transaction with its guards, and the reads before and after.
/// If the guards before it are not known, there may be some: they go, or expire at another time.
pub(in crate::builder) fn explained<E: Record, W: SingleWrite + Explain>(
    name: &TableName,
    now: i64,
    write: W,
    effect: Option<Effect>,
) -> Result<Explanation> {
    let table = <E::Table as Table>::SCHEMA;
    let Some(effect) = effect else { return Ok(write.explain(table)) };
    let returns = write.returns();
    let (reads_first, reads_last) = (effect.reads_first(returns), returns == ReturnValues::AllNew);
    let is_known = matches!(effect.before, Before::Given(_));
    let key = key_of::<E::Table>(write.target().view(), None);
    let read = GetItem::new(name.clone(), key).consistent().explain(table).steps;
    let repeated = Repeated { table, name };
    let others = match effect.after {
        After::Kept => repeated.put_guard("unique value"),
        After::Gone | After::These(_) => repeated.delete_guard("unique value that is given up"),
    };
    let transaction = transaction_over::<E, W>(name, now, write, Some(effect), None)?;
    let mut all = Explanation::default();
    all.steps.extend(read.iter().filter(|_| reads_first).cloned());
    // The entity comes first, and then its guards.
    all.steps.extend(explain_transaction(&transaction, table, 1).steps);
    all.steps.extend((!is_known).then_some(others));
    all.steps.extend(read.into_iter().filter(|_| reads_last));
    Ok(all)
}

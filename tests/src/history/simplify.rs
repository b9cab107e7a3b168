//! Simpler requests of the same kind.

use dynamo_model::expr::{Condition, Update};
use dynamo_model::request::{Action, ReturnCapacity, ReturnValues, TransactWrite, UpdateTable, Write};
use dynamo_model::value::Item;

use super::time::START;
use super::{Step, TableStep};

/// Returns requests with one thing less.
pub(super) fn candidates(step: &Step) -> Vec<Step> {
    let mut all = Vec::new();
    let mut offer = |change: &dyn Fn(&mut Step)| {
        let mut simpler = step.clone();
        change(&mut simpler);
        if simpler != *step {
            all.push(simpler);
        }
    };
    offer(&plain_condition);
    offer(&plain_answer);
    offer(&no_metrics);
    offer(&whole_pages);
    offer(&no_limit);
    offer(&least_limit);
    offer(&no_index);
    offer(&no_stream);
    all.extend(smaller_parts(step));
    all.extend(smaller_changes(step));
    all
}

fn plain_condition(step: &mut Step) {
    match step {
        Step::Put(request) => request.condition = None,
        Step::Update(request) => request.condition = None,
        Step::Delete(request) => request.condition = None,
        Step::Query(request) => request.filter = None,
        Step::Scan(request) => request.filter = None,
        _ => {}
    }
}

fn plain_answer(step: &mut Step) {
    let nothing = ReturnCapacity::None;
    match step {
        Step::Put(request) => {
            (request.return_values, request.return_capacity) = (ReturnValues::None, nothing)
        }
        Step::Update(request) => {
            (request.return_values, request.return_capacity) = (ReturnValues::None, nothing)
        }
        Step::Delete(request) => {
            (request.return_values, request.return_capacity) = (ReturnValues::None, nothing)
        }
        Step::Get(request) => request.return_capacity = nothing,
        Step::Query(request) => request.return_capacity = nothing,
        Step::Scan(request) => request.return_capacity = nothing,
        Step::BatchGet(request) => request.return_capacity = nothing,
        Step::BatchWrite(request) => request.return_capacity = nothing,
        Step::TransactGet(request) => request.return_capacity = nothing,
        Step::TransactWrite(request) => request.return_capacity = nothing,
        _ => {}
    }
}

fn no_metrics(step: &mut Step) {
    match step {
        Step::Put(request) => request.return_collection_metrics = false,
        Step::Update(request) => request.return_collection_metrics = false,
        Step::Delete(request) => request.return_collection_metrics = false,
        Step::BatchWrite(request) => request.return_collection_metrics = false,
        Step::TransactWrite(request) => request.return_collection_metrics = false,
        _ => {}
    }
}

fn whole_pages(step: &mut Step) {
    match step {
        Step::Query(request) => {
            (request.projection, request.select, request.exclusive_start_key) = (None, None, None);
        }
        Step::Scan(request) => {
            (request.projection, request.select, request.segment) = (None, None, None);
        }
        Step::Get(request) => request.projection = None,
        _ => {}
    }
}

fn no_limit(step: &mut Step) {
    match step {
        Step::Query(request) => request.limit = None,
        Step::Scan(request) => request.limit = None,
        _ => {}
    }
}

fn least_limit(step: &mut Step) {
    match step {
        Step::Query(request) => request.limit = request.limit.map(|_| 1),
        Step::Scan(request) => request.limit = request.limit.map(|_| 1),
        _ => {}
    }
}

/// Takes the last index out of a table's definition.
fn no_index(step: &mut Step) {
    if let Step::CreateTable(request) = step {
        if request.local_indexes.pop().is_none() {
            request.global_indexes.pop();
        }
        let indexes = request.global_indexes.iter().chain(&request.local_indexes);
        let keys = indexes.map(|index| &index.key).chain([&request.key]);
        let used: Vec<String> = keys.flat_map(|key| key.attributes().map(str::to_owned)).collect();
        request.attributes.retain(|attribute| used.contains(&attribute.name));
    }
}

fn no_stream(step: &mut Step) {
    if let Step::CreateTable(request) = step {
        request.stream = None;
    }
}

/// Returns changes of a table with one thing less.
fn smaller_changes(step: &Step) -> Vec<Step> {
    let Step::OfTable(TableStep::Update(request)) = step else { return Vec::new() };
    let without: [&dyn Fn(&mut UpdateTable); 6] = [
        &|change| change.index_updates.clear(),
        &|change| change.attributes.clear(),
        &|change| (change.billing, change.throughput) = (None, None),
        &|change| change.stream = None,
        &|change| change.class = None,
        &|change| change.deletion_protection = None,
    ];
    let smaller = without.into_iter().map(|leave_out| {
        let mut smaller = request.clone();
        leave_out(&mut smaller);
        smaller
    });
    smaller
        .filter(|smaller| smaller != request)
        .map(|smaller| Step::OfTable(TableStep::Update(smaller)))
        .collect()
}

/// Returns requests with one attribute, clause, write or read less.
fn smaller_parts(step: &Step) -> Vec<Step> {
    let mut all = Vec::new();
    match step {
        Step::Put(request) => all.extend(smaller_items(&request.item).into_iter().map(|item| {
            let mut simpler = request.clone();
            simpler.item = item;
            Step::Put(simpler)
        })),
        Step::Update(request) => all.extend(smaller_updates(&request.update).into_iter().map(|update| {
            let mut simpler = request.clone();
            simpler.update = update;
            Step::Update(simpler)
        })),
        Step::TransactWrite(request) => all.extend(shorter(&request.writes, simpler_writes).map(|writes| {
            let mut simpler = request.clone();
            simpler.writes = writes;
            Step::TransactWrite(simpler)
        })),
        Step::TransactGet(request) => all.extend(shorter(&request.gets, |_| Vec::new()).map(|gets| {
            let mut simpler = request.clone();
            simpler.gets = gets;
            Step::TransactGet(simpler)
        })),
        Step::Stream(look) => all.extend(look.simpler().into_iter().map(Step::Stream)),
        Step::BatchWrite(request) => {
            for (table, writes) in &request.tables {
                all.extend(shorter(writes, simpler_puts).map(|writes| {
                    let mut simpler = request.clone();
                    simpler.tables.insert(table.clone(), writes);
                    simpler.tables.retain(|_, writes| !writes.is_empty());
                    Step::BatchWrite(simpler)
                }));
            }
        }
        Step::BatchGet(request) => {
            for (table, wanted) in &request.tables {
                all.extend(shorter(&wanted.keys, |_| Vec::new()).map(|keys| {
                    let mut simpler = request.clone();
                    if let Some(wanted) = simpler.tables.get_mut(table) {
                        wanted.keys = keys;
                    }
                    simpler.tables.retain(|_, wanted| !wanted.keys.is_empty());
                    Step::BatchGet(simpler)
                }));
            }
        }
        _ => {}
    }
    all.extend(smaller_conditions(step));
    all
}

/// Returns lists with one element less, or with one element simpler.
fn shorter<T: Clone>(list: &[T], simpler: impl Fn(&T) -> Vec<T>) -> impl Iterator<Item = Vec<T>> {
    let mut all = Vec::new();
    for place in 0..list.len() {
        let mut rest = list.to_vec();
        rest.remove(place);
        all.push(rest);
        for one in simpler(&list[place]) {
            let mut changed = list.to_vec();
            changed[place] = one;
            all.push(changed);
        }
    }
    all.into_iter()
}

fn smaller_items(item: &Item) -> Vec<Item> {
    let names: Vec<String> = item.iter().map(|(name, _)| name.to_owned()).collect();
    let without = |name: &String| {
        let mut smaller = item.clone();
        smaller.remove(name);
        smaller
    };
    names.iter().map(without).chain(long_expired(item)).collect()
}

/// Returns the item with a time that has passed when the history starts: then no time has to pass.
fn long_expired(item: &Item) -> Option<Item> {
    let mut expired = item.clone();
    expired.insert("ttl", START.as_secs() - 1);
    (item.contains("ttl") && expired != *item).then_some(expired)
}

fn smaller_updates(update: &Update) -> Vec<Update> {
    let (sets, removes, adds, deletes) =
        (update.sets().len(), update.removes().len(), update.adds().len(), update.deletes().len());
    (0..sets + removes + adds + deletes).map(|left_out| without_clause(update, left_out)).collect()
}

fn without_clause(update: &Update, left_out: usize) -> Update {
    let mut place = 0;
    let mut kept = || {
        place += 1;
        place != left_out + 1
    };
    let mut smaller = Update::new();
    for set in update.sets().iter().filter(|_| kept()) {
        smaller = smaller.with_set(set.clone());
    }
    for path in update.removes().iter().filter(|_| kept()) {
        smaller = smaller.remove(path.clone());
    }
    for (path, value) in update.adds().iter().filter(|_| kept()) {
        smaller = smaller.add(path.clone(), value);
    }
    for (path, value) in update.deletes().iter().filter(|_| kept()) {
        smaller = smaller.delete(path.clone(), value);
    }
    smaller
}

fn simpler_writes(write: &TransactWrite) -> Vec<TransactWrite> {
    let mut unconditional = write.clone();
    unconditional.condition = None;
    let smaller = match &write.action {
        Action::Put(item) => smaller_items(item).into_iter().map(Action::Put).collect(),
        Action::Update(key, update) => {
            smaller_updates(update).into_iter().map(|update| Action::Update(key.clone(), update)).collect()
        }
        Action::Delete(_) | Action::Check(_) => Vec::new(),
    };
    let smaller = smaller.into_iter().map(|action| {
        let mut simpler = write.clone();
        simpler.action = action;
        simpler
    });
    std::iter::once(unconditional).filter(|simpler| simpler != write).chain(smaller).collect()
}

fn simpler_puts(write: &Write) -> Vec<Write> {
    match write {
        Write::Put(item) => smaller_items(item).into_iter().map(Write::Put).collect(),
        Write::Delete(_) => Vec::new(),
    }
}

fn smaller_conditions(step: &Step) -> Vec<Step> {
    let condition = match step {
        Step::Put(request) => &request.condition,
        Step::Update(request) => &request.condition,
        Step::Delete(request) => &request.condition,
        Step::Query(request) => &request.filter,
        Step::Scan(request) => &request.filter,
        _ => &None,
    };
    let parts = match condition {
        Some(Condition::And(left, right) | Condition::Or(left, right)) => vec![left, right],
        Some(Condition::Not(inner)) => vec![inner],
        _ => Vec::new(),
    };
    parts.into_iter().map(|part| with_condition(step, part)).collect()
}

fn with_condition(step: &Step, condition: &Condition) -> Step {
    let mut step = step.clone();
    match &mut step {
        Step::Put(request) => request.condition = Some(condition.clone()),
        Step::Update(request) => request.condition = Some(condition.clone()),
        Step::Delete(request) => request.condition = Some(condition.clone()),
        Step::Query(request) => request.filter = Some(condition.clone()),
        Step::Scan(request) => request.filter = Some(condition.clone()),
        _ => {}
    }
    step
}

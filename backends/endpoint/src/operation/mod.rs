//! The operations, each in a file of its own: what a request is made of, how it is read, and what the answer is.

mod batch_get_item;
mod batch_write_item;
mod create_table;
mod definition;
mod delete_item;
mod delete_table;
mod describe_endpoints;
mod describe_limits;
mod describe_stream;
mod describe_table;
mod describe_time_to_live;
mod description;
mod encryption;
mod get_item;
mod get_records;
mod get_shard_iterator;
mod list_streams;
mod list_tables;
mod list_tags_of_resource;
mod page;
mod put_item;
mod query;
mod resource;
mod returns;
mod scan;
mod search_vectors;
mod tag_resource;
mod transact_get_items;
mod transact_write_items;
mod untag_resource;
mod update_item;
mod update_table;
mod update_time_to_live;
mod vector;

use std::pin::Pin;

use dynamo_lmdb::Lmdb;
use dynamo_model::expr::{Condition, Written};
use dynamo_model::{Error, ErrorKind, Result, Validation};
use serde::Serialize;

use crate::fault::Fault;
use crate::legacy::Expected;
use crate::wire::read::Members;
use crate::wire::shape::Member;
use crate::wire::stage::Newer;
use crate::wire::{constraint, typing};

/// An operation of the service.
pub(crate) struct Operation {
    /// What the target header calls it.
    pub(crate) name: &'static str,
    service: Service,
    /// Whether it changes nothing and answers with items.
    pub(crate) reads_items: bool,
    /// What its requests are made of. Violations are reported in this order.
    members: &'static [Member],
    /// How the newer of the service's layers checks it, if it does.
    newer: Option<Newer>,
    run: for<'r> fn(Call<'r>) -> Answering<'r>,
}

/// What the part of a target header before the name says.
enum Service {
    Tables,
    Streams,
}

impl Service {
    fn target(&self) -> &'static str {
        match self {
            Self::Tables => "DynamoDB_20120810",
            Self::Streams => "DynamoDBStreams_20120810",
        }
    }
}

/// An answer under way: JSON, or nothing at all where the service says nothing.
type Answering<'r> = Pin<Box<dyn Future<Output = Result<Vec<u8>, Fault>> + Send + 'r>>;

/// A request that was checked, and what it is about.
#[derive(Clone, Copy)]
pub(crate) struct Call<'r> {
    pub(crate) engine: &'r Lmdb,
    pub(crate) members: Members<'r>,
    /// What the members were read from.
    pub(crate) body: &'r [u8],
    /// Where the request was sent to, as its header says.
    pub(crate) host: Option<&'r str>,
}

impl<'r> Call<'r> {
    /// Reads a part of a write of one item: most of what can be wrong with it comes in an envelope.
    fn enveloped<T>(self, read: impl FnOnce(Self) -> Result<T, Fault>) -> Result<T, Fault> {
        read(self).map_err(Fault::enveloped)
    }

    /// Reads the condition of a put or a delete, the rest of which is checked before what is wrong with it is told.
    fn condition(self, rest: impl FnOnce() -> Result<()>) -> Result<(Option<Condition>, Written), Fault> {
        let read = self.enveloped(|Self { members, .. }| {
            let expected = Expected::read(members)?.into_condition()?;
            let mut parser = members.parser()?;
            let text = members.text("ConditionExpression");
            let condition = text.map(|text| parser.condition(text)).transpose()?;
            Ok((condition.or(expected), parser.finish()?))
        });
        behind_the_rest(read, self.members, CONDITIONS, rest)
    }
}

/// What a condition is written with.
const CONDITIONS: &[&str] = &["Expected", "ConditionalOperator", "ConditionExpression"];

/// Returns what was read of a request's expressions. What else is wrong with a request that has some comes before what is
/// wrong with them; where nothing is, the engine checks the rest.
fn behind_the_rest<T>(
    read: Result<T, Fault>,
    members: Members<'_>,
    expressions: &[&str],
    rest: impl FnOnce() -> Result<()>,
) -> Result<T, Fault> {
    if read.is_err() && members.has_any(expressions) {
        rest()?;
    }
    read
}

/// Every operation there is. Others answer that they are unknown.
static OPERATIONS: &[&Operation] = &[
    &batch_get_item::OPERATION,
    &batch_write_item::OPERATION,
    &create_table::OPERATION,
    &delete_item::OPERATION,
    &delete_table::OPERATION,
    &describe_endpoints::OPERATION,
    &describe_limits::OPERATION,
    &describe_stream::OPERATION,
    &describe_table::OPERATION,
    &describe_time_to_live::OPERATION,
    &get_item::OPERATION,
    &get_records::OPERATION,
    &get_shard_iterator::OPERATION,
    &list_streams::OPERATION,
    &list_tables::OPERATION,
    &list_tags_of_resource::OPERATION,
    &put_item::OPERATION,
    &query::OPERATION,
    &scan::OPERATION,
    &search_vectors::OPERATION,
    &tag_resource::OPERATION,
    &transact_get_items::OPERATION,
    &transact_write_items::OPERATION,
    &untag_resource::OPERATION,
    &update_item::OPERATION,
    &update_table::OPERATION,
    &update_time_to_live::OPERATION,
];

impl Operation {
    /// Finds the operation that a target header names.
    ///
    /// # Errors
    ///
    /// `UnknownOperationException` if there is none.
    pub(crate) fn named(target: Option<&str>) -> Result<&'static Self, Fault> {
        let operation = target.and_then(|target| {
            let (service, name) = target.split_once('.')?;
            Self::by_name(name).filter(|operation| operation.service.target() == service)
        });
        operation.ok_or_else(Fault::unknown_operation)
    }

    /// Finds an operation by its name alone.
    pub(crate) fn by_name(name: &str) -> Option<&'static Self> {
        OPERATIONS.iter().find(|operation| operation.name == name).copied()
    }

    /// Checks a request and runs it.
    pub(crate) async fn answer(&self, call: Call<'_>) -> Result<Vec<u8>, Fault> {
        let validation = call.engine.validation();
        let Members(body) = call.members;
        let newer = self.newer.filter(|newer| newer.reads(body, self.members));
        let layer = validation.layer(newer.is_some());
        typing::check(body, self.members)?;
        constraint::check_subject(body, self.members, validation)?;
        constraint::check(body, self.members, layer, newer.map_or(&[], |newer| newer.stages))?;
        let is_left = self.newer.is_some() && newer.is_none();
        let older = is_left.then(|| call.engine.clone().worded(Validation::Classic));
        let call = Call { engine: older.as_ref().unwrap_or(call.engine), ..call };
        (self.run)(call).await.map_err(|fault| fault.in_layer(layer))
    }
}

/// Writes an answer.
fn json(answer: &impl Serialize) -> Result<Vec<u8>, Fault> {
    serde_json::to_vec(answer).map_err(|error| {
        Error::new(ErrorKind::Internal, "cannot write an answer as JSON").with_source(error).into()
    })
}

#[cfg(test)]
mod tests;

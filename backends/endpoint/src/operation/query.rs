use dynamo_model::Backend as _;
use dynamo_model::expr::KeyCondition;
use dynamo_model::request::Query;

use super::page::Page;
use super::{Answering, Call, Operation, Service};
use crate::fault::Fault;
use crate::legacy::shape::{ATTRIBUTES_TO_GET, CONDITIONAL_OPERATOR, CONDITIONS};
use crate::legacy::{self, KeyConditions, attributes_to_get, mixed};
use crate::wire::read::Members;
use crate::wire::shape::{
    FLAG, ITEM, LIMIT, NAMES, NEW, RETURN_CAPACITY, SELECT, TABLE, TEXT, optional, required,
};
use crate::wire::stage::{Newer, Stage};

pub(super) static OPERATION: Operation = Operation {
    name: "Query",
    service: Service::Tables,
    reads_items: true,
    members: &[
        optional("Select", &SELECT),
        optional("IndexName", &NEW),
        optional("ReturnConsumedCapacity", &RETURN_CAPACITY),
        optional("QueryFilter", &CONDITIONS),
        required("TableName", &TABLE),
        optional("ConditionalOperator", &CONDITIONAL_OPERATOR),
        optional("AttributesToGet", &ATTRIBUTES_TO_GET),
        optional("Limit", &LIMIT),
        optional("KeyConditions", &CONDITIONS),
        optional("ExclusiveStartKey", &ITEM),
        optional("ConsistentRead", &FLAG),
        optional("ScanIndexForward", &FLAG),
        optional("KeyConditionExpression", &TEXT),
        optional("FilterExpression", &TEXT),
        optional("ProjectionExpression", &TEXT),
        optional("ExpressionAttributeNames", &NAMES),
        optional("ExpressionAttributeValues", &ITEM),
    ],
    newer: Some(Newer {
        needs: &["TableName"],
        stages: &[Stage::Members(&["TableName", "ReturnConsumedCapacity"]), Stage::Own(check_operator)],
    }),
    run,
};

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let (request, is_indexable) = request(call)?;
        if !is_indexable {
            let checked = call.engine.check_query_keys(&request);
            checked.map_err(|error| legacy::reworded(call.members, error))?;
            return Err(legacy::not_indexable());
        }
        let mut page = Page::of(request.select);
        let output = call.engine.query_each(&request, &mut |item| page.add(item)).await;
        let output = output.map_err(|error| legacy::reworded(call.members, error))?;
        let (last, consumed) = (&output.last_evaluated_key, &output.consumed_capacity);
        page.end(output.count, output.scanned_count, last.as_ref(), consumed.as_ref())
    })
}

/// Checks what joins the conditions of a filter: it comes before what to select.
fn check_operator(members: Members<'_>) -> Result<(), Fault> {
    if members.get("ConditionalOperator").is_none() {
        return Ok(());
    }
    mixed::QUERY.check(members)?;
    legacy::check_operator(members, "QueryFilter")
}

/// Reads the query, and whether keys can be found by its conditions.
fn request(call: Call<'_>) -> Result<(Query, bool), Fault> {
    let members = call.members;
    mixed::QUERY.check(members)?;
    let query_filter = legacy::filter(members, "QueryFilter")?;
    let attributes = attributes_to_get(members)?;
    let start_key = members.query_start_key()?;
    if !members.has_any(&["KeyConditionExpression", "KeyConditions"]) {
        return Err(Fault::validation(
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
        ));
    }
    let mut parser = members.parser()?;
    let condition =
        members.text("KeyConditionExpression").map(|text| parser.key_condition(text)).transpose()?;
    let filter = members.text("FilterExpression").map(|text| parser.filter(text)).transpose()?;
    let projection = members.text("ProjectionExpression").map(|text| parser.projection(text)).transpose()?;
    let written = parser.finish()?;
    let (condition, is_indexable) = match condition {
        Some(condition) => (KeyCondition::try_from(condition)?, true),
        None => {
            let read = KeyConditions::read(members)?;
            (read.condition, read.are_indexable)
        }
    };
    let mut request = Query::new(members.table(), condition);
    request.written = Some(written);
    request.index = members.owned("IndexName");
    request.filter = filter.or(query_filter);
    request.projection = projection.or(attributes);
    request.select = members.select();
    request.limit = members.count("Limit");
    request.consistent_read = members.flag("ConsistentRead").unwrap_or_default();
    request.scan_forward = members.flag("ScanIndexForward").unwrap_or(true);
    request.exclusive_start_key = start_key;
    request.return_capacity = members.return_capacity();
    Ok((request, is_indexable))
}

use dynamo_model::Backend as _;
use dynamo_model::request::check::check_segment;
use dynamo_model::request::{Scan, Segment};

use super::page::Page;
use super::{Answering, Call, Operation, Service};
use crate::fault::Fault;
use crate::legacy::shape::{ATTRIBUTES_TO_GET, CONDITIONAL_OPERATOR, CONDITIONS};
use crate::legacy::{self, attributes_to_get, mixed};
use crate::wire::read::Members;
use crate::wire::shape::{
    Bounds, FLAG, ITEM, LIMIT, NAMES, NEW, RETURN_CAPACITY, SELECT, Shape, TABLE, TEXT, Width, optional,
    required,
};

pub(super) static OPERATION: Operation = Operation {
    name: "Scan",
    service: Service::Tables,
    reads_items: true,
    members: &[
        optional("Select", &SELECT),
        optional("IndexName", &NEW),
        optional("TotalSegments", &TOTAL),
        optional("ReturnConsumedCapacity", &RETURN_CAPACITY),
        required("TableName", &TABLE),
        optional("ConditionalOperator", &CONDITIONAL_OPERATOR),
        optional("ScanFilter", &CONDITIONS),
        optional("Segment", &SEGMENT),
        optional("Limit", &LIMIT),
        optional("AttributesToGet", &ATTRIBUTES_TO_GET),
        optional("ExclusiveStartKey", &ITEM),
        optional("ConsistentRead", &FLAG),
        optional("FilterExpression", &TEXT),
        optional("ProjectionExpression", &TEXT),
        optional("ExpressionAttributeNames", &NAMES),
        optional("ExpressionAttributeValues", &ITEM),
    ],
    newer: None,
    run,
};

static SEGMENT: Shape = Shape::Integer(Width::Integer, Bounds { least: 0, most: 999_999 });
static TOTAL: Shape = Shape::Integer(Width::Integer, Bounds { least: 1, most: 1_000_000 });

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let request = request(call)?;
        let mut page = Page::of(request.select);
        let output = call.engine.scan_each(&request, &mut |item| page.add(item)).await;
        let output = output.map_err(|error| legacy::reworded(call.members, error))?;
        let (last, consumed) = (&output.last_evaluated_key, &output.consumed_capacity);
        page.end(output.count, output.scanned_count, last.as_ref(), consumed.as_ref())
    })
}

fn request(call: Call<'_>) -> Result<Scan, Fault> {
    let members = call.members;
    mixed::SCAN.check(members)?;
    let attributes = attributes_to_get(members)?;
    let scan_filter = legacy::filter(members, "ScanFilter")?;
    let start_key = members.start_key()?;
    let segment = segment(members)?;
    let mut parser = members.parser()?;
    let mut request = Scan::new(members.table());
    let filter = members.text("FilterExpression").map(|text| parser.filter(text)).transpose()?;
    let projection = members.text("ProjectionExpression").map(|text| parser.projection(text)).transpose()?;
    request.filter = filter.or(scan_filter);
    request.projection = projection.or(attributes);
    request.written = Some(parser.finish()?);
    request.index = members.owned("IndexName");
    request.select = members.select();
    request.limit = members.count("Limit");
    request.consistent_read = members.flag("ConsistentRead").unwrap_or_default();
    request.segment = segment;
    request.exclusive_start_key = start_key;
    request.return_capacity = members.return_capacity();
    Ok(request)
}

fn segment(members: Members<'_>) -> Result<Option<Segment>, Fault> {
    match (members.count("Segment"), members.count("TotalSegments")) {
        (None, None) => Ok(None),
        (Some(number), Some(total)) => {
            let segment = Segment { number, total };
            check_segment(segment)?;
            Ok(Some(segment))
        }
        (Some(_), None) => Err(Fault::validation(
            "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
        )),
        (None, Some(_)) => Err(Fault::validation(
            "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
        )),
    }
}

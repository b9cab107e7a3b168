mod form;
mod typed;

use dynamo_model::expr::{Condition, Projection, Written};
use dynamo_model::request::check::{Constraint, check_search_condition};
use dynamo_model::request::{Found, SearchVectors};
use dynamo_model::value::{DynamoJson, ItemRef};
use dynamo_model::{Backend as _, Error};
use serde::Serialize;

use self::form::Form;
use super::{Answering, Call, Operation, Service, behind_the_rest, json};
use crate::fault::Fault;
use crate::wire::read::{self, Members};
use crate::wire::shape::{
    Bounds, ITEM, Member, NAMES, NEW, RETURN_CAPACITY, Rules, Shape, TABLE, TEXT, VALUES, Width, optional,
    required,
};
use crate::wire::stage::{Newer, Stage};
use crate::wire::write::{self, VectorBytes};
use crate::wire::{constraint, typing};

pub(super) static OPERATION: Operation = Operation {
    name: "SearchVectors",
    service: Service::Tables,
    reads_items: true,
    // They are checked behind the form of the request, which is looked at in words of its own.
    members: &[],
    newer: Some(Newer::PLAIN),
    run,
};

static MEMBERS: &[Member] = &[
    required("TableName", &TABLE),
    required("IndexName", &NEW),
    required("SearchVector", &VECTOR),
    required("TopK", &TOP),
    optional(CONDITION, &TEXT),
    optional(PROJECTION, &TEXT),
    optional(NAMES_OF, &NAMES),
    optional(VALUES_OF, &ITEM),
    optional("ReturnConsumedCapacity", &RETURN_CAPACITY),
];
static VECTOR: Shape = Shape::Ruled(Rules::Of(&[Constraint::ShortestLength(1)]), &VALUES);
/// Too many are told in words of their own.
static TOP: Shape = Shape::Integer(Width::Integer, Bounds::POSITIVE);
const CONDITION: &str = "SearchConditionExpression";
const PROJECTION: &str = "ProjectionExpression";
const NAMES_OF: &str = "ExpressionAttributeNames";
const VALUES_OF: &str = "ExpressionAttributeValues";
const EXPRESSIONS: &[&str] = &[CONDITION, PROJECTION, NAMES_OF, VALUES_OF];

/// What other programs look at than the one that reads searches.
const STAGES: &[Stage] = &[Stage::Bare(&["TableName", "ReturnConsumedCapacity"])];

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let output = call.engine.search_vectors(request(call)?).await?;
        json(&Answer {
            search_results: output.results.iter().map(Scored::of).collect(),
            consumed_capacity: output.consumed_capacity.map(VectorBytes::of),
        })
    })
}

fn request(call: Call<'_>) -> Result<SearchVectors, Fault> {
    let members = call.members;
    let form = Form::read(call.body)?;
    typing::check(members.0, MEMBERS)?;
    constraint::check(members.0, MEMBERS, call.engine.validation().layer(true), STAGES)?;
    let index = members.text("IndexName").unwrap_or_default();
    let mut request = SearchVectors::new(members.table(), index, form.vector());
    request.top_k = members.count("TopK").unwrap_or_default();
    request.return_capacity = members.return_capacity();
    let read = behind_the_rest(expressions(members, &form), members, EXPRESSIONS, || request.check());
    let (condition, projection, written) = read?;
    request.condition = condition;
    request.projection = projection;
    request.written = Some(written);
    Ok(request)
}

fn expressions(
    members: Members<'_>,
    form: &Form,
) -> Result<(Option<Condition>, Option<Projection>, Written), Fault> {
    for (placeholder, Members(json)) in members.entries(VALUES_OF) {
        form.check_type(placeholder)?;
        read::value(json)?.check().map_err(Error::from)?;
    }
    let mut parser = members.parser()?;
    parser.check_filled()?;
    let condition = members.text(CONDITION).map(|text| parser.search_condition(text)).transpose()?;
    condition.as_ref().map_or(Ok(()), check_search_condition)?;
    let projection = members.text(PROJECTION).map(|text| parser.projection(text)).transpose()?;
    Ok((condition, projection, parser.finish()?))
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<'o> {
    search_results: Vec<Scored<'o>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumed_capacity: Option<VectorBytes>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Scored<'o> {
    item: DynamoJson<ItemRef<'o>>,
    score: f64,
}

impl<'o> Scored<'o> {
    fn of(found: &'o Found) -> Self {
        Self { item: write::item(&found.item), score: found.score }
    }
}

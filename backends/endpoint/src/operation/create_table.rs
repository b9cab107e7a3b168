use dynamo_model::Backend as _;
use dynamo_model::request::{BillingMode, CreateTable, TableDescription};
use serde::Serialize;

use super::definition::{
    ATTRIBUTES, BILLING, CLASS, INDEXES, KEY, LOCAL_INDEXES, ON_DEMAND_THROUGHPUT, STREAM, TAGS, THROUGHPUT,
    WARM_THROUGHPUT,
};
use super::description::Described;
use super::{Answering, Call, Operation, definition, json};
use crate::fault::Fault;
use crate::wire::read::Members;
use crate::wire::shape::{FLAG, NEW_SUBJECT, optional, required};

pub(super) static OPERATION: Operation = Operation {
    name: "CreateTable",
    members: &[
        required("AttributeDefinitions", &ATTRIBUTES),
        required("TableName", &NEW_SUBJECT),
        required("KeySchema", &KEY),
        optional("GlobalSecondaryIndexes", &INDEXES),
        optional("LocalSecondaryIndexes", &LOCAL_INDEXES),
        optional("BillingMode", &BILLING),
        optional("TableThroughputMode", &BILLING),
        optional("ProvisionedThroughput", &THROUGHPUT),
        optional("OnDemandThroughput", &ON_DEMAND_THROUGHPUT),
        optional("WarmThroughput", &WARM_THROUGHPUT),
        optional("StreamSpecification", &STREAM),
        optional("TableClass", &CLASS),
        optional("DeletionProtectionEnabled", &FLAG),
        optional("Tags", &TAGS),
    ],
    renewed: false,
    run,
};

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let created = call.engine.create_table(request(call.members)?).await?;
        json(&Answer::of(&created))
    })
}

fn request(members: Members<'_>) -> Result<CreateTable, Fault> {
    let table = members.table();
    let billing = billing(members)?;
    let mut request = CreateTable::new(table, definition::key(members)?);
    request.billing = billing;
    request.on_demand_throughput = definition::on_demand_throughput(members).unwrap_or_default();
    request.warm_throughput = definition::warm_throughput(members).unwrap_or_default();
    request.attributes = definition::attributes(members);
    request.local_indexes = definition::indexes(members, "LocalSecondaryIndexes")?;
    request.global_indexes = definition::indexes(members, "GlobalSecondaryIndexes")?;
    request.stream = definition::stream(members)?;
    request.class = definition::class(members)?.unwrap_or_default();
    request.deletion_protection = members.flag("DeletionProtectionEnabled").unwrap_or_default();
    request.tags = definition::tags(members)?;
    Ok(request)
}

fn billing(members: Members<'_>) -> Result<BillingMode, Fault> {
    match (definition::billing_mode(members), definition::throughput(members)) {
        (Some("PAY_PER_REQUEST"), None) => Ok(BillingMode::OnDemand),
        (Some("PAY_PER_REQUEST"), Some(_)) => Err(Fault::validation(
            "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
        )),
        (_, Some(throughput)) => Ok(BillingMode::Provisioned(throughput)),
        (_, None) => Err(Fault::validation(
            "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
        )),
    }
}

/// A table that was made, changed or deleted.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Answer<'t> {
    table_description: Described<'t>,
}

impl<'t> Answer<'t> {
    pub(super) fn of(table: &'t TableDescription) -> Self {
        Self { table_description: Described::of(table) }
    }

    pub(super) fn of_deleted(table: &'t TableDescription) -> Self {
        Self { table_description: Described::of_deleted(table) }
    }
}

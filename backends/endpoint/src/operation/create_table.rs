use dynamo_lmdb::{Lmdb, TablePart};
use dynamo_model::Backend as _;
use dynamo_model::request::{BillingMode, CreateTable};
use serde::Serialize;

use super::definition::{
    ATTRIBUTES, BILLING, CLASS, INDEXES, KEY, LOCAL_INDEXES, ON_DEMAND_THROUGHPUT, STREAM, TAGS, THROUGHPUT,
    WARM_THROUGHPUT,
};
use super::description::Described;
use super::{Answering, Call, Operation, Service, definition, encryption, json, vector};
use crate::fault::Fault;
use crate::wire::read::Members;
use crate::wire::shape::{FLAG, NEW_SUBJECT, optional, required};

pub(super) static OPERATION: Operation = Operation {
    name: "CreateTable",
    service: Service::Tables,
    reads_items: false,
    members: &[
        required("AttributeDefinitions", &ATTRIBUTES),
        required("TableName", &NEW_SUBJECT),
        required("KeySchema", &KEY),
        optional(GLOBAL, &INDEXES),
        optional(LOCAL, &LOCAL_INDEXES),
        optional("VectorIndexes", &vector::INDEXES),
        optional("BillingMode", &BILLING),
        optional("TableThroughputMode", &BILLING),
        optional("ProvisionedThroughput", &THROUGHPUT),
        optional("OnDemandThroughput", &ON_DEMAND_THROUGHPUT),
        optional("WarmThroughput", &WARM_THROUGHPUT),
        optional("StreamSpecification", &STREAM),
        optional("SSESpecification", &encryption::SPECIFICATION),
        optional("TableClass", &CLASS),
        optional("DeletionProtectionEnabled", &FLAG),
        optional("Tags", &TAGS),
    ],
    newer: None,
    run,
};

/// What comes with operations that there are not yet.
const LATER: &[&str] = &["ResourcePolicy"];

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let created = call.engine.create_table(request(call.members)?).await?;
        json(&Answer::from(Described::of_created(&created)))
    })
}

/// Reads a request part by part and checks each before the next is read, so that what is wrong first is told, whether it
/// can be written as a request at all or not.
fn request(members: Members<'_>) -> Result<CreateTable, Fault> {
    definition::check_supported(members, LATER)?;
    let mut request = CreateTable::new(members.table(), definition::unordered_key(members));
    request.billing = billing(members)?;
    request.on_demand_throughput = definition::on_demand_throughput(members).unwrap_or_default();
    request.warm_throughput = definition::warm_throughput(members).unwrap_or_default();
    Lmdb::check_part(&request, TablePart::Throughput)?;
    request.key = definition::key(members)?;
    request.encryption = encryption::read(members)?.unwrap_or_default();
    request.class = definition::class(members)?;
    request.deletion_protection = members.flag("DeletionProtectionEnabled").unwrap_or_default();
    request.tags = definition::tags(members)?;
    request.attributes = definition::attributes(members);
    request.local_indexes = definition::keys_of_indexes(members, LOCAL);
    request.global_indexes = definition::keys_of_indexes(members, GLOBAL);
    request.vector_indexes = vector::schemas(members);
    Lmdb::check_part(&request, TablePart::Keys)?;
    definition::check_list(members, LOCAL)?;
    // That there are no global indexes comes before definitions of no use, and otherwise behind local indexes.
    Lmdb::check_part(&request, TablePart::Definitions)
        .or_else(|error| definition::check_list(members, GLOBAL).and(Err(error.into())))?;
    request.local_indexes = definition::indexes(members, LOCAL, definition::keyed)?;
    Lmdb::check_part(&request, TablePart::LocalKeys)?;
    request.local_indexes = definition::indexes(members, LOCAL, definition::index)?;
    Lmdb::check_part(&request, TablePart::LocalIndexes)?;
    definition::check_list(members, GLOBAL)?;
    request.global_indexes = definition::indexes(members, GLOBAL, definition::keyed)?;
    Lmdb::check_part(&request, TablePart::GlobalKeys)?;
    request.global_indexes = definition::indexes(members, GLOBAL, definition::index)?;
    Lmdb::check_part(&request, TablePart::GlobalIndexes)?;
    request.vector_indexes = vector::indexes(members)?;
    Lmdb::check_part(&request, TablePart::Rest)?;
    request.stream = definition::stream(members, UNSEEN, SHOWN_BY_NONE)?.flatten();
    Ok(request)
}

const LOCAL: &str = "LocalSecondaryIndexes";
const GLOBAL: &str = "GlobalSecondaryIndexes";
const UNSEEN: &str = "Table is being created with a stream enabled, UpdateViewType is required";
const SHOWN_BY_NONE: &str =
    "Table is being created with a stream disabled, UpdateViewType should not be specified";

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

impl<'t> From<Described<'t>> for Answer<'t> {
    fn from(table_description: Described<'t>) -> Self {
        Self { table_description }
    }
}

use dynamo_model::Backend as _;
use dynamo_model::request::{BillingMode, IndexUpdate, OnDemandThroughput, StreamUpdate, UpdateTable};

use super::create_table::Answer;
use super::definition::{
    ATTRIBUTES, BILLING, CLASS, CREATED_INDEX, ON_DEMAND_THROUGHPUT, STREAM, THROUGHPUT, WARM_THROUGHPUT,
    attributes, billing_mode, check_supported, class, index, invalid, on_demand_throughput, stream,
    throughput, warm_throughput,
};
use super::description::Described;
use super::{Answering, Call, Operation, Service, encryption, json, vector};
use crate::fault::Fault;
use crate::wire::json::Json;
use crate::wire::read::Members;
use crate::wire::shape::{FLAG, SUBJECT, Shape, TEXT, optional, required};

pub(super) static OPERATION: Operation = Operation {
    name: "UpdateTable",
    service: Service::Tables,
    reads_items: false,
    members: &[
        optional("AttributeDefinitions", &ATTRIBUTES),
        required("TableName", &SUBJECT),
        optional("BillingMode", &BILLING),
        optional("TableThroughputMode", &BILLING),
        optional("ProvisionedThroughput", &THROUGHPUT),
        optional("OnDemandThroughput", &ON_DEMAND_THROUGHPUT),
        optional("WarmThroughput", &WARM_THROUGHPUT),
        optional(GLOBAL, &UPDATES),
        optional(VECTOR, &vector::UPDATES),
        optional("StreamSpecification", &STREAM),
        optional("SSESpecification", &encryption::SPECIFICATION),
        optional("TableClass", &CLASS),
        optional("DeletionProtectionEnabled", &FLAG),
    ],
    newer: None,
    run,
};

static UPDATES: Shape = Shape::List(&UPDATE);
static UPDATE: Shape = Shape::Structure(
    "GlobalSecondaryIndexUpdate",
    &[optional("Update", &CHANGED), optional("Create", &CREATED_INDEX), optional("Delete", &DELETED)],
);
static CHANGED: Shape = Shape::Structure(
    "UpdateGlobalSecondaryIndexAction",
    &[
        required("IndexName", &TEXT),
        optional("ProvisionedThroughput", &THROUGHPUT),
        optional("OnDemandThroughput", &ON_DEMAND_THROUGHPUT),
        optional("WarmThroughput", &WARM_THROUGHPUT),
    ],
);
static DELETED: Shape = Shape::Structure("DeleteGlobalSecondaryIndexAction", &[required("IndexName", &TEXT)]);

/// What comes with operations that there are not yet.
const LATER: &[&str] = &["ReplicaUpdates", "MultiRegionConsistency", "GlobalTableWitnessUpdates"];

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let request = request(call.members)?;
        let updated = call.engine.update_table(request.clone()).await?;
        json(&Answer::from(Described::of_changed(&updated, &request)))
    })
}

fn request(members: Members<'_>) -> Result<UpdateTable, Fault> {
    check_supported(members, LATER)?;
    let mut request = UpdateTable::new(members.table());
    request.attributes = attributes(members);
    for update in members.list(GLOBAL) {
        request.index_updates.extend(index_updates(update)?);
    }
    request.vector_index_updates = vector::updates(members)?;
    [GLOBAL, VECTOR].into_iter().try_for_each(|updates| check_index_updates(members, updates))?;
    let throughput = throughput(members);
    match (billing_mode(members), throughput) {
        (Some("PAY_PER_REQUEST"), _) => request.billing = Some(BillingMode::OnDemand),
        (Some(_), Some(throughput)) => request.billing = Some(BillingMode::Provisioned(throughput)),
        (Some(_), None) => {
            return Err(Fault::validation(
                "One or more parameter values were invalid: ProvisionedThroughput must be specified when BillingMode is PROVISIONED",
            ));
        }
        (None, _) => {}
    }
    request.throughput = throughput.filter(|_| !matches!(request.billing, Some(BillingMode::Provisioned(_))));
    request.on_demand_throughput = on_demand_throughput(members);
    request.warm_throughput = warm_throughput(members);
    request.stream = stream(members, UNSEEN, SHOWN_BY_NONE)?
        .map(|view| view.map_or(StreamUpdate::Disable, StreamUpdate::Enable));
    request.encryption = encryption::read(members)?;
    request.class = class(members)?;
    request.deletion_protection = members.flag("DeletionProtectionEnabled");
    Ok(request)
}

const GLOBAL: &str = "GlobalSecondaryIndexUpdates";
const VECTOR: &str = "VectorIndexUpdates";
const UNSEEN: &str = "If stream is being enabled then UpdateViewType is required";
const SHOWN_BY_NONE: &str = "If stream is being disabled, then UpdateViewType must not be specified";

/// Refuses a list of no changes next to changes; alone, it is as good as none.
fn check_index_updates(members: Members<'_>, updates: &str) -> Result<(), Fault> {
    let is_other = |name: &&str| !["AttributeDefinitions", "TableName", updates].contains(name);
    let others: Vec<&str> = OPERATION.members.iter().map(|member| member.name).filter(is_other).collect();
    match members.get(updates).map(Json::elements) {
        Some([]) if members.has_any(&others) => Err(invalid(&format!("List of {updates} is empty"))),
        _ => Ok(()),
    }
}

/// Reads what is to become of one index; the engine refuses what is more than one thing.
fn index_updates(members: Members<'_>) -> Result<Vec<IndexUpdate>, Fault> {
    let actions = ["Update", "Create", "Delete"].map(|action| members.inside(action));
    match actions {
        [Some(update), None, None] => Ok(changes(update)),
        [None, Some(created), None] => Ok(vec![IndexUpdate::Create(index(created)?)]),
        [None, None, Some(deleted)] => {
            Ok(vec![IndexUpdate::Delete(deleted.owned("IndexName").unwrap_or_default())])
        }
        [None, None, None] => Err(Fault::validation(
            "One or more parameter values were invalid: One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null",
        )),
        _ => Err(Fault::validation(
            "One or more parameter values were invalid: Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object",
        )),
    }
}

/// Reads changes of an index. Limits of nothing are changed if nothing is said to change.
fn changes(update: Members<'_>) -> Vec<IndexUpdate> {
    let name = update.owned("IndexName").unwrap_or_default();
    let changes = [
        throughput(update).map(|units| IndexUpdate::Throughput(name.clone(), units)),
        warm_throughput(update).map(|warm| IndexUpdate::Warm(name.clone(), warm)),
        on_demand_throughput(update).map(|most| IndexUpdate::OnDemand(name.clone(), most)),
    ];
    let changes: Vec<_> = changes.into_iter().flatten().collect();
    if changes.is_empty() {
        vec![IndexUpdate::OnDemand(name, OnDemandThroughput::default())]
    } else {
        changes
    }
}

use dynamo_model::Backend as _;
use dynamo_model::request::{BillingMode, IndexUpdate, UpdateTable};

use super::create_table::Answer;
use super::definition::{
    ATTRIBUTES, BILLING, CLASS, CREATED_INDEX, ON_DEMAND_THROUGHPUT, STREAM, THROUGHPUT, WARM_THROUGHPUT,
    attributes, billing_mode, class, index, on_demand_throughput, stream_update, throughput, warm_throughput,
};
use super::{Answering, Call, Operation, json};
use crate::fault::Fault;
use crate::wire::read::Members;
use crate::wire::shape::{FLAG, SUBJECT, Shape, TEXT, optional, required};

pub(super) static OPERATION: Operation = Operation {
    name: "UpdateTable",
    members: &[
        optional("AttributeDefinitions", &ATTRIBUTES),
        required("TableName", &SUBJECT),
        optional("BillingMode", &BILLING),
        optional("TableThroughputMode", &BILLING),
        optional("ProvisionedThroughput", &THROUGHPUT),
        optional("OnDemandThroughput", &ON_DEMAND_THROUGHPUT),
        optional("WarmThroughput", &WARM_THROUGHPUT),
        optional("GlobalSecondaryIndexUpdates", &UPDATES),
        optional("StreamSpecification", &STREAM),
        optional("TableClass", &CLASS),
        optional("DeletionProtectionEnabled", &FLAG),
    ],
    renewed: false,
    run,
};

static UPDATES: Shape = Shape::List(&UPDATE);
static UPDATE: Shape = Shape::Structure(
    "GlobalSecondaryIndexUpdate",
    &[optional("Update", &CHANGED), optional("Create", &CREATED_INDEX), optional("Delete", &DELETED)],
);
static CHANGED: Shape = Shape::Structure(
    "UpdateGlobalSecondaryIndexAction",
    &[required("IndexName", &TEXT), optional("ProvisionedThroughput", &THROUGHPUT)],
);
static DELETED: Shape = Shape::Structure("DeleteGlobalSecondaryIndexAction", &[required("IndexName", &TEXT)]);

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let updated = call.engine.update_table(request(call.members)?).await?;
        json(&Answer::of(&updated))
    })
}

fn request(members: Members<'_>) -> Result<UpdateTable, Fault> {
    let mut request = UpdateTable::new(members.table());
    request.attributes = attributes(members);
    for update in members.list("GlobalSecondaryIndexUpdates") {
        request.index_updates.push(index_update(update)?);
    }
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
    request.stream = stream_update(members)?;
    request.class = class(members)?;
    request.deletion_protection = members.flag("DeletionProtectionEnabled");
    Ok(request)
}

fn index_update(members: Members<'_>) -> Result<IndexUpdate, Fault> {
    if ["Update", "Create", "Delete"].into_iter().filter(|action| members.get(action).is_some()).count() > 1 {
        return Err(Fault::validation(
            "One or more parameter values were invalid: Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object",
        ));
    }
    if let Some(created) = members.inside("Create") {
        return Ok(IndexUpdate::Create(index(created)?));
    }
    if let Some(deleted) = members.inside("Delete") {
        return Ok(IndexUpdate::Delete(deleted.owned("IndexName").unwrap_or_default()));
    }
    let changed = members.inside("Update").and_then(|update| Some((update, throughput(update)?)));
    let Some((update, throughput)) = changed else {
        return Err(Fault::validation(
            "One or more parameter values were invalid: One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null",
        ));
    };
    Ok(IndexUpdate::Throughput(update.owned("IndexName").unwrap_or_default(), throughput))
}

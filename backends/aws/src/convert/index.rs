//! Secondary indexes.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{
    GlobalSecondaryIndex, GlobalSecondaryIndexDescription, IndexStatus, KeySchemaElement,
    LocalSecondaryIndex, LocalSecondaryIndexDescription, Projection, ProjectionType,
};
use dynamo_model::Result;
use dynamo_model::request::{
    BillingMode, IndexDefinition, IndexDescription, IndexProjection, TableStatus, Throughput,
};

use super::key::{key_schema, read_key_schema};
use super::settings::{on_demand_throughput, read_on_demand_throughput, warm_throughput};
use super::table::{count, decreases, read_throughput, read_warm, throughput};
use crate::error::unreadable;

/// Converts a global index to send.
pub(crate) fn global_index(index: &IndexDefinition) -> Result<GlobalSecondaryIndex, BuildError> {
    GlobalSecondaryIndex::builder()
        .index_name(&index.name)
        .set_key_schema(Some(key_schema(&index.key)?))
        .projection(projection(&index.projection))
        .set_provisioned_throughput(index.throughput.map(throughput).transpose()?)
        .set_on_demand_throughput(on_demand_throughput(index.on_demand_throughput))
        .set_warm_throughput(warm_throughput(index.warm_throughput))
        .build()
}

/// Converts a local index to send.
pub(crate) fn local_index(index: &IndexDefinition) -> Result<LocalSecondaryIndex, BuildError> {
    LocalSecondaryIndex::builder()
        .index_name(&index.name)
        .set_key_schema(Some(key_schema(&index.key)?))
        .projection(projection(&index.projection))
        .build()
}

/// Converts what an index holds.
pub(super) fn projection(projection: &IndexProjection) -> Projection {
    let builder = Projection::builder();
    match projection {
        IndexProjection::All => builder.projection_type(ProjectionType::All),
        IndexProjection::KeysOnly => builder.projection_type(ProjectionType::KeysOnly),
        IndexProjection::Include(names) => {
            let names = Some(names.clone()).filter(|names| !names.is_empty());
            builder.projection_type(ProjectionType::Include).set_non_key_attributes(names)
        }
    }
    .build()
}

/// Converts a global index of an answer.
pub(super) fn read_global(
    reported: &GlobalSecondaryIndexDescription,
    billing: BillingMode,
) -> Result<IndexDescription> {
    let mut definition = definition(reported.index_name(), reported.key_schema(), reported.projection())?;
    definition.throughput = match billing {
        BillingMode::OnDemand => None,
        BillingMode::Provisioned(_) => index_throughput(reported)?,
    };
    definition.on_demand_throughput = read_on_demand_throughput(reported.on_demand_throughput());
    let mut index = IndexDescription::of(definition);
    index.status = status(reported.index_status());
    index.backfilling = reported.backfilling().unwrap_or_default();
    index.arn = reported.index_arn().unwrap_or_default().to_owned();
    index.item_count = count(reported.item_count())?;
    index.size_bytes = count(reported.index_size_bytes())?;
    index.decreases_today = decreases(reported.provisioned_throughput())?;
    index.warm_throughput = warm(reported)?;
    Ok(index)
}

fn warm(reported: &GlobalSecondaryIndexDescription) -> Result<Option<Throughput>> {
    let warm = reported.warm_throughput();
    warm.map(|warm| read_warm(warm.read_units_per_second(), warm.write_units_per_second())).transpose()
}

fn index_throughput(reported: &GlobalSecondaryIndexDescription) -> Result<Option<Throughput>> {
    reported.provisioned_throughput().map(read_throughput).transpose()
}

/// Converts a local index of an answer. It comes and goes with its table, whose status it shares.
pub(super) fn read_local(
    reported: &LocalSecondaryIndexDescription,
    table: TableStatus,
) -> Result<IndexDescription> {
    let definition = definition(reported.index_name(), reported.key_schema(), reported.projection())?;
    let mut index = IndexDescription::of(definition);
    index.status = table;
    index.arn = reported.index_arn().unwrap_or_default().to_owned();
    index.item_count = count(reported.item_count())?;
    index.size_bytes = count(reported.index_size_bytes())?;
    Ok(index)
}

fn definition(
    name: Option<&str>,
    key: &[KeySchemaElement],
    projection: Option<&Projection>,
) -> Result<IndexDefinition> {
    let name = name.ok_or_else(|| unreadable("an index without a name"))?;
    let definition = IndexDefinition::new(name, read_key_schema(key)?);
    Ok(definition.with_projection(read_projection(projection)?))
}

/// Converts what an index holds, by an answer.
pub(super) fn read_projection(reported: Option<&Projection>) -> Result<IndexProjection> {
    let kind = reported.and_then(Projection::projection_type);
    match (kind, reported) {
        (Some(ProjectionType::All), _) => Ok(IndexProjection::All),
        (Some(ProjectionType::KeysOnly), _) => Ok(IndexProjection::KeysOnly),
        (Some(ProjectionType::Include), Some(include)) => {
            Ok(IndexProjection::Include(include.non_key_attributes().to_vec()))
        }
        _ => Err(unreadable("an index without a known projection")),
    }
}

/// Converts the state of an index.
pub(super) fn status(reported: Option<&IndexStatus>) -> TableStatus {
    match reported {
        Some(IndexStatus::Active) => TableStatus::Active,
        Some(IndexStatus::Creating) => TableStatus::Creating,
        Some(IndexStatus::Updating) => TableStatus::Updating,
        Some(IndexStatus::Deleting) => TableStatus::Deleting,
        _ => TableStatus::Inaccessible,
    }
}

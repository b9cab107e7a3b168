//! Settings with a few spellings. Defaults are not sent.

use aws_sdk_dynamodb::types::{
    ReturnConsumedCapacity, ReturnValue, ReturnValuesOnConditionCheckFailure, Select as AwsSelect,
};
use dynamo_model::request::{ReturnCapacity, ReturnValues, Select};

pub(crate) fn return_capacity(detail: ReturnCapacity) -> Option<ReturnConsumedCapacity> {
    match detail {
        ReturnCapacity::None => None,
        ReturnCapacity::Total => Some(ReturnConsumedCapacity::Total),
        ReturnCapacity::Indexes => Some(ReturnConsumedCapacity::Indexes),
    }
}

pub(crate) fn return_values(values: ReturnValues) -> Option<ReturnValue> {
    match values {
        ReturnValues::None => None,
        ReturnValues::AllOld => Some(ReturnValue::AllOld),
        ReturnValues::AllNew => Some(ReturnValue::AllNew),
        ReturnValues::UpdatedOld => Some(ReturnValue::UpdatedOld),
        ReturnValues::UpdatedNew => Some(ReturnValue::UpdatedNew),
    }
}

pub(crate) fn item_on_failure(wanted: bool) -> Option<ReturnValuesOnConditionCheckFailure> {
    wanted.then_some(ReturnValuesOnConditionCheckFailure::AllOld)
}

pub(crate) fn select(select: Select) -> AwsSelect {
    match select {
        Select::AllAttributes => AwsSelect::AllAttributes,
        Select::AllProjectedAttributes => AwsSelect::AllProjectedAttributes,
        Select::SpecificAttributes => AwsSelect::SpecificAttributes,
        Select::Count => AwsSelect::Count,
    }
}

//! Names and values of rendered expressions.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_model::expr::Renderer;

use super::value;

/// The placeholders of one request. Absent rather than empty: the service refuses empty maps.
pub(crate) struct Placeholders {
    pub(crate) names: Option<HashMap<String, String>>,
    pub(crate) values: Option<HashMap<String, AttributeValue>>,
}

impl From<Renderer> for Placeholders {
    fn from(renderer: Renderer) -> Self {
        let (names, values) = renderer.into_parts();
        let values = values.into_iter().map(|(name, value)| (name, value::from_owned(value)));
        Self { names: collect(names.into_iter()), values: collect(values) }
    }
}

fn collect<V>(entries: impl ExactSizeIterator<Item = (String, V)>) -> Option<HashMap<String, V>> {
    (entries.len() > 0).then(|| entries.collect())
}

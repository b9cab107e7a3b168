//! What writes of one item return.

/// Sets what a write of one item returns: each kind of request has the same fields for it.
macro_rules! set_returns {
    ($request:ident, $members:ident) => {
        $request.return_values = $members.return_values();
        $request.return_item_on_failure = $members.is("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
        $request.return_capacity = $members.return_capacity();
        $request.return_collection_metrics = $members.is("ReturnItemCollectionMetrics", "SIZE");
    };
}

pub(super) use set_returns;

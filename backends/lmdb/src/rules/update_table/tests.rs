use dynamo_model::request::{IndexDefinition, IndexProjection, KeyKind, KeySchema};

use super::*;
use crate::rules::delete_table;
use crate::rules::fixture::{request, table};
use crate::table::{Filled, Scope};

fn change() -> UpdateTable {
    UpdateTable::new("shop")
}

fn index(name: &str) -> IndexDefinition {
    IndexDefinition::new(name, KeySchema::new("new")).with_projection(IndexProjection::KeysOnly)
}

fn creating(name: &str) -> UpdateTable {
    change().with_attribute("new", KeyKind::S).creating_index(index(name))
}

/// The fixture's table while its index `one` is being filled.
fn filling() -> TableDef {
    let mut table = table();
    table.indexes.iter_mut().take(1).for_each(|index| index.filled = Filled::nothing());
    table
}

#[track_caller]
fn refused(request: &UpdateTable, table: &TableDef) -> Error {
    check(request).and_then(|()| check_table(request, table, 0)).unwrap_err()
}

#[track_caller]
fn passes(request: &UpdateTable, table: &TableDef) {
    check(request).and_then(|()| check_table(request, table, 0)).unwrap();
}

#[test]
fn while_an_index_is_filled_no_other_comes_or_goes_and_nothing_else_changes() {
    for request in [creating("new"), change().deleting_index("many")] {
        let error = refused(&request, &filling());
        assert!(error.is_limit_exceeded(), "{error}");
        assert_eq!(
            error.message(),
            "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table"
        );
    }
    passes(&change().deleting_index("one"), &filling());
    let throughput = Throughput { read: 9, write: 9 };
    for request in [
        change().with_deletion_protection(true),
        change().deleting_index("one").with_deletion_protection(true),
        change().with_index_throughput("many", throughput),
    ] {
        let error = refused(&request, &filling());
        assert!(error.is_in_use(), "{error}");
        let expected = "Attempt to change a resource which is still in use: Table is being updated: shop";
        assert_eq!(error.message(), expected);
    }
}

#[test]
fn a_table_stays_while_an_index_is_filled() {
    let error = delete_table::check_table(&filling()).unwrap_err();
    assert!(error.is_in_use(), "{error}");
    assert_eq!(
        error.message(),
        "Attempt to change a resource which is still in use: Cannot delete table while indexes are being created, \
         updated, or deleted."
    );
    assert!(delete_table::check_table(&table()).is_ok());
}

#[test]
fn a_21st_index_is_beyond_the_quota() {
    let twenty = (0..18).fold(request(), |request, number| {
        request.with_global_index(IndexDefinition::new(format!("by-{number}"), KeySchema::new("g")))
    });
    let error = refused(&creating("new"), &crate::rules::fixture::created(&twenty));
    assert!(error.is_limit_exceeded(), "{error}");
}

#[test]
fn an_index_name_is_free_only_if_no_index_has_it() {
    let mut local = table();
    local.indexes.iter_mut().take(1).for_each(|index| index.scope = Scope::Local);
    for table in [table(), local] {
        assert_eq!(
            refused(&creating("one"), &table).message(),
            "One or more parameter values were invalid: Index already exists: one"
        );
    }
}

#[test]
fn each_index_is_named_once_and_one_comes_or_goes() {
    let twice = creating("new").deleting_index("new");
    assert_eq!(
        refused(&twice, &table()).message(),
        "One or more parameter values were invalid: \
         Only one global secondary index update per index is allowed simultaneously. Index: new"
    );
    assert!(refused(&creating("new").deleting_index("one"), &table()).is_limit_exceeded());
}

#[test]
fn members_are_checked_like_those_of_a_new_table() {
    let short = change().with_attribute("new", KeyKind::S).creating_index(index("x"));
    assert_eq!(
        refused(&short, &table()).message(),
        "1 validation error detected: Value 'x' at 'globalSecondaryIndexUpdates.1.member.create.indexName' failed to \
         satisfy constraint: Member must have length greater than or equal to 3"
    );
    let undefined = change().creating_index(index("new"));
    assert_eq!(
        refused(&undefined, &table()).message(),
        "One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions"
    );
}

#[test]
fn no_throughput_goes_with_paying_by_request() {
    let units = Throughput { read: 1, write: 1 };
    let message = "One or more parameter values were invalid: \
                   Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST";
    assert_eq!(refused(&change().with_throughput(units), &table()).message(), message);
    let provisioned = request().with_billing(BillingMode::Provisioned(units));
    let provisioned = crate::rules::fixture::created(&provisioned);
    let both = change().with_billing(BillingMode::OnDemand).with_throughput(Throughput { read: 2, write: 1 });
    assert_eq!(refused(&both, &provisioned).message(), message);
    passes(&change().with_billing(BillingMode::OnDemand), &provisioned);
}

#[test]
fn an_index_to_delete_has_a_name_that_one_can_have() {
    assert_eq!(
        refused(&UpdateTable::new("shop").deleting_index("by"), &table()).message(),
        "IndexName must be at least 3 characters long and at most 255 characters long"
    );
}

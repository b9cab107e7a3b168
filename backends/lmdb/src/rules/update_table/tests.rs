use dynamo_model::request::{
    IndexDefinition, IndexProjection, KeyKind, KeySchema, OnDemandThroughput, TableClass, Throughput,
    WarmThroughput,
};

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
        change().deleting_index("one").with_billing(BillingMode::OnDemand),
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
fn attributes_of_a_new_key_without_a_definition_are_listed_unless_there_are_fewer_definitions() {
    let undefined = change().with_attribute("p", KeyKind::S).creating_index(index("new"));
    assert_eq!(
        refused(&undefined, &table()).message(),
        "One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. \
         Keys: [new], AttributeDefinitions: [p]"
    );
    let key = KeySchema::new("p").with_sort("new");
    let fewer = change().with_attribute("p", KeyKind::S).creating_index(IndexDefinition::new("new", key));
    assert_eq!(
        refused(&fewer, &table()).message(),
        "Invalid KeySchema: Some index key attribute have no definition"
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

#[track_caller]
fn invalid(request: &UpdateTable, table: &TableDef, message: &str) {
    let expected = format!("One or more parameter values were invalid: {message}");
    assert_eq!(refused(request, table).message(), expected);
}

#[test]
fn of_what_is_changed_alone_the_first_is_told() {
    let warm = WarmThroughput { read: Some(20_000), write: None };
    let mut request = change()
        .with_warm_throughput(warm)
        .with_deletion_protection(true)
        .with_class(TableClass::Standard)
        .with_encryption(Encryption::Managed);
    let apart = |what: &str| format!("{what} must be the only operation in the request");
    invalid(&request, &table(), &apart("Server-Side Encryption modification"));
    request.encryption = None;
    invalid(&request, &table(), &apart("TableClass modification"));
    request.class = None;
    invalid(&request, &table(), &apart("DeletionProtection modification"));
    request.deletion_protection = None;
    passes(&request, &table());
}

#[test]
fn billing_alone_goes_with_other_changes() {
    let units = Throughput { read: 1, write: 1 };
    let limits = OnDemandThroughput { max_read: Some(5), max_write: None };
    let (provisioned, on_demand) = (BillingMode::Provisioned(units), BillingMode::OnDemand);
    passes(&change().with_billing(on_demand).with_on_demand_throughput(limits), &table());
    passes(&change().with_billing(on_demand).with_stream(ON), &table());
    let streaming = "You cannot modify stream status while updating table IOPS";
    invalid(&change().with_billing(provisioned).with_stream(ON), &table(), streaming);
    let limited = "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request";
    invalid(&change().with_on_demand_throughput(limits).with_stream(ON), &table(), limited);
    let coming = "You cannot create or delete index while changing stream status";
    invalid(&creating("new").with_stream(ON), &table(), coming);
    let going = "You cannot create or delete index while updating table IOPS";
    invalid(&change().deleting_index("one").with_throughput(units), &table(), going);
}

const ON: StreamUpdate = StreamUpdate::Enable(dynamo_model::request::StreamView::KeysOnly);

#[test]
fn an_index_is_asked_for_something_that_suits_its_billing() {
    let nothing = OnDemandThroughput::default();
    let limits = OnDemandThroughput { max_read: None, max_write: Some(5) };
    let units = Throughput { read: 1, write: 1 };
    let mut provisioned = table();
    provisioned.billing = BillingMode::Provisioned(units);
    provisioned.indexes.iter_mut().for_each(|index| index.throughput = Some(units));
    let limited = |most| change().with_index_on_demand_throughput("one", most);
    passes(&limited(limits), &table());
    invalid(
        &limited(nothing),
        &table(),
        "The only Updates for index: one when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, \
         WarmThroughput",
    );
    invalid(
        &limited(nothing),
        &provisioned,
        "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: one",
    );
    invalid(
        &limited(OnDemandThroughput { max_read: Some(0), max_write: None }),
        &table(),
        "Requested MaxReadRequestUnits for OnDemandThroughput for index : one is outside of valid range",
    );
    let cold = WarmThroughput { read: None, write: Some(3_999) };
    invalid(
        &change().with_index_warm_throughput("one", cold),
        &table(),
        "Requested WriteUnitsPerSecond for WarmThroughput for index one is lower than current WarmThroughput, decreasing \
         WarmThroughput is not supported",
    );
    let unchanged = refused(&change().with_index_throughput("one", units), &provisioned);
    let expected = "The provisioned throughput for the index one will not change. The requested value equals the current \
                    value. Current ReadCapacityUnits provisioned for index one: 1. Requested ReadCapacityUnits: 1. ";
    assert!(unchanged.message().starts_with(expected), "{unchanged}");
}

#[test]
fn the_key_a_table_is_encrypted_with_is_not_asked_for_by_its_arn_again() {
    invalid(&change().with_encryption(Encryption::Owned), &table(), "Table is already encrypted by default");
    let mut encrypted = table();
    encrypted.encryption_key = Some("1234".to_owned());
    let by = |name: &str| change().with_encryption(Encryption::Key(name.to_owned()));
    invalid(
        &by("arn:aws:kms:us-east-1:000000000000:key/1234"),
        &encrypted,
        "Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change Master \
         Key",
    );
    for other in [by("1234"), by("alias/shop"), change().with_encryption(Encryption::Owned)] {
        passes(&other, &encrypted);
    }
}

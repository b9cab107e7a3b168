//! What is said of vector indexes that cannot be.

use dynamo_model::request::{
    BillingMode, CreateTable, Distance, IndexDefinition, IndexProjection, KeyKind, KeySchema, Throughput,
    UpdateTable, VectorIndex,
};
use dynamo_model::{Error, Result};

use super::{INDEX, by_colour, indexed};
use crate::Target;
use crate::kit::{refused, say_exactly};
use crate::target::plain;

const PROVISIONED: BillingMode = BillingMode::Provisioned(Throughput { read: 1, write: 1 });
const INVALID: &str = "One or more parameter values were invalid: ";

/// Requires what is said of tables that cannot be made.
async fn say(target: &Target, answers: &[(CreateTable, String)]) {
    for (request, message) in answers {
        say_exactly(&[(refused(target.backend().create_table(request.clone()).await), message)]);
    }
}

fn with(target: &Target, index: VectorIndex) -> CreateTable {
    plain(target.table_name(), KeyKind::S).with_vector_index(index)
}

pub async fn vector_indexes_are_of_on_demand_tables(target: &Target) -> Result<()> {
    let message = format!("{INVALID}Vector indexes are only supported for PAY_PER_REQUEST tables");
    let create = with(target, by_colour(Distance::Cosine)).with_billing(PROVISIONED);
    say(target, &[(create, message.clone())]).await;
    let table = target.create(|name| plain(name, KeyKind::S).with_billing(PROVISIONED)).await?;
    let add = UpdateTable::new(&table).creating_vector_index(by_colour(Distance::Cosine));
    say_exactly(&[(refused(table.update_table(add).await), &message)]);
    let table =
        target.create(|name| plain(name, KeyKind::S).with_vector_index(by_colour(Distance::Cosine))).await?;
    let error = refused(table.update_table(UpdateTable::new(&table).with_billing(PROVISIONED)).await);
    assert!(error.is_validation() && error.message().contains("PAY_PER_REQUEST"), "{error}");
    Ok(())
}

pub async fn dimensions_are_1_to_4096(target: &Target) -> Result<()> {
    let of = |dimensions| VectorIndex::new(INDEX, "colour", dimensions, Distance::Cosine);
    let none = "1 validation error detected: Value '0' at 'vectorIndexes.1.member.dimensions' failed to satisfy \
                constraint: Member must have value greater than or equal to 1";
    let too_many = format!("{INVALID}Number of dimensions must be between 1 and 4096 inclusive.");
    say(target, &[(with(target, of(0)), none.to_owned()), (with(target, of(4097)), too_many.clone())]).await;
    let table = target.create(|name| plain(name, KeyKind::S).with_vector_index(of(4096))).await?;
    let add = |dimensions| {
        let index = VectorIndex::new("other", "other", dimensions, Distance::Cosine);
        UpdateTable::new(&table).creating_vector_index(index)
    };
    say_exactly(&[
        (
            refused(table.update_table(add(0)).await),
            none.replace("vectorIndexes.1.member.", "vectorIndexUpdates.1.member.create."),
        ),
        (refused(table.update_table(add(4097)).await), too_many),
    ]);
    Ok(())
}

pub async fn a_table_has_five_vector_indexes_at_the_most(target: &Target) -> Result<()> {
    let indexes = |number: u32| {
        let indexes =
            (1..=number).map(|n| VectorIndex::new(format!("index-{n}"), "colour", 2, Distance::Cosine));
        indexes.fold(plain(target.table_name(), KeyKind::S), CreateTable::with_vector_index)
    };
    say(target, &[(indexes(6), format!("{INVALID}VectorIndex count exceeds the per-table limit of 5"))])
        .await;
    let mut five = indexes(5);
    let table = target
        .create(|name| {
            five.table = name;
            five
        })
        .await?;
    let add = UpdateTable::new(&table).creating_vector_index(by_colour(Distance::Cosine));
    let error = refused(table.update_table(add).await);
    assert_eq!(error.kind(), dynamo_model::ErrorKind::LimitExceeded);
    assert!(error.message().ends_with("exceeds per-table limit of 5"), "{error}");
    Ok(())
}

pub async fn vectors_of_one_attribute_have_as_many_dimensions(target: &Target) -> Result<()> {
    let message = format!(
        "{INVALID}Conflicting attribute definition for 'colour'. All VectorIndexes on the same vector attribute must \
         use the same dimensions."
    );
    let other = VectorIndex::new("other", "colour", 3, Distance::Cosine);
    let both = with(target, by_colour(Distance::Cosine)).with_vector_index(other.clone());
    say(target, &[(both, message.clone())]).await;
    let table =
        target.create(|name| plain(name, KeyKind::S).with_vector_index(by_colour(Distance::Cosine))).await?;
    let add = UpdateTable::new(&table).creating_vector_index(other);
    say_exactly(&[(refused(table.update_table(add).await), message)]);
    Ok(())
}

pub async fn a_vector_is_no_attribute_with_a_definition(target: &Target) -> Result<()> {
    let message = format!(
        "{INVALID}Conflicting attribute definition for 'colour'. An attribute cannot be defined in AttributeDefinitions \
         when used as a VectorAttribute."
    );
    let create = with(target, by_colour(Distance::Cosine)).with_attribute("colour", KeyKind::S);
    say(target, &[(create, message.clone())]).await;
    let table = target.table().await?;
    let add = UpdateTable::new(&table).creating_vector_index(by_colour(Distance::Cosine));
    say_exactly(&[(refused(table.update_table(add.with_attribute("colour", KeyKind::S)).await), message)]);
    Ok(())
}

pub async fn a_vector_is_no_part_of_a_key(target: &Target) -> Result<()> {
    let redefined = format!(
        "{INVALID}Attributes cannot be redefined. Please check that your attribute has the same type as previously \
         defined. "
    );
    let table = target.hash_table().await?;
    let of_key = VectorIndex::new(INDEX, "pk", 4, Distance::Cosine);
    let add = UpdateTable::new(&table).creating_vector_index(of_key);
    say_exactly(&[(
        refused(table.update_table(add).await),
        format!(
            "{redefined}Existing schema: Schema:[SchemaElement: key{{pk:S:HASH}}] New schema: \
             VectorIndexSchema:[VectorAttribute: key{{pk:L:4}}]"
        ),
    )]);
    let table =
        target.create(|name| plain(name, KeyKind::S).with_vector_index(by_colour(Distance::Cosine))).await?;
    let gsi = IndexDefinition::new("other", KeySchema::new("colour"));
    let add = UpdateTable::new(&table).creating_index(gsi).with_attribute("colour", KeyKind::S);
    say_exactly(&[(
        refused(table.update_table(add).await),
        format!(
            "{redefined}Existing schema: VectorIndexSchema:[VectorAttribute: key{{colour:L:2}}] New schema: \
             Schema:[SchemaElement: key{{colour:S:HASH}}]"
        ),
    )]);
    Ok(())
}

pub async fn what_searches_are_narrowed_by_has_one_type(target: &Target) -> Result<()> {
    let narrowed = by_colour(Distance::Cosine).with_filter("kind");
    let design =
        |name| plain(name, KeyKind::S).with_attribute("kind", KeyKind::S).with_vector_index(narrowed.clone());
    let table = target.create(design).await?;
    let another = |attribute: &str, filter: &str| {
        VectorIndex::new("another", attribute, 2, Distance::Cosine).with_filter(filter)
    };
    let adding = |index| UpdateTable::new(&table).creating_vector_index(index);
    for update in [
        adding(another("shade", "colour")).with_attribute("colour", KeyKind::S),
        adding(VectorIndex::new("another", "kind", 2, Distance::Cosine)),
        adding(another("shade", "kind")).with_attribute("kind", KeyKind::N),
        adding(another("shade", "pk")).with_attribute("pk", KeyKind::N),
    ] {
        let error = refused(table.update_table(update).await);
        assert!(error.is_validation());
        assert!(error.message().contains("Attributes cannot be redefined."), "{error}");
    }
    Ok(())
}

pub async fn a_search_schema_has_its_limits(target: &Target) -> Result<()> {
    let filters = |number: u32| (0..number).map(|n| format!("f{n}"));
    let defined = |request: CreateTable| {
        let names: Vec<String> = request.vector_indexes[0].schema.attributes().map(str::to_owned).collect();
        let names: std::collections::BTreeSet<String> = names.into_iter().collect();
        names.into_iter().fold(request, |request, name| request.with_attribute(name, KeyKind::S))
    };
    let index = || by_colour(Distance::Cosine);
    let value = |found: u32, kind: &str, most: u32| {
        format!(
            "{INVALID}Value '{found}' at 'SearchSchema' failed to satisfy constraint: Member must have {kind} count less \
             than or equal to {most}"
        )
    };
    let two = with(target, index().with_partition("one").with_partition("two"));
    let nineteen = with(target, filters(19).fold(index(), VectorIndex::with_filter));
    let twice = with(target, index().with_partition("one").with_filter("one"));
    let undefined = with(target, index().with_filter("kind"));
    say(
        target,
        &[
            (defined(two), value(2, "HASH", 1)),
            (defined(nineteen), value(19, "INLINE_FILTER", 18)),
            (defined(twice), format!("{INVALID}SearchSchema contains a duplicate AttributeName")),
            (
                undefined,
                format!("{INVALID}One element in SearchSchema is not defined in attribute definitions"),
            ),
        ],
    )
    .await;
    let table = target
        .create(|name| {
            let index = filters(18).fold(index().with_partition("one"), VectorIndex::with_filter);
            defined(plain(name, KeyKind::S).with_vector_index(index))
        })
        .await?;
    // What is known already is defined again.
    let add = VectorIndex::new("other", "colour", 2, Distance::Cosine).with_filter("f1");
    let error =
        refused(table.update_table(UpdateTable::new(&table).creating_vector_index(add.clone())).await);
    say_exactly(&[(
        error,
        format!("{INVALID}One element in SearchSchema is not defined in attribute definitions"),
    )]);
    let add = UpdateTable::new(&table).creating_vector_index(add).with_attribute("f1", KeyKind::S);
    table.update_table(add).await?;
    Ok(())
}

pub async fn projections_of_vector_indexes_are_those_of_others(target: &Target) -> Result<()> {
    let with_names = |names: &[&str]| {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        with(target, by_colour(Distance::Cosine).with_projection(IndexProjection::Include(names)))
    };
    say(
        target,
        &[
            (
                with_names(&[]),
                format!("{INVALID}ProjectionType is INCLUDE, but NonKeyAttributes is not specified"),
            ),
            (with_names(&["a", "a"]), format!("{INVALID}Duplicate element in NonKeyAttributes: a")),
        ],
    )
    .await;
    Ok(())
}

pub async fn the_vector_and_the_filters_count_among_the_names_that_an_index_includes(
    target: &Target,
) -> Result<()> {
    let including = |count: usize| {
        let names = (0..count).map(|number| format!("a{number}")).collect();
        by_colour(Distance::Cosine).with_projection(IndexProjection::Include(names))
    };
    let filtered = with(target, including(19).with_filter("kind")).with_attribute("kind", KeyKind::S);
    for table in [with(target, including(20)), filtered] {
        let error = refused(target.backend().create_table(table).await);
        assert!(error.is_validation() && error.message().contains("projected attributes"), "{error}");
    }
    indexed(target, including(19)).await?;
    indexed(target, including(18).with_filter("kind")).await?;
    Ok(())
}

pub async fn indexes_of_all_kinds_share_their_names(target: &Target) -> Result<()> {
    let gsi = || IndexDefinition::new(INDEX, KeySchema::new("sk"));
    let both = with(target, by_colour(Distance::Cosine)).with_global_index(gsi());
    say(target, &[(both, format!("{INVALID}Duplicate index name: {INDEX}"))]).await;
    let vectors =
        target.create(|name| plain(name, KeyKind::S).with_vector_index(by_colour(Distance::Cosine))).await?;
    let globals = target.create(|name| plain(name, KeyKind::S).with_global_index(gsi())).await?;
    let again = |table| UpdateTable::new(table).creating_vector_index(by_colour(Distance::Cosine));
    let global = UpdateTable::new(&vectors).creating_index(gsi()).with_attribute("sk", KeyKind::S);
    let message = "Attempting to create an index which already exists";
    say_exactly(&[
        (refused(vectors.update_table(again(&vectors)).await), message),
        (refused(globals.update_table(again(&globals)).await), message),
        (refused(vectors.update_table(global).await), message),
    ]);
    Ok(())
}

pub async fn a_vector_index_that_is_not_there_cannot_be_deleted(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let error: Error =
        refused(table.update_table(UpdateTable::new(&table).deleting_vector_index(INDEX)).await);
    assert!(error.is_not_found());
    assert!(error.message().starts_with("Requested resource not found: Index "), "{error}");
    Ok(())
}

pub async fn one_index_of_any_kind_comes_or_goes_at_a_time(target: &Target) -> Result<()> {
    let table =
        target.create(|name| plain(name, KeyKind::S).with_vector_index(by_colour(Distance::Cosine))).await?;
    let other = || VectorIndex::new("other", "colour", 2, Distance::Cosine);
    let two = UpdateTable::new(&table).deleting_vector_index(INDEX).creating_vector_index(other());
    let gsi = IndexDefinition::new("inverse", KeySchema::new("sk"));
    let mixed = UpdateTable::new(&table).creating_vector_index(other()).creating_index(gsi);
    for request in [two, mixed.with_attribute("sk", KeyKind::S)] {
        let error = refused(table.update_table(request).await);
        assert_eq!(error.kind(), dynamo_model::ErrorKind::LimitExceeded);
        assert_eq!(
            error.message(),
            "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table"
        );
    }
    Ok(())
}

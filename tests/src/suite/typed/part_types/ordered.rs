//! An entity for each type of part, and what is asked of all of them.

use std::any::type_name;
use std::fmt::Debug;
use std::ops::{Range, RangeFrom, RangeInclusive, RangeToInclusive};

use dynamo_model::entity::Key;
use dynamo_model::query::Query;
use dynamo_model::{Db, Entity, Result};

/// An entity whose sort key, there and in the index, is made of one value.
pub(super) trait Sorted: Entity + Clone + Debug + PartialEq {
    type Part: Clone + Debug + Ord;

    fn with(part: Self::Part) -> Self;
    fn key_of(part: &Self::Part) -> Key<Self>;
    /// The query of the table, or of its index.
    fn whole(route: Route) -> Query<Self>;
    fn exactly(route: Route, part: &Self::Part) -> Query<Self>;
    fn within(route: Route, parts: Range<Self::Part>) -> Query<Self>;
    fn through(route: Route, parts: RangeInclusive<Self::Part>) -> Query<Self>;
    fn from(route: Route, parts: RangeFrom<Self::Part>) -> Query<Self>;
    fn up_to(route: Route, parts: RangeToInclusive<Self::Part>) -> Query<Self>;
}

/// Where the part is in the sort key.
#[derive(Clone, Copy, Debug)]
pub(super) enum Route {
    Table,
    Index,
}

/// Writes the values in no order, and requires them to come in theirs, in every range, and to be found and read back.
pub(super) async fn check<E: Sorted>(db: &Db<E::Table>, parts: Vec<E::Part>) -> Result<()> {
    let mut shuffled = parts.clone();
    fastrand::Rng::with_seed(2026).shuffle(&mut shuffled);
    for part in shuffled {
        db.create(&E::with(part)).await?;
    }
    let mut sorted = parts;
    sorted.sort();
    for part in &sorted {
        assert_eq!(db.get(E::key_of(part)).await?, Some(E::with(part.clone())));
    }
    for route in [Route::Table, Route::Index] {
        check_ranges::<E>(db, route, &sorted).await?;
    }
    Ok(())
}

async fn check_ranges<E: Sorted>(db: &Db<E::Table>, route: Route, sorted: &[E::Part]) -> Result<()> {
    let [first, .., last] = sorted else { panic!("an order needs two values") };
    let (rest, head) = (&sorted[1..], &sorted[..sorted.len() - 1]);
    let (second, last_but_one) = (rest[0].clone(), head[head.len() - 1].clone());
    let mut cases = vec![
        (E::whole(route), sorted),
        (E::within(route, first.clone()..last.clone()), head),
        (E::through(route, second.clone()..=last.clone()), rest),
        (E::from(route, second..), rest),
        (E::up_to(route, ..=last_but_one), head),
    ];
    // An end that is left out leaves out nothing else.
    cases.extend(sorted.windows(2).map(|two| (E::within(route, two[0].clone()..two[1].clone()), &two[..1])));
    for (query, wanted) in cases {
        let wanted: Vec<E> = wanted.iter().cloned().map(E::with).collect();
        assert_eq!(db.query(query).all().await?, wanted, "{} {route:?}", type_name::<E>());
    }
    let descending = db.query(E::whole(route).descending()).all().await?;
    let wanted: Vec<E> = sorted.iter().rev().cloned().map(E::with).collect();
    assert_eq!(descending, wanted, "{} {route:?}", type_name::<E>());
    for part in sorted {
        assert_eq!(db.query(E::exactly(route, part)).all().await?, [E::with(part.clone())]);
    }
    Ok(())
}

/// Declares a table of entities that are alike but for the type of their part. Of the two fields, `part` is stored in
/// the key alone and `copy` as an attribute, too, which an index is sorted by.
macro_rules! sorted {
    ($family:ident: $kind:ident, $part:literal, $copy:literal {
        $($entity:ident $name:literal: $type:ty, $values:expr;)*
    }) => {
        mod $family {
            use std::ops::{Range, RangeFrom, RangeInclusive, RangeToInclusive};

            use dynamo_model::entity::Key;
            use dynamo_model::query::{IntoQuery as _, Query};
            use dynamo_model::{Entity, Result, Table};
            use serde::{Deserialize, Serialize};

            use super::ordered::{Route, Sorted, narrowed};
            use super::*;

            #[derive(Debug, Clone, PartialEq, Table)]
            #[table(name = "parts", sk("sk", $kind))]
            #[index(name = "gsi1", pk = "gsi1pk", sk("gsi1sk", $kind))]
            enum Parts {
                $($entity($entity),)*
            }

            $(
                #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
                #[entity(table = Parts, pk = $name, sk = $part)]
                #[access(name = in_table)]
                #[access(name = in_index, index = gsi1, pk = $name, sk = $copy)]
                struct $entity {
                    #[attr(key)]
                    part: $type,
                    copy: $type,
                }

                impl Sorted for $entity {
                    type Part = $type;

                    fn with(part: $type) -> Self {
                        Self { copy: part.clone(), part }
                    }

                    fn key_of(part: &$type) -> Key<Self> {
                        Self::key(part)
                    }

                    fn whole(route: Route) -> Query<Self> {
                        match route {
                            Route::Table => Self::in_table().into_query().any_pattern(),
                            Route::Index => Self::in_index().into_query().any_pattern(),
                        }
                    }

                    narrowed! {
                        exactly: &$type; within: Range<$type>; through: RangeInclusive<$type>;
                        from: RangeFrom<$type>; up_to: RangeToInclusive<$type>;
                    }
                }
            )*

            pub(super) async fn check(target: &Target) -> Result<()> {
                let db = target.db::<Parts>().await?;
                $(super::ordered::check::<$entity>(&db, Vec::from($values)).await?;)*
                Ok(())
            }
        }
    };
}

/// The methods that say the same of a part in the table and in the index.
macro_rules! narrowed {
    ($($method:ident: $condition:ty;)*) => {$(
        fn $method(route: Route, parts: $condition) -> Query<Self> {
            match route {
                Route::Table => Self::in_table().part(parts).into_query().any_pattern(),
                Route::Index => Self::in_index().copy(parts).into_query().any_pattern(),
            }
        }
    )*};
}

pub(super) use {narrowed, sorted};

//! What is asked of a variant holds of items with that variant only, though others have the same in the same place.

use dynamo_model::value::ValueKind;
use dynamo_model::{Db, Document, Entity, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "forms")]
enum Forms {
    Form(Form),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Forms, pk = "ALL", sk = "{id}")]
#[access(name = all)]
struct Form {
    id: u32,
    count: u32,
    external: External,
    internal: Internal,
    adjacent: Adjacent,
    #[serde(flatten)]
    spread: Spread,
    outer: Outer,
    list: Vec<Adjacent>,
}

/// Declares an enum whose variants hold the same.
macro_rules! alike {
    ($(#[$serde:meta])* $name:ident, $of_value:ty) => {
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
        $(#[$serde])*
        enum $name {
            First {
                n: u32,
                m: u32,
                text: String,
                #[serde(skip_serializing_if = "Option::is_none")]
                note: Option<String>,
            },
            Second {
                n: u32,
                m: u32,
                text: String,
                #[serde(skip_serializing_if = "Option::is_none")]
                note: Option<String>,
            },
            Third($of_value),
            Fourth($of_value),
        }

        impl $name {
            fn first(n: u32, text: &str) -> Self {
                Self::First { n, m: 1, text: text.into(), note: None }
            }

            fn second(n: u32, text: &str) -> Self {
                Self::Second { n, m: 1, text: text.into(), note: None }
            }
        }
    };
}

alike!(External, u32);
alike!(
    #[serde(tag = "kind")]
    Internal,
    Held
);
alike!(
    #[serde(tag = "kind", content = "of")]
    Adjacent,
    u32
);
alike!(
    #[serde(tag = "sort")]
    Spread,
    Held
);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Held {
    n: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
#[serde(tag = "outer")]
enum Outer {
    Here(Inner),
    There(Inner),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
#[serde(tag = "inner")]
enum Inner {
    Left(Held),
    Right(Held),
}

fn first(id: u32, n: u32, text: &str) -> Form {
    Form {
        id,
        count: 1,
        external: External::first(n, text),
        internal: Internal::first(n, text),
        adjacent: Adjacent::first(n, text),
        spread: Spread::first(n, text),
        outer: Outer::Here(Inner::Left(Held { n })),
        list: vec![Adjacent::first(n, text)],
    }
}

fn second(id: u32, n: u32, text: &str) -> Form {
    Form {
        external: External::second(n, text),
        internal: Internal::second(n, text),
        adjacent: Adjacent::second(n, text),
        spread: Spread::second(n, text),
        outer: Outer::There(Inner::Left(Held { n })),
        list: vec![Adjacent::second(n, text)],
        ..first(id, n, text)
    }
}

fn third(id: u32, n: u32) -> Form {
    Form {
        external: External::Third(n),
        internal: Internal::Third(Held { n }),
        adjacent: Adjacent::Third(n),
        spread: Spread::Third(Held { n }),
        outer: Outer::Here(Inner::Right(Held { n })),
        list: vec![Adjacent::Third(n)],
        ..first(id, n, "")
    }
}

fn fourth(id: u32, n: u32) -> Form {
    Form {
        external: External::Fourth(n),
        internal: Internal::Fourth(Held { n }),
        adjacent: Adjacent::Fourth(n),
        spread: Spread::Fourth(Held { n }),
        list: vec![Adjacent::Fourth(n)],
        ..first(id, n, "")
    }
}

async fn filled(target: &Target) -> Result<Db<Forms>> {
    let db = target.db::<Forms>().await?;
    let forms = [first(0, 1, "aa"), second(1, 1, "aa"), first(2, 2, "b"), third(3, 1), fourth(4, 1)];
    db.batch_write().put_all(&forms).await?;
    Ok(db)
}

macro_rules! found {
    ($db:expr, $filter:expr) => {
        $db.query(Form::all()).filter($filter).all().await?.iter().map(|form| form.id).collect::<Vec<u32>>()
    };
}

/// What is asked of the fields of a variant, in one form of the enum.
macro_rules! asked {
    ($db:expr, |$f:ident| $of:expr) => {
        assert_eq!(found!($db, |$f| $of.as_first().n.eq(1)), [0]);
        assert_eq!(found!($db, |$f| $of.as_second().n.eq(1)), [1]);
        assert_eq!(found!($db, |$f| $of.as_first().n.ne(1)), [2]);
        assert_eq!(found!($db, |$f| !$of.as_first().n.eq(1)), [1, 2, 3, 4]);
        assert_eq!(found!($db, |$f| $of.as_first().n.lt(2)), [0]);
        assert_eq!(found!($db, |$f| $of.as_first().n.between(1, 9)), [0, 2]);
        assert_eq!(found!($db, |$f| $of.as_first().n.is_in([1, 2])), [0, 2]);
        assert_eq!(found!($db, |$f| $of.as_first().n.exists()), [0, 2]);
        assert_eq!(found!($db, |$f| $of.as_first().n.missing()), [0_u32; 0]);
        assert_eq!(found!($db, |$f| $of.as_first().note.missing()), [0, 2]);
        assert_eq!(found!($db, |$f| $of.as_first().note.ne("a")), [0, 2]);
        assert_eq!(found!($db, |$f| $of.as_first().n.has_type(ValueKind::N)), [0, 2]);
        assert_eq!(found!($db, |$f| $of.as_first().text.begins_with("a")), [0]);
        assert_eq!(found!($db, |$f| $of.as_first().text.contains_text("a")), [0]);
        assert_eq!(found!($db, |$f| $of.as_first().text.size().ge(1)), [0, 2]);
        assert_eq!(found!($db, |$f| $of.as_first().text.size().ne(2)), [2]);
        assert_eq!(found!($db, |$f| $of.as_first().text.size().between(2, 3)), [0]);
        assert_eq!(found!($db, |$f| $of.as_first().n.eq(&$of.as_first().m)), [0]);
        assert_eq!(found!($db, |$f| $of.as_first().n.ne(&$of.as_first().m)), [2]);
        assert_eq!(found!($db, |$f| $of.as_first().n.between(&$of.as_first().m, 9)), [0, 2]);
        assert_eq!(found!($db, |$f| $of.as_first().n.ne(&$of.as_second().m)), [0_u32; 0]);
        assert_eq!(found!($db, |$f| $f.count.eq(&$of.as_first().n)), [0]);
        assert_eq!(found!($db, |$f| $f.count.ne(&$of.as_first().n)), [2]);
        assert_eq!(found!($db, |$f| $f.count.between(0, &$of.as_first().n)), [0, 2]);
    };
}

pub async fn what_is_asked_of_a_variant_holds_of_no_other(target: &Target) -> Result<()> {
    let db = filled(target).await?;
    asked!(db, |f| f.external);
    asked!(db, |f| f.internal);
    asked!(db, |f| f.adjacent);
    asked!(db, |f| f.spread);
    asked!(db, |f| f.list[0]);
    Ok(())
}

pub async fn what_is_asked_of_the_one_value_of_a_variant_holds_of_no_other(target: &Target) -> Result<()> {
    let db = filled(target).await?;
    assert_eq!(found!(db, |f| f.external.as_third().eq(1)), [3]);
    assert_eq!(found!(db, |f| f.external.as_third().ne(2)), [3]);
    assert_eq!(found!(db, |f| f.adjacent.as_third().eq(1)), [3]);
    assert_eq!(found!(db, |f| f.adjacent.as_fourth().is_in([1])), [4]);
    assert_eq!(found!(db, |f| f.adjacent.as_third().ne(2)), [3]);
    assert_eq!(found!(db, |f| f.adjacent.as_third().exists()), [3]);
    assert_eq!(found!(db, |f| f.internal.as_third().n.eq(1)), [3]);
    assert_eq!(found!(db, |f| f.internal.as_fourth().n.ne(2)), [4]);
    assert_eq!(found!(db, |f| f.spread.as_third().n.eq(1)), [3]);
    Ok(())
}

pub async fn what_is_asked_of_a_variant_inside_another_holds_of_both_only(target: &Target) -> Result<()> {
    let db = filled(target).await?;
    assert_eq!(found!(db, |f| f.outer.as_here().as_left().n.eq(1)), [0, 4]);
    assert_eq!(found!(db, |f| f.outer.as_there().as_left().n.eq(1)), [1]);
    assert_eq!(found!(db, |f| f.outer.as_here().as_right().n.ne(2)), [3]);
    Ok(())
}

pub async fn a_write_that_depends_on_a_variant_is_refused_with_another(target: &Target) -> Result<()> {
    let db = filled(target).await?;
    let count = |id| db.update(Form::key(id)).set(|f| f.count.to(7));
    assert!(refused(count(1).only_if(|f| f.internal.as_first().n.eq(1)).await).is_condition_failed());
    assert!(refused(count(1).only_if(|f| f.adjacent.as_first().note.missing()).await).is_condition_failed());
    assert!(refused(count(4).only_if(|f| f.adjacent.as_third().ne(2)).await).is_condition_failed());
    assert!(refused(count(4).only_if(|f| f.external.as_third().ne(2)).await).is_condition_failed());
    count(0).only_if(|f| f.internal.as_first().n.eq(1).and(f.adjacent.as_first().note.missing())).await?;
    assert_eq!(found!(db, |f| f.count.eq(7)), [0]);
    Ok(())
}

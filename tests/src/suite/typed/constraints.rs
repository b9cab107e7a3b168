//! Rules of fields: nothing that breaks one is sent.

use std::collections::BTreeSet;

use dynamo_model::builder::{Put, Transact, Update};
use dynamo_model::value::as_set;
use dynamo_model::{Entity, Error, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "stalls")]
#[index(name = "gsi1")]
enum Stalls {
    Stall(Stall),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Stalls, pk = "STALL#{id}", sk = "STALL")]
#[access(name = by_rank, index = gsi1, pk = "STALLS", sk = "{rank}#{floor}")]
struct Stall {
    #[attr(length = 1..=8)]
    id: String,
    #[attr(key, range = 1..)]
    rank: u32,
    floor: u32,
    #[attr(range = -10..=40)]
    degrees: i32,
    #[attr(range = 0.0..1.0)]
    share: Option<f64>,
    #[attr(length = ..=3, check = no_ghosts)]
    goods: Vec<String>,
    #[serde(with = "as_set", default)]
    #[attr(length = ..=2)]
    colours: BTreeSet<String>,
    #[attr(check = shop_mail)]
    mail: String,
}

fn no_ghosts(goods: &[String]) -> Result<(), String> {
    match goods.iter().find(|good| good.is_empty()) {
        Some(_) => Err("a good has a name".to_owned()),
        None => Ok(()),
    }
}

fn shop_mail(mail: &str) -> Result<(), &'static str> {
    mail.contains('@').then_some(()).ok_or("an address has an @")
}

fn stall() -> Stall {
    Stall {
        id: "s1".into(),
        rank: 1,
        floor: 2,
        degrees: 18,
        share: None,
        goods: vec!["bread".into()],
        colours: BTreeSet::new(),
        mail: "a@b".into(),
    }
}

fn breaks(error: &Error, field: &str, message: &str) {
    assert!(error.is_constraint(), "{error}");
    assert_eq!((error.field(), error.to_string()), (Some(field), message.to_owned()));
}

pub async fn what_keeps_every_rule_is_written(target: &Target) -> Result<()> {
    let db = target.db::<Stalls>().await?;
    let wide = Stall {
        id: "åäöåäöåä".into(),
        degrees: 40,
        share: Some(0.0),
        goods: vec!["a".into(), "b".into(), "c".into()],
        colours: BTreeSet::from(["red".into(), "blue".into()]),
        ..stall()
    };
    db.create(&wide).await?;
    assert_eq!(db.get(Stall::key("åäöåäöåä")).await?, Some(wide));
    Ok(())
}

pub async fn no_write_of_a_whole_entity_breaks_a_rule(target: &Target) -> Result<()> {
    let db = target.db::<Stalls>().await?;
    db.put(&stall()).await?;
    let hot = Stall { degrees: 41, ..stall() };
    let message = "`Stall`: field `degrees` is 41, which is not in -10..=40";
    breaks(&refused(db.put(&hot).await), "degrees", message);
    breaks(&refused(db.create(&hot).await), "degrees", message);
    breaks(&refused(db.replace(&hot).await), "degrees", message);
    breaks(&refused(db.upsert(&hot).await), "degrees", message);
    breaks(&refused(db.put(&Stalls::Stall(hot.clone())).await), "degrees", message);
    assert!(refused(Transact::new().put(&hot).request()).is_constraint());
    assert!(refused(db.batch_write().put(&hot).await).is_constraint());
    let edit = db.edit(Stall::key("s1"), |stall| {
        stall.degrees += 23;
        Ok(())
    });
    breaks(&refused(edit.await), "degrees", message);
    assert_eq!(db.get(Stall::key("s1")).await?, Some(stall()));
    Ok(())
}

pub async fn each_kind_of_rule_says_what_is_wrong(_target: &Target) -> Result<()> {
    let error = |stall: Stall| refused(Put::new(&stall).request());
    breaks(
        &error(Stall { id: "123456789".into(), ..stall() }),
        "id",
        "`Stall`: field `id` is \"123456789\", whose length 9 is not in 1..=8",
    );
    breaks(&error(Stall { rank: 0, ..stall() }), "rank", "`Stall`: field `rank` is 0, which is not in 1..");
    breaks(
        &error(Stall { share: Some(1.0), ..stall() }),
        "share",
        "`Stall`: field `share` is 1, which is not in 0.0..1.0",
    );
    breaks(
        &error(Stall { goods: vec![String::new()], ..stall() }),
        "goods",
        "`Stall`: field `goods` is {\"L\":[{\"S\":\"\"}]}: a good has a name",
    );
    breaks(
        &error(Stall { colours: ["a", "b", "c"].map(Into::into).into(), ..stall() }),
        "colours",
        "`Stall`: field `colours` is {\"SS\":[\"a\",\"b\",\"c\"]}, whose length 3 is not in ..=2",
    );
    let long = error(Stall { mail: "x".repeat(100), ..stall() });
    let shown = format!("\"{}…: an address has an @", "x".repeat(59));
    breaks(&long, "mail", &format!("`Stall`: field `mail` is {shown}"));
    Ok(())
}

pub async fn no_update_assigns_what_breaks_a_rule(target: &Target) -> Result<()> {
    let db = target.db::<Stalls>().await?;
    db.put(&stall()).await?;
    let update = || Update::new(Stall::key("s1"));
    let hot = "`Stall`: field `degrees` is 41, which is not in -10..=40";
    breaks(&refused(update().set(|s| s.degrees.to(41)).request()), "degrees", hot);
    breaks(&refused(update().set(|s| s.degrees.to_if_missing(41)).request()), "degrees", hot);
    let transaction = db.transact().update(update().set(|s| s.degrees.to(41)));
    assert_eq!(refused(transaction.await).field(), Some("degrees"));
    let lonely = refused(update().set(|s| s.by_rank(0, 2)).request());
    breaks(&lonely, "rank", "`Stall`: field `rank` is 0, which is not in 1..");
    assert_eq!(refused(update().set(|s| s.share.to(2.0)).request()).field(), Some("share"));
    assert_eq!(refused(update().set(|s| s.goods.to(vec![String::new()])).request()).field(), Some("goods"));
    let painted = BTreeSet::from(["a", "b", "c"].map(String::from));
    assert_eq!(refused(update().set(|s| s.colours.to(painted)).request()).field(), Some("colours"));
    db.update(Stall::key("s1")).set(|s| s.degrees.to(-10)).set(|s| s.share.to(0.5)).await?;
    db.update(Stall::key("s1")).set(|s| s.share.removed()).set(|s| s.by_rank(7, 2)).await?;
    let changed = Stall { degrees: -10, rank: 7, ..stall() };
    assert_eq!(db.get(Stall::key("s1")).await?, Some(changed));
    Ok(())
}

pub async fn an_item_that_breaks_a_rule_is_read_and_can_be_mended(target: &Target) -> Result<()> {
    let db = target.db::<Stalls>().await?;
    let mut stored = Put::new(&stall()).request()?.item;
    stored.insert("degrees", 100);
    db.backend().put_item(dynamo_model::request::PutItem::new(db.table_name().clone(), stored)).await?;
    assert_eq!(db.get(Stall::key("s1")).await?.map(|stall| stall.degrees), Some(100));
    let edit = |degrees| {
        db.edit(Stall::key("s1"), move |stall: &mut Stall| {
            stall.degrees = degrees;
            Ok(())
        })
    };
    assert!(refused(edit(99).await).is_constraint());
    assert_eq!(edit(20).await?.degrees, 20);
    Ok(())
}

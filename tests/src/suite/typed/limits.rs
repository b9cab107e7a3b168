//! The service's limits in the typed layer: what is just within them the backend takes, and what is beyond is not sent.

use std::fmt::Debug;

use dynamo_model::builder::{Put, Transact, Update};
use dynamo_model::expr::Renderer;
use dynamo_model::query::IntoQuery;
use dynamo_model::scan::Scan;
use dynamo_model::typed::Cond;
use dynamo_model::{Db, Entity, Error, Key, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

const LARGEST_ITEM: usize = 409_600;
const LARGEST_TRANSACTION: usize = 4 << 20;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "pages")]
#[index(name = "gsi1")]
enum Pages {
    Text(Text),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Pages, pk = "TEXT#{id}", sk = "{part}")]
#[access(name = of_text)]
#[access(name = in_place, index = gsi1, pk = "PLACE#{place}", sk = "{shelf}")]
struct Text {
    id: String,
    part: String,
    place: String,
    shelf: String,
    words: String,
    #[serde(default)]
    tree: Tree,
}

/// Two levels each: the map, and the list in it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Tree {
    branches: Vec<Tree>,
}

fn text(id: &str) -> Text {
    Text {
        id: id.to_owned(),
        part: "1".to_owned(),
        place: "here".to_owned(),
        shelf: "top".to_owned(),
        words: String::new(),
        tree: Tree::default(),
    }
}

/// A text whose item has so many bytes.
fn with_size(id: &str, bytes: usize) -> Result<Text> {
    let bare = Put::new(&text(id)).request()?.item.size();
    Ok(Text { words: "x".repeat(bytes - bare), ..text(id) })
}

/// Requires that a request was refused when it was made, awaited or not.
#[track_caller]
fn unsent<R: Debug, T: Debug>(made: Result<R>, sent: Result<T>) -> Error {
    let (made, sent) = (refused(made), refused(sent));
    assert!(made.is_validation() && made.is_unsent(), "{made:?}");
    assert!(sent.is_unsent(), "{sent:?}");
    assert_eq!(made.message(), sent.message());
    made
}

async fn pages(target: &Target) -> Result<Db<Pages>> {
    target.db::<Pages>().await
}

pub async fn an_item_has_400_kilobytes(target: &Target) -> Result<()> {
    let db = pages(target).await?;
    let largest = with_size("a", LARGEST_ITEM)?;
    db.put(&largest).await?;
    assert_eq!(db.get(Key::of(&largest)).consistent().await?, Some(largest));
    let over = with_size("b", LARGEST_ITEM + 1)?;
    let error = unsent(Put::new(&over).request(), db.put(&over).await);
    let of_words = over.words.len();
    assert_eq!(
        error.message(),
        format!(
            "put of `Text`: Item size has exceeded the maximum allowed size; it has 409601 bytes, {of_words} of them in \
             `words`, and 409600 is the most; keep large values elsewhere, or spread them over several items"
        )
    );
    unsent(db.create(&over).request(), db.create(&over).await);
    assert_eq!(db.scan::<Text>().consistent().count().await?, 1);
    Ok(())
}

pub async fn an_update_sets_no_more_than_an_item_can_hold(target: &Target) -> Result<()> {
    let db = pages(target).await?;
    db.put(&text("a")).await?;
    let set = |bytes: usize| db.update(Key::of(&text("a"))).set(|t| t.words.to("x".repeat(bytes)));
    set(LARGEST_ITEM - 1000).await?;
    let error = unsent(set(LARGEST_ITEM).request(), set(LARGEST_ITEM).await);
    assert!(error.message().starts_with("update of `Text`: Item size to update has exceeded"), "{error}");
    let over = with_size("b", LARGEST_ITEM + 1)?;
    unsent(db.upsert(&over).request(), db.upsert(&over).await);
    let edited = db.edit(Key::of(&text("a")), |text| {
        text.words = "y".repeat(LARGEST_ITEM);
        Ok(())
    });
    assert!(refused(edited.await).message().starts_with("edit of `Text`: Item size to update"));
    Ok(())
}

pub async fn a_partition_key_has_2048_bytes_and_a_sort_key_1024(target: &Target) -> Result<()> {
    let db = pages(target).await?;
    let longest = Text { id: "i".repeat(2048 - 5), part: "p".repeat(1024), ..text("a") };
    db.put(&longest).await?;
    assert_eq!(db.get(Key::of(&longest)).consistent().await?, Some(longest.clone()));
    let query = || Text::of_text(longest.id.clone()).part(longest.part.clone());
    assert_eq!(db.query(query()).consistent().all().await?, std::slice::from_ref(&longest));
    for (over, name, bytes, most) in [
        (Text { id: "i".repeat(2048 - 4), ..text("a") }, "pk", 2049, 2048),
        (Text { part: "p".repeat(1025), ..text("a") }, "sk", 1025, 1024),
    ] {
        let key = || Key::of(&over);
        let query = || Text::of_text(over.id.clone()).part(over.part.clone());
        for error in [
            unsent(Put::new(&over).request(), db.put(&over).await),
            unsent(db.get(key()).request(), db.get(key()).await),
            unsent(db.delete(key()).request(), db.delete(key()).await),
            unsent(db.update(key()).request(), db.update(key()).await),
            unsent(query().into_query().request(), db.query(query()).await),
            unsent(db.batch_get([key()]).requests(), db.batch_get([key()]).await),
            unsent(db.batch_write().put(&over).requests(), db.batch_write().put(&over).await),
            unsent(db.transact_get(key()).request::<Pages>(), db.transact_get(key()).await),
            unsent(db.transact().delete(key()).request(), db.transact().delete(key()).await),
        ] {
            let size = format!("`{name}` has {bytes} bytes, and {most} is the most");
            assert!(error.message().contains(&size), "{error}");
        }
    }
    Ok(())
}

pub async fn keys_of_indexes_are_as_long_as_those_of_tables(target: &Target) -> Result<()> {
    let db = pages(target).await?;
    let (place, shelf) = ("p".repeat(2048 - 6), "s".repeat(1024));
    db.put(&Text { place: place.clone(), shelf: shelf.clone(), ..text("a") }).await?;
    db.put(&text("b")).await?;
    let update = |place: String, shelf: String| {
        Update::new(Key::of(&text("b"))).set(|t| t.place.to(place)).set(|t| t.shelf.to(shelf))
    };
    db.transact().update(update(place.clone(), shelf.clone())).await?;
    for (over, name) in [
        (Text { place: format!("{place}p"), ..text("b") }, "gsi1pk"),
        (Text { shelf: format!("{shelf}s"), ..text("b") }, "gsi1sk"),
    ] {
        let put = unsent(Put::new(&over).request(), db.put(&over).await);
        let transact = || Transact::<Pages>::new().update(update(over.place.clone(), over.shelf.clone()));
        let update = refused(transact().request());
        assert!(update.is_unsent() && update.message().starts_with("write 1 of 1, the update of `Text`: "));
        for error in [put, update] {
            assert!(error.message().contains(&format!("`{name}` has")), "{error}");
        }
    }
    Ok(())
}

fn words(count: usize) -> impl Iterator<Item = String> {
    (0..count).map(|word| word.to_string())
}

pub async fn a_list_to_find_a_value_in_has_99_values(target: &Target) -> Result<()> {
    let db = pages(target).await?;
    db.put(&text("a")).await?;
    let query = |values| Text::of_text("a").into_query().filter(|t| t.words.is_in(words(values)));
    assert_eq!(db.query(query(99)).all().await?, []);
    let error = unsent(query(100).request(), db.query(query(100)).await);
    assert_eq!(
        error.message(),
        "query `of_text`: Invalid FilterExpression: The IN operator is provided with too many operands; \
         number of operands: 101; 100 is the most, the one on the left included; ask for them in parts"
    );
    let scan = |values| db.scan::<Text>().filter(|t| t.words.is_in(words(values)));
    assert_eq!(scan(99).all().await?, []);
    unsent(scan(100).request(), scan(100).await);
    let delete = |values| db.delete(Key::of(&text("a"))).only_if(|t| t.words.is_in(words(values)));
    assert!(refused(delete(99).await).is_condition_failed());
    unsent(delete(100).request(), delete(100).await);
    Ok(())
}

pub async fn an_expression_has_300_operators(target: &Target) -> Result<()> {
    let db = pages(target).await?;
    // So many comparisons and operators between them, and two for the tag.
    let scan = |count: usize| {
        db.scan::<Text>().filter(|t| {
            let comparisons = words(count).map(|word| t.words.eq(word));
            comparisons.reduce(Cond::or).unwrap()
        })
    };
    assert_eq!(scan(149).all().await?, []);
    let error = unsent(scan(150).request(), scan(150).await);
    assert!(error.message().contains("too many operators; operator count: 301"), "{error}");
    Ok(())
}

pub async fn an_expression_has_4_kilobytes(target: &Target) -> Result<()> {
    let db = pages(target).await?;
    let scan = |values: usize| {
        db.scan::<Text>().filter(|t| {
            let lists = (0..values).step_by(99).map(|from| t.words.is_in(words(99.min(values - from))));
            lists.reduce(Cond::or).unwrap()
        })
    };
    let longest = (99..900).take_while(|values| scan(*values).request().is_ok()).last().unwrap_or_default();
    let filter = scan(longest).request()?.filter.unwrap();
    let bytes = Renderer::new().condition(&filter).len();
    assert!((4090..=4096).contains(&bytes), "{bytes}");
    assert_eq!(scan(longest).all().await?, []);
    let error = unsent(scan(longest + 1).request(), scan(longest + 1).await);
    assert!(error.message().contains("Expression size has exceeded the maximum allowed size"), "{error}");
    Ok(())
}

pub async fn a_value_nests_32_levels(target: &Target) -> Result<()> {
    let db = pages(target).await?;
    let high = |trees: usize| Text {
        tree: (1..trees).fold(Tree::default(), |tree, _| Tree { branches: vec![tree] }),
        ..text("a")
    };
    db.put(&high(16)).await?;
    assert_eq!(db.get(Key::of(&text("a"))).consistent().await?, Some(high(16)));
    let error = unsent(Put::new(&high(17)).request(), db.put(&high(17)).await);
    assert!(error.message().contains("Nesting Levels have exceeded supported limits"), "{error}");
    Ok(())
}

pub async fn a_transaction_has_4_megabytes(target: &Target) -> Result<()> {
    let db = pages(target).await?;
    let texts = |last: usize| -> Result<Vec<Text>> {
        let full = (0..10).map(|number| with_size(&number.to_string(), LARGEST_ITEM));
        full.chain([with_size("10", last)]).collect()
    };
    let transact = |texts: &[Text]| texts.iter().fold(db.transact(), |all, text| all.put(text));
    let rest = LARGEST_TRANSACTION - 10 * LARGEST_ITEM;
    transact(&texts(rest)?).await?;
    let over = texts(rest + 1)?;
    let error = unsent(transact(&over).request(), transact(&over).await);
    assert!(error.message().contains("Payload Size: 4194305; 4194304 bytes are the most"), "{error}");
    Ok(())
}

pub async fn a_transaction_has_100_parts_and_a_token_of_36_characters(target: &Target) -> Result<()> {
    let db = pages(target).await?;
    let texts: Vec<Text> = (0..101).map(|number| text(&number.to_string())).collect();
    let transact = |count| texts.iter().take(count).fold(db.transact(), |all, text| all.put(text));
    transact(100).token("t".repeat(36)).await?;
    unsent(transact(101).request(), transact(101).await);
    for token in [String::new(), "t".repeat(37)] {
        unsent(transact(1).token(token.clone()).request(), transact(1).token(token).await);
    }
    let keys = |count| texts.iter().take(count).map(Key::of).collect::<Vec<_>>();
    assert_eq!(db.transact_get(keys(100)).await?.into_iter().flatten().count(), 100);
    unsent(db.transact_get(keys(101)).request::<Pages>(), db.transact_get(keys(101)).await);
    let twice = || [Key::of(&text("1")), Key::of(&text("1"))];
    unsent(db.transact_get(twice()).request::<Pages>(), db.transact_get(twice()).await);
    Ok(())
}

pub async fn a_batch_is_split_by_how_much_is_sent(target: &Target) -> Result<()> {
    let db = pages(target).await?;
    // Each of these characters is six bytes in JSON.
    let texts: Vec<Text> =
        (0..8).map(|number| Text { words: "\u{1}".repeat(400_000), ..text(&number.to_string()) }).collect();
    let batch = || db.batch_write().put_all(&texts);
    let requests = batch().requests()?;
    let writes: Vec<usize> =
        requests.iter().flat_map(|request| request.tables.values()).map(Vec::len).collect();
    assert_eq!(writes, [6, 2]);
    batch().await?;
    assert_eq!(db.scan::<Text>().consistent().count().await?, 8);
    Ok(())
}

pub async fn pages_and_segments_have_numbers_in_range(target: &Target) -> Result<()> {
    let db = pages(target).await?;
    let scan = || db.scan::<Text>();
    scan().page_size(1).await?;
    unsent(scan().page_size(0).request(), scan().page_size(0).await);
    unsent(scan().page_size(1 << 31).request(), scan().page_size(1 << 31).await);
    scan().segment(999_999, 1_000_000).await?;
    unsent(scan().segment(0, 1_000_001).request(), scan().segment(0, 1_000_001).await);
    let query = || Text::of_text("a").into_query();
    unsent(query().page_size(0).request(), db.query(query().page_size(0)).await);
    assert!(Scan::<Text>::new().parallel(1_000_001).requests().is_err_and(|error| error.is_unsent()));
    Ok(())
}

//! The order in which shards are merged, by sort keys that are numbers and bytes.

use dynamo_model::key::starts_with_bytes;
use dynamo_model::query::{IntoQuery, Sharded};
use dynamo_model::value::Binary;
use dynamo_model::{Cursor, Db, Entity, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "meters")]
#[index(name = "by_level", sk("level", N))]
#[index(name = "by_digest", sk("digest", B))]
enum Meters {
    Meter(Meter),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Meters, pk = "METER#{id}", sk = "METER")]
#[access(name = by_level, index = by_level, pk = "SITE#{site}#{shard(3)}", sk = "{level}")]
#[access(name = by_digest, index = by_digest, pk = "SITE#{site}#{shard(3)}", sk = "{digest}")]
struct Meter {
    id: usize,
    site: String,
    level: i64,
    digest: Binary,
}

/// In their order, which is not that of their texts.
const LEVELS: [i64; 12] = [-100, -10, -9, -1, 0, 5, 9, 10, 11, 99, 100, 1000];

/// In their order, which is not that of signed bytes, and some of which are no text.
const DIGESTS: [&[u8]; 12] = [
    &[0],
    &[0, 0],
    &[0, 0xff],
    &[9],
    &[10],
    &[10, 0],
    &[10, 0xff],
    &[0x7f],
    &[0x80],
    &[0xc3, 0x28],
    &[0xff],
    &[0xff, 0],
];

/// Stores one meter for each place in the orders.
async fn meters(target: &Target) -> Result<Db<Meters>> {
    let db = target.db::<Meters>().await?;
    let meters: Vec<Meter> = (LEVELS.into_iter().zip(DIGESTS).enumerate())
        .map(|(id, (level, digest))| Meter { id, site: "s".to_owned(), level, digest: Binary::from(digest) })
        .collect();
    db.batch_write().put_all(&meters).await?;
    Ok(db)
}

/// Reads all there is in pages of three, each after the cursor of the last.
async fn paged<Q>(db: &Db<Meters>, pattern: fn() -> Q, descending: bool) -> Result<Vec<usize>>
where
    Q: IntoQuery<Output = Meter>,
{
    let (mut found, mut cursor) = (Vec::new(), None::<Cursor>);
    loop {
        let query = db.query(pattern()).limit(3);
        let query = if descending { query.descending() } else { query };
        let page = match cursor.take() {
            Some(cursor) => query.after(cursor).page().await?,
            None => query.page().await?,
        };
        assert!(page.len() <= 3);
        found.extend(ids(&page));
        cursor = page.cursor().map(|cursor| cursor.as_str().parse()).transpose()?;
        if cursor.is_none() {
            return Ok(found);
        }
    }
}

fn ids(meters: &[Meter]) -> Vec<usize> {
    meters.iter().map(|meter| meter.id).collect()
}

/// Requires of a pattern that each shard has some, none of them a range of the whole, and that all are merged in order.
async fn assert_merged<Q>(db: &Db<Meters>, pattern: fn() -> Q) -> Result<()>
where
    Q: IntoQuery<Output = Meter, Pattern: Sharded>,
{
    let all = Vec::from_iter(0..LEVELS.len());
    let mut apart = Vec::new();
    for shard in 0..3 {
        let one = ids(&db.query(pattern()).shard(shard).all().await?);
        assert!(one.is_sorted() && one.len() > 1, "{one:?}");
        apart.push(one);
    }
    apart.sort();
    assert!(!apart.concat().is_sorted(), "to read one shard after the other would do: {apart:?}");
    assert_eq!(ids(&db.query(pattern()).all().await?), all);
    assert_eq!(paged(db, pattern, false).await?, all);
    let reversed = Vec::from_iter(all.into_iter().rev());
    assert_eq!(ids(&db.query(pattern()).descending().all().await?), reversed);
    assert_eq!(paged(db, pattern, true).await?, reversed);
    Ok(())
}

pub async fn shards_are_merged_by_numbers_as_numbers(target: &Target) -> Result<()> {
    let db = meters(target).await?;
    assert_merged(&db, || Meter::by_level("s")).await?;
    assert_eq!(ids(&db.query(Meter::by_level("s").level(-9..=10)).all().await?), [2, 3, 4, 5, 6, 7]);
    let best = db.query(Meter::by_level("s").level(9..)).descending().limit(4).await?;
    assert_eq!(ids(&best), [11, 10, 9, 8]);
    Ok(())
}

pub async fn shards_are_merged_by_bytes_as_unsigned_ones(target: &Target) -> Result<()> {
    let db = meters(target).await?;
    assert_merged(&db, || Meter::by_digest("s")).await?;
    let above = db.query(Meter::by_digest("s").digest(Binary::from(&[0x7f][..])..)).limit(3).await?;
    assert_eq!(ids(&above), [7, 8, 9]);
    assert_eq!(ids(&db.query(Meter::by_digest("s").digest(starts_with_bytes([10]))).all().await?), [4, 5, 6]);
    Ok(())
}

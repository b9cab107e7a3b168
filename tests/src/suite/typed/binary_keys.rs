//! Key attributes of types B and N: what makes them, and ranges over them.

use dynamo_model::key::starts_with_bytes;
use dynamo_model::query::IntoQuery;
use dynamo_model::value::{Binary, Number, ValueRef};
use dynamo_model::{Db, Entity, KeyPart, Record, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[allow(clippy::duplicated_attributes, reason = "two keys are of one type")]
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "blobs", pk("owner", B), sk("path", B))]
#[index(name = "by_size", pk("shard", N), sk("exact", N))]
#[index(name = "by_count", pk("shard", N), sk("count", N))]
enum Blobs {
    Blob(Blob),
}

/// Sixteen bytes, as of an id.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, KeyPart)]
struct Owner([u8; 16]);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Blobs, pk = "{owner}", sk = "{path}")]
#[access(name = of)]
#[access(name = by_size, index = by_size, pk(shard), sk("{size}"))]
#[access(name = by_count, index = by_count, pk(shard), sk(count))]
struct Blob {
    #[attr(key)]
    owner: Owner,
    #[attr(key)]
    path: Vec<u8>,
    shard: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    count: Option<i64>,
    size: Number,
    digest: Binary,
}

const OWNER: Owner = Owner([7; 16]);

fn blob(path: &[u8]) -> Blob {
    let size = Number::parse("-1.5").unwrap();
    let digest = Binary::from(path);
    Blob { owner: OWNER, path: path.to_vec(), shard: u64::MAX, count: None, size, digest }
}

async fn blobs(target: &Target, paths: &[&[u8]]) -> Result<Db<Blobs>> {
    let db = target.db::<Blobs>().await?;
    for path in paths {
        db.create(&blob(path)).await?;
    }
    Ok(db)
}

async fn paths<Q: IntoQuery<Output = Blob>>(db: &Db<Blobs>, query: Q) -> Result<Vec<Vec<u8>>> {
    Ok(db.query(query).all().await?.into_iter().map(|blob| blob.path).collect())
}

pub async fn bytes_are_keys_of_type_b_and_are_read_back(target: &Target) -> Result<()> {
    let db = blobs(target, &[&[0, 0xff]]).await?;
    let item = blob(&[0, 0xff]).to_item()?;
    assert_eq!(item.get("owner"), Some(ValueRef::B(&[7; 16])));
    assert_eq!(item.get("path"), Some(ValueRef::B(&[0, 0xff])));
    assert_eq!(db.get(Blob::key(OWNER, vec![0, 0xff])).await?, Some(blob(&[0, 0xff])));
    assert_eq!(db.get(Blob::key(OWNER, vec![0])).await?, None);
    Ok(())
}

pub async fn bytes_have_ranges_and_prefixes(target: &Target) -> Result<()> {
    let all: [&[u8]; 6] = [&[0], &[1], &[1, 0], &[1, 0xff], &[2], &[0xff, 0xff]];
    let db = blobs(target, &all).await?;
    let from =
        |first: usize, end: usize| all[first..end].iter().map(|path| path.to_vec()).collect::<Vec<_>>();
    let of = || Blob::of(OWNER);
    assert_eq!(paths(&db, of()).await?, from(0, 6));
    assert_eq!(paths(&db, of().path(vec![1]..)).await?, from(1, 6));
    assert_eq!(paths(&db, of().path(..vec![2])).await?, from(0, 4));
    assert_eq!(paths(&db, of().path(vec![1]..vec![2])).await?, from(1, 4), "an open end leaves nothing out");
    assert_eq!(paths(&db, of().path(vec![1]..vec![1, 0])).await?, from(1, 2));
    assert_eq!(paths(&db, of().path(vec![1]..=vec![2])).await?, from(1, 5));
    assert_eq!(paths(&db, of().path(starts_with_bytes([1]))).await?, from(1, 4));
    assert_eq!(paths(&db, of().path(starts_with_bytes([0xff]))).await?, from(5, 6));
    assert!(refused(of().path(vec![2]..vec![2]).request()).is_invalid_key(), "an empty range");
    Ok(())
}

pub async fn numbers_are_keys_of_type_n_in_all_their_width(target: &Target) -> Result<()> {
    let db = target.db::<Blobs>().await?;
    let counts = [i64::MIN, -7, 0, 7, i64::MAX];
    for (path, count) in counts.into_iter().enumerate() {
        let size = Number::parse("0.1")?;
        db.create(&Blob { count: Some(count), size, ..blob(&[path as u8]) }).await?;
    }
    let by_count = || Blob::by_count(u64::MAX);
    assert_eq!(found(&db, by_count()).await?, counts);
    assert_eq!(found(&db, by_count().into_query().descending()).await?, [i64::MAX, 7, 0, -7, i64::MIN]);
    assert_eq!(found(&db, by_count().count(-7..7)).await?, [-7, 0]);
    assert_eq!(found(&db, by_count().count(i64::MIN)).await?, [i64::MIN]);
    Ok(())
}

async fn found<Q: IntoQuery<Output = Blob>>(db: &Db<Blobs>, query: Q) -> Result<Vec<i64>> {
    Ok(db.query(query).all().await?.into_iter().filter_map(|blob| blob.count).collect())
}

pub async fn decimals_are_keys_of_type_n(target: &Target) -> Result<()> {
    let db = target.db::<Blobs>().await?;
    let sizes = ["-10", "-1.5", "0.01", "0.1", "1E+20"];
    for (path, size) in sizes.iter().enumerate() {
        db.create(&Blob { size: Number::parse(size)?, ..blob(&[path as u8]) }).await?;
    }
    let number = |text| Number::parse(text);
    let small = Blob::by_size(u64::MAX).size(number("-1.5")?..=number("0.1")?);
    assert_eq!(paths(&db, small).await?, [vec![1], vec![2], vec![3]]);
    assert_eq!(paths(&db, Blob::by_size(u64::MAX).size(number("100000000000000000000")?)).await?, [vec![4]]);
    Ok(())
}

//! What typed conditions and updates say of lists, sets, sizes and other attributes.

use std::collections::{BTreeSet, HashSet};

use dynamo_model::request::GetItem;
use dynamo_model::value::{Binary, ValueKind, as_set};
use dynamo_model::{Db, Entity, Projection, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "blog")]
enum Blog {
    Post(Post),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Blog, pk = "POST#{id}", sk = "POST")]
struct Post {
    id: u32,
    title: String,
    lines: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<Vec<u32>>,
    #[serde(with = "as_set", default)]
    tags: BTreeSet<String>,
    #[serde(with = "as_set", default)]
    readers: BTreeSet<u32>,
    #[serde(with = "as_set", default)]
    seals: BTreeSet<Binary>,
    #[serde(with = "as_set", default)]
    moods: HashSet<String>,
    #[serde(with = "as_set", default)]
    ranks: Vec<u32>,
    likes: u32,
    views: u32,
}

/// Who reads a post. A set that is empty is not stored, and reads as its default.
#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Post)]
struct Readers {
    id: u32,
    tags: BTreeSet<String>,
    readers: BTreeSet<u32>,
}

/// The sets of a post in other forms.
#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Post)]
struct Others {
    seals: BTreeSet<Binary>,
    moods: HashSet<String>,
    ranks: Vec<u32>,
}

fn post() -> Post {
    Post {
        id: 1,
        title: "Héllo".into(),
        lines: vec!["b".into()],
        notes: None,
        tags: ["x".to_owned()].into(),
        readers: BTreeSet::new(),
        seals: BTreeSet::new(),
        moods: HashSet::new(),
        ranks: Vec::new(),
        likes: 3,
        views: 5,
    }
}

async fn blog(target: &Target) -> Result<Db<Blog>> {
    let db = target.db::<Blog>().await?;
    db.put(&post()).await?;
    Ok(db)
}

pub async fn lists_grow_at_both_ends_and_from_nothing(target: &Target) -> Result<()> {
    let db = blog(target).await?;
    db.update(Post::key(1)).set(|p| p.lines.append(["c", "d"])).await?;
    db.update(Post::key(1)).set(|p| p.lines.prepend(["a"])).set(|p| p.notes.append([1, 2])).await?;
    let new = db.update(Post::key(1)).set(|p| p.notes.prepend([0])).returning_new().await?;
    let lines = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
    assert_eq!(new, Post { lines, notes: Some(vec![0, 1, 2]), ..post() });
    Ok(())
}

pub async fn sets_gain_and_lose_members(target: &Target) -> Result<()> {
    let db = blog(target).await?;
    let update = db.update(Post::key(1)).set(|p| p.tags.add(["x", "y", "z"])).set(|p| p.readers.add([7]));
    let new = update.returning_new().await?;
    let tags = ["x", "y", "z"].map(str::to_owned).into();
    assert_eq!(new, Post { tags, readers: [7].into(), ..post() });
    let update = db.update(Post::key(1)).set(|p| p.tags.delete(["y", "w"])).set(|p| p.readers.delete([7]));
    let new = update.only_if(|p| p.tags.contains("y").and(!p.readers.contains(8))).returning_new().await?;
    assert_eq!(new, Post { tags: ["x", "z"].map(str::to_owned).into(), ..post() });
    db.update(Post::key(1)).only_if(|p| p.readers.missing()).await?;
    let none: [&str; 0] = [];
    assert_eq!(db.update(Post::key(1)).set(|p| p.tags.add(none)).returning_new().await?, new);
    let whole: BTreeSet<String> = ["q".to_owned()].into();
    db.update(Post::key(1)).set(|p| p.tags.to(&whole)).await?;
    db.update(Post::key(1)).only_if(|p| p.tags.eq(&whole)).await?;
    let empty = db.update(Post::key(1)).set(|p| p.tags.to(BTreeSet::new()));
    assert!(refused(empty.await).is_codec(), "there are no empty sets");
    Ok(())
}

pub async fn sets_of_bytes_and_those_in_other_collections_gain_and_lose_members(
    target: &Target,
) -> Result<()> {
    let db = blog(target).await?;
    let seal = |bytes: &[u8]| Binary::from(bytes);
    let update = db.update(Post::key(1)).set(|p| p.seals.add([seal(&[0, 0xff]), seal(&[0x80]), seal(&[1])]));
    let update = update.set(|p| p.moods.add(["glad", "calm"])).set(|p| p.ranks.add([7]));
    let new = update.returning_new().await?;
    let seals: BTreeSet<Binary> = [seal(&[0, 0xff]), seal(&[0x80]), seal(&[1])].into();
    let moods = HashSet::from(["glad", "calm"].map(str::to_owned));
    assert_eq!(new, Post { seals, moods: moods.clone(), ranks: vec![7], ..post() });
    let item =
        db.backend().get_item(GetItem::new(db.table_name().clone(), Post::key(1).item()?).consistent());
    let item = item.await?.item.unwrap();
    let kind = |name| item.get(name).map(|value| value.kind());
    assert_eq!(
        ["seals", "moods", "ranks"].map(kind),
        [ValueKind::Bs, ValueKind::Ss, ValueKind::Ns].map(Some)
    );

    let update = db.update(Post::key(1)).set(|p| p.seals.delete([seal(&[1]), seal(&[2])]));
    let update = update.set(|p| p.moods.delete(["calm"])).set(|p| p.ranks.add([7, 8]));
    let update = update.only_if(|p| p.seals.contains(seal(&[1])).and(!p.seals.contains(seal(&[0]))));
    let new = update.only_if(|p| p.moods.contains("calm").and(p.ranks.contains(7))).returning_new().await?;
    assert_eq!(new.seals, [seal(&[0, 0xff]), seal(&[0x80])].into());
    assert_eq!((new.moods.len(), new.ranks.len()), (1, 2));
    let filtered =
        db.scan::<Post>().filter(|p| p.seals.contains(seal(&[0x80])).and(p.moods.contains("glad")));
    let mut others = filtered.view::<Others>().all().await?.pop().unwrap();
    others.ranks.sort_unstable();
    assert_eq!(others, Others { seals: new.seals, moods: ["glad".to_owned()].into(), ranks: vec![7, 8] });

    let (seals, ranks) = (BTreeSet::from([seal(b"q")]), vec![3]);
    db.update(Post::key(1)).set(|p| p.seals.to(&seals)).set(|p| p.moods.to(&moods)).await?;
    let whole = db.update(Post::key(1)).set(|p| p.ranks.to(&ranks));
    whole.only_if(|p| p.seals.eq(&seals).and(p.moods.eq(&moods))).await?;
    let last = db.update(Post::key(1)).set(|p| p.seals.delete([seal(b"q")])).set(|p| p.ranks.delete([3]));
    let last = last.only_if(|p| p.seals.size().eq(1).and(p.ranks.eq(&ranks))).returning_new().await?;
    assert_eq!(last, Post { moods, ..post() }, "sets without members are absent, and read as empty");
    Ok(())
}

pub async fn conditions_compare_attributes_with_each_other(target: &Target) -> Result<()> {
    let db = blog(target).await?;
    let like = || db.update(Post::key(1)).set(|p| p.likes.plus(1)).only_if(|p| p.likes.lt(&p.views));
    like().await?;
    like().await?;
    assert!(refused(like().await).is_condition_failed());
    db.update(Post::key(1)).only_if(|p| p.likes.eq(&p.views).and(p.views.between(1, &p.likes))).await
}

pub async fn conditions_know_sizes_and_types(target: &Target) -> Result<()> {
    let db = blog(target).await?;
    let only_if = |holds: fn(&<Post as Entity>::Attributes) -> dynamo_model::typed::Cond<Post>| {
        db.update(Post::key(1)).only_if(holds)
    };
    only_if(|p| p.title.size().ge(5).and(p.title.size().le(6))).await?;
    only_if(|p| p.lines.size().eq(1).and(p.tags.size().between(1, 2)).and(p.tags.size().ne(2))).await?;
    only_if(|p| p.tags.has_type(ValueKind::Ss).and(!p.lines.has_type(ValueKind::Ss))).await?;
    assert!(refused(only_if(|p| p.readers.size().lt(5)).await).is_condition_failed(), "absent has no size");
    assert!(refused(only_if(|p| p.lines.size().gt(1)).await).is_condition_failed());
    Ok(())
}

pub async fn a_view_has_the_sets_of_its_entity(target: &Target) -> Result<()> {
    let db = blog(target).await?;
    let tags = post().tags;
    let read = async || db.get(Post::key(1)).view::<Readers>().await;
    assert_eq!(read().await?, Some(Readers { id: 1, tags: tags.clone(), readers: BTreeSet::new() }));
    db.update(Post::key(1)).set(|p| p.readers.add([7, 8])).await?;
    let readers = Readers { id: 1, tags, readers: [7, 8].into() };
    assert_eq!(read().await?, Some(readers.clone()));
    let filtered = db.scan::<Post>().filter(|p| p.readers.contains(8)).view::<Readers>();
    assert_eq!(filtered.all().await?, [readers]);
    Ok(())
}

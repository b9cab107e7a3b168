//! Item collections whose members are views.

use dynamo_model::request::PutItem;
use dynamo_model::value::Item;
use dynamo_model::{Collection, Db, Document, Entity, Projection, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[derive(Debug, Table)]
#[table(name = "forum", ttl = "until", collections(Board, Shown, Mixed, Whole, ByName, Keys, Totals))]
#[index(name = "by_user", project(include))]
#[index(name = "keys", project(keys_only))]
#[index(name = "local", sk("score", N), local)]
enum Forum {
    User(User),
    Post(Post),
    Note(Note),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Forum, pk = "USER#{name}", sk = "ABOUT")]
#[access(name = about, index = by_user, pk = "U#{name}", sk = "ABOUT")]
#[access(name = key_about, index = keys, pk = "U#{name}", sk = "ABOUT", view = UserName)]
struct User {
    #[attr(key)]
    name: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Forum, pk = "USER#{author}", sk = "POST#{id}", hide_expired)]
#[access(name = by_author, index = by_user, pk = "U#{author}", sk = "POST#{id}", project(lines, title), view = Title)]
#[access(name = by_score, index = local, pk = "USER#{author}", sk(score))]
struct Post {
    id: u32,
    author: String,
    title: String,
    lines: Vec<Line>,
    #[serde(default = "one")]
    score: u32,
    #[attr(ttl)]
    until: u64,
}

fn one() -> u32 {
    1
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Line {
    text: String,
    by: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Forum, pk = "USER#{of}", sk = "NOTE#{id}")]
#[access(name = key_of_note, index = keys, pk = "U#{of}", sk = "NOTE#{id}", view = NoteKey)]
struct Note {
    id: u32,
    of: String,
    lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = User)]
struct UserName {
    name: String,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Post)]
struct Title {
    id: u32,
    title: String,
    #[projection(from = lines[1].by)]
    by: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Note)]
struct NoteKey {
    id: u32,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Post)]
struct Score {
    id: u32,
    score: u32,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Note)]
struct Last {
    #[projection(from = lines[2].text)]
    last: Option<String>,
}

/// Views of all that is there.
#[derive(Debug, Clone, PartialEq, Collection)]
#[collection(table = Forum, pk = "USER#{name}", of(name: String))]
enum Shown {
    User(UserName),
    Post(Title),
    Note(Last),
}

#[derive(Debug, Clone, PartialEq, Collection)]
#[collection(table = Forum, pk = "USER#{name}", of(name: String))]
struct Board {
    user: Option<UserName>,
    posts: Vec<Title>,
    notes: Vec<Last>,
}

/// One of them whole.
#[derive(Debug, Clone, PartialEq, Collection)]
#[collection(table = Forum, pk = "USER#{name}", of(name: String))]
struct Mixed {
    user: User,
    posts: Vec<Title>,
    notes: Vec<Note>,
}

/// Two of them, and whatever else there is.
#[derive(Debug, Collection)]
#[collection(table = Forum, pk = "USER#{name}", of(name: String))]
enum Whole {
    User(UserName),
    Note(Last),
    #[collection(other)]
    Other(Item),
}

#[derive(Debug, Clone, PartialEq, Collection)]
#[collection(table = Forum, index = by_user, pk = "U#{name}", of(name: String))]
struct ByName {
    user: User,
    posts: Vec<Title>,
}

#[derive(Debug, Clone, PartialEq, Collection)]
#[collection(table = Forum, index = keys, pk = "U#{name}", of(name: String))]
enum Keys {
    User(UserName),
    Note(NoteKey),
}

#[derive(Debug, Clone, PartialEq, Collection)]
#[collection(table = Forum, index = local, pk = "USER#{name}", of(name: String))]
struct Totals {
    posts: Vec<Score>,
}

const FAR: u64 = 4_102_444_800;

fn lines(texts: &[&str]) -> Vec<Line> {
    let line = |text: &&str| Line { text: (*text).to_owned(), by: format!("by {text}") };
    texts.iter().map(line).collect()
}

fn post(id: u32) -> Post {
    let title = format!("Post {id}");
    Post { id, author: "ada".to_owned(), title, lines: lines(&["a", "b", "c"]), score: id, until: FAR }
}

fn title(id: u32) -> Title {
    Title { id, title: format!("Post {id}"), by: Some("by b".to_owned()) }
}

async fn forum(target: &Target) -> Result<Db<Forum>> {
    let db = target.db::<Forum>().await?;
    db.put(&User { name: "ada".to_owned() }).await?;
    db.put(&post(1)).await?;
    db.put(&Post { lines: lines(&["a"]), ..post(2) }).await?;
    db.put(&Post { until: 0, ..post(3) }).await?;
    db.put(&Note { id: 1, of: "ada".to_owned(), lines: lines(&["x", "y", "z"]) }).await?;
    Ok(db)
}

fn user() -> UserName {
    UserName { name: "ada".to_owned() }
}

fn last() -> Last {
    Last { last: Some("z".to_owned()) }
}

fn paths(asked: Option<&dynamo_model::expr::Projection>) -> Vec<String> {
    asked.iter().flat_map(|asked| asked.paths()).map(ToString::to_string).collect()
}

pub async fn a_collection_of_views_asks_for_what_they_have(target: &Target) -> Result<()> {
    let db = forum(target).await?;
    let query = || db.query(Shown::of("ada"));
    let asked = paths(query().request()?.projection.as_ref());
    let wanted = ["_type", "pk", "sk", "until", "id", "title", "lines[1]", "lines[2]"];
    assert_eq!(asked, wanted, "of several elements of one list all are whole, whatever entities they are of");
    let second = Title { by: None, ..title(2) };
    let all = [Shown::User(user()), Shown::Note(last()), Shown::Post(title(1)), Shown::Post(second.clone())];
    assert_eq!(query().all().await?, all);
    let page = query().limit(2).page().await?;
    assert_eq!(page[..], all[..2]);
    assert_eq!(query().after(page.cursor().cloned().unwrap()).all().await?, all[2..]);
    let all = Board { user: Some(user()), posts: vec![title(1), second], notes: vec![last()] };
    assert_eq!(db.get_collection(Board::of("ada")).consistent().await?, Some(all));
    assert_eq!(paths(Board::of("ada").request()?.projection.as_ref()), wanted);
    Ok(())
}

pub async fn a_collection_of_an_entity_and_views_is_read_whole(target: &Target) -> Result<()> {
    let db = forum(target).await?;
    assert_eq!(Mixed::of("ada").request()?.projection, None);
    let mixed = db.get_collection(Mixed::of("ada")).await?.unwrap();
    assert_eq!(mixed.posts, [title(1), Title { by: None, ..title(2) }], "elements by their places");
    assert_eq!((mixed.user.name.as_str(), mixed.notes.len()), ("ada", 1));
    let found = db.query(Whole::of("ada")).all().await?;
    let [Whole::User(name), Whole::Note(note), Whole::Other(_), ..] = &found[..] else { panic!("{found:?}") };
    assert_eq!((name, note), (&user(), &last()));
    Ok(())
}

pub async fn viewed_members_are_filtered_and_hidden_like_entities(target: &Target) -> Result<()> {
    let db = forum(target).await?;
    let of_two = db.query(Shown::of("ada")).filter_members::<Title>(|post| post.score.eq(2));
    let found = of_two.all().await?;
    assert_eq!(found.len(), 3);
    assert!(found.contains(&Shown::Post(Title { by: None, ..title(2) })));
    let hidden = db.get_collection(Board::of("ada")).including_hidden().await?;
    assert_eq!(hidden.map(|board| board.posts.len()), Some(3));
    Ok(())
}

pub async fn an_index_of_parts_has_collections_of_views(target: &Target) -> Result<()> {
    let db = forum(target).await?;
    let by_name = db.get_collection(ByName::of("ada")).await?;
    let user = User { name: "ada".to_owned() };
    assert_eq!(by_name, Some(ByName { user, posts: vec![title(1), Title { by: None, ..title(2) }] }));
    let totals = db.get_collection(Totals::of("ada")).descending().consistent().await?;
    let score = |id| Score { id, score: id };
    assert_eq!(totals, Some(Totals { posts: vec![score(2), score(1)] }));
    Ok(())
}

pub async fn an_index_of_keys_has_collections_of_views_of_keys(target: &Target) -> Result<()> {
    let db = forum(target).await?;
    let found = db.query(Keys::of("ada")).all().await?;
    assert_eq!(found, [Keys::User(user()), Keys::Note(NoteKey { id: 1 })]);
    Ok(())
}

pub async fn what_is_of_no_viewed_member_is_told(target: &Target) -> Result<()> {
    let db = forum(target).await?;
    let mut item = db.query(Whole::of("ada")).all().await?.into_iter().find_map(|found| match found {
        Whole::Other(item) => Some(item),
        _ => None,
    });
    let item = item.as_mut().unwrap();
    item.insert("_type", "Poll");
    db.backend().put_item(PutItem::new(db.table_name().clone(), item.clone())).await?;
    let error = refused(db.query(Shown::of("ada")).all().await);
    assert!(error.is_unexpected_entity());
    assert!(error.message().contains("\"Poll\""), "{error}");
    Ok(())
}

//! Templates of every form: with a literal at the end, of literals alone, and in upper and lower case.

use dynamo_model::key::starts_with;
use dynamo_model::request::GetItem;
use dynamo_model::value::ValueRef;
use dynamo_model::{Db, Entity, Key, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "forms")]
#[index(name = "gsi1")]
enum Forms {
    Draft(Draft),
    Final(Final),
    Nick(Nick),
    Settings(Settings),
    Defaults(Defaults),
    Cover(Cover),
    Page(Page),
    Lower(Lower),
    Upper(Upper),
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "drive")]
enum Drive {
    File(File),
}

/// One document has both of these, which differ in what their keys end in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Forms, pk = "AUTHOR#{author}", sk = "DOC#{number}#DRAFT")]
#[access(name = drafts_of)]
struct Draft {
    #[attr(key)]
    author: String,
    #[attr(key)]
    number: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Forms, pk = "AUTHOR#{author}", sk = "DOC#{number}#FINAL")]
#[access(name = finals_of)]
struct Final {
    #[attr(key)]
    author: String,
    #[attr(key)]
    number: u32,
}

/// Text with a literal behind it, in both keys.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Forms, pk = "{author}#NICKS", sk = "{nick}#NICK")]
#[access(name = nicks_of)]
struct Nick {
    #[attr(key)]
    author: String,
    #[attr(key)]
    nick: String,
}

/// Text that has separators of its keys in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Drive, pk = "OWNER-{owner:rest}", sk = "FILE#{drive}#{path:rest}")]
#[access(name = files_of)]
struct File {
    #[attr(key)]
    owner: String,
    #[attr(key)]
    drive: String,
    #[attr(key)]
    path: String,
}

/// There is one of these; the key of the other begins with its key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Forms, pk = "SETTINGS", sk = "SETTINGS")]
#[access(name = the_settings)]
struct Settings {
    theme: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Forms, pk = "SETTINGS", sk = "SETTINGS#DEFAULT")]
struct Defaults {
    theme: String,
}

/// The key of a cover is what the keys of pages begin with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Forms, pk = "BOOK#", sk = "PAGE#")]
#[access(name = the_cover)]
struct Cover {
    title: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Forms, pk = "BOOK#", sk = "PAGE#{number}")]
#[access(name = pages)]
struct Page {
    #[attr(key)]
    number: u8,
}

/// The keys of these two differ in upper and lower case only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Forms, pk = "Tag#{name}", sk = "tag")]
#[access(name = lower)]
#[access(name = lower_names, index = gsi1, pk = "Names", sk = "{name}")]
struct Lower {
    #[attr(key)]
    name: String,
    n: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Forms, pk = "TAG#{name}", sk = "tag")]
#[access(name = upper)]
#[access(name = upper_names, index = gsi1, pk = "NAMES", sk = "{name}")]
struct Upper {
    #[attr(key)]
    name: String,
    n: usize,
}

fn draft(number: u32) -> Draft {
    Draft { author: "ada".into(), number }
}

fn finished(number: u32) -> Final {
    Final { author: "ada".into(), number }
}

pub async fn keys_may_differ_in_what_they_end_in(target: &Target) -> Result<()> {
    let db = target.db::<Forms>().await?;
    for number in [9, 10, 100] {
        db.create(&draft(number)).await?;
    }
    db.create(&finished(10)).await?;
    assert_eq!(db.query(Draft::drafts_of("ada")).all().await?, [draft(9), draft(10), draft(100)]);
    assert_eq!(db.query(Draft::drafts_of("ada").number(10)).all().await?, [draft(10)]);
    assert_eq!(db.query(Draft::drafts_of("ada").number(9..100)).all().await?, [draft(9), draft(10)]);
    assert_eq!(db.query(Draft::drafts_of("ada").number(..=10)).all().await?, [draft(9), draft(10)]);
    assert_eq!(db.query(Final::finals_of("ada").number(9..)).all().await?, [finished(10)]);
    db.delete(Draft::key("ada", 10)).await?;
    assert_eq!(db.get(Final::key("ada", 10)).await?, Some(finished(10)), "the other stays");
    assert_eq!(db.get(Draft::key("ada", 10)).await?, None);
    Ok(())
}

pub async fn a_text_before_a_literal_is_read_back_whole(target: &Target) -> Result<()> {
    let db = target.db::<Forms>().await?;
    let nick = |nick: &str| Nick { author: "ada".into(), nick: nick.into() };
    for name in ["a", "ab", "a!", "NICK", "A"] {
        db.create(&nick(name)).await?;
        let stored = raw(&db, Key::of(&nick(name))).await?;
        assert_eq!(stored.get("sk"), Some(ValueRef::S(&format!("{name}#NICK"))));
        assert_eq!(Key::<Nick>::from_item(stored.view())?.parts()?, ("ada".to_owned(), name.to_owned()));
        assert_eq!(db.query(Nick::nicks_of("ada").nick(name)).all().await?, [nick(name)]);
    }
    assert!(refused(db.create(&nick("a#NICK")).await).is_invalid_key());
    assert_eq!(db.query(Nick::nicks_of("ada")).count().await?, 5);
    Ok(())
}

async fn raw<E: Entity<Table = Forms>>(db: &Db<Forms>, key: Key<E>) -> Result<dynamo_model::value::Item> {
    let request = GetItem::new(db.table_name().clone(), key.item()?);
    Ok(db.backend().get_item(request).await?.item.unwrap())
}

pub async fn a_key_without_parts_is_of_one_item(target: &Target) -> Result<()> {
    let db = target.db::<Forms>().await?;
    let settings = |theme: &str| Settings { theme: theme.into() };
    db.create(&Defaults { theme: "grey".into() }).await?;
    assert_eq!(db.query(Settings::the_settings()).all().await?, [], "what begins so is another");
    db.create(&settings("dark")).await?;
    assert!(refused(db.create(&settings("light")).await).is_condition_failed());
    db.put(&settings("light")).await?;
    assert_eq!(db.query(Settings::the_settings()).all().await?, [settings("light")]);
    db.delete(Settings::key()).await?;
    assert_eq!(db.get(Settings::key()).await?, None);
    assert_eq!(db.get(Defaults::key()).await?, Some(Defaults { theme: "grey".into() }));
    Ok(())
}

pub async fn a_key_may_be_what_others_begin_with(target: &Target) -> Result<()> {
    let db = target.db::<Forms>().await?;
    let cover = Cover { title: "Notes".into() };
    db.create(&Page { number: 2 }).await?;
    db.create(&Page { number: 1 }).await?;
    db.create(&cover).await?;
    let pages = [Page { number: 1 }, Page { number: 2 }];
    assert_eq!(db.query(Page::pages()).all().await?, pages);
    assert_eq!(db.query(Page::pages().number(..=u8::MAX)).all().await?, pages);
    assert_eq!(db.query(Cover::the_cover()).all().await?, std::slice::from_ref(&cover));
    assert_eq!(db.get(Cover::key()).await?, Some(cover));
    Ok(())
}

pub async fn upper_and_lower_case_stay_as_they_are(target: &Target) -> Result<()> {
    let db = target.db::<Forms>().await?;
    let names = ["straße", "STRASSE", "Ab", "aB", "AB", "ab", "É", "é", "İ", "i"];
    for (n, name) in names.into_iter().enumerate() {
        db.create(&Lower { name: name.into(), n }).await?;
        db.create(&Upper { name: name.into(), n: n + 100 }).await?;
    }
    for (n, name) in names.into_iter().enumerate() {
        let lower = Lower { name: name.into(), n };
        let stored = raw(&db, Lower::key(name)).await?;
        assert_eq!(stored.get("pk"), Some(ValueRef::S(&format!("Tag#{name}"))));
        assert_eq!(stored.get("gsi1pk"), Some(ValueRef::S("Names")));
        assert_eq!(stored.get("gsi1sk"), Some(ValueRef::S(name)));
        assert_eq!(db.query(Lower::lower_names().name(name)).all().await?, std::slice::from_ref(&lower));
        assert_eq!(db.query(Lower::lower(name)).all().await?, [lower]);
        let upper = Upper { name: name.into(), n: n + 100 };
        assert_eq!(db.query(Upper::upper_names().name(name)).all().await?, std::slice::from_ref(&upper));
        assert_eq!(db.query(Upper::upper(name)).all().await?, [upper]);
    }
    let found = db.query(Lower::lower_names()).all().await?;
    let mut sorted = names;
    sorted.sort_unstable();
    assert_eq!(
        found.iter().map(|lower| lower.name.as_str()).collect::<Vec<_>>(),
        sorted,
        "in order of bytes"
    );
    assert_eq!(db.query(Upper::upper_names().name(starts_with("A"))).count().await?, 2);
    assert_eq!(db.get(Lower::key("aé")).await?, None);
    Ok(())
}

pub async fn text_at_the_end_of_a_key_may_have_separators_in_it(target: &Target) -> Result<()> {
    let db = target.db::<Drive>().await?;
    let file = |drive: &str, path: &str| File {
        owner: "ann-marie@example.org".into(),
        drive: drive.into(),
        path: path.into(),
    };
    // In the order of their keys; none is found as another, though each could begin the next.
    let files = [
        file("a", "#"),
        file("a", "#b"),
        file("a", "b"),
        file("a", "b#c"),
        file("a", "b#c/d"),
        file("b", "c"),
    ];
    for file in files.iter().rev() {
        db.create(file).await?;
    }
    for file in &files {
        let key = File::key(&file.owner, &file.drive, &file.path);
        assert_eq!(db.get(key.clone()).await?.as_ref(), Some(file));
        assert_eq!(key.parts()?, (file.owner.clone(), file.drive.clone(), file.path.clone()));
        let named = File::files_of(&file.owner).drive(&file.drive).path(&file.path);
        assert_eq!(db.query(named).all().await?, std::slice::from_ref(file));
    }
    let of_ann = || File::files_of("ann-marie@example.org");
    assert_eq!(db.query(of_ann()).all().await?, files);
    assert_eq!(db.query(of_ann().drive("a")).all().await?, files[..5]);
    assert_eq!(db.query(of_ann().drive("a").path(starts_with("b#"))).all().await?, files[3..5]);
    let range = of_ann().drive("a").path("#b".to_owned().."b#c".to_owned());
    assert_eq!(db.query(range).all().await?, files[1..3]);
    assert!(File::key("ann", "a#b", "c").item().is_err(), "a drive ends at the separator");
    Ok(())
}

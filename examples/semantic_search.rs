//! A knowledge base that is searched by meaning: articles lie near a question if they are about the same.
//!
//! A model makes a vector of every text, an *embedding*; a vector index finds those that are nearest to another one. Here
//! the vectors are made by hand and have four numbers, which say how much an article is about networks, storage, billing and
//! hiring; those of a model have some hundreds that nobody can read, and nothing else changes.
//!
//! | # | access pattern | read or written by |
//! | --- | --- | --- |
//! | 1 | write an article, with or without a vector yet | puts |
//! | 2 | what a team knows about a question | `similar`, a search of the partition `TEAM#<team>` |
//! | 3 | the same in one language | `similar`, filtered |
//! | 4 | titles only, for suggestions while somebody types | `similar`, as a view |
//! | 5 | what else is like an article | `similar`, with the article's own vector |
//! | 6 | index a draft | an update that sets its vector |
//! | 7 | move an article to another team | an update, which moves it in the index |
//!
//! `cargo run --example semantic-search` runs it on the built-in engine.

#![allow(missing_docs, reason = "a model reads best without a comment on every field")]

use std::process::ExitCode;

use dynamo_examples::{log::Log, program};
use dynamo_model::search::Scored;
use dynamo_model::{Db, Entity, KeyPart, Projection, Result, Table, Vector};
use serde::{Deserialize, Serialize};

/// What the model makes: one that makes vectors of another length does not compile until the index is declared so.
pub type Embedding = Vector<4>;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "knowledge-base")]
#[vector_index(
    name = "by_meaning",
    vector = "embedding",
    dimensions = 4,
    distance = cosine,
    pk = "team_pk",
    filter(language)
)]
pub enum KnowledgeBase {
    Article(Article),
}

/// An article. Until it has a vector it is not in the index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = KnowledgeBase, pk = "ARTICLE#{id}", sk = "ARTICLE")]
#[access(name = similar, index = by_meaning, pk = "TEAM#{team}", filter(language))]
pub struct Article {
    #[attr(key)]
    pub id: u32,
    pub team: String,
    pub language: Language,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embedding: Option<Embedding>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, KeyPart)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    English,
    French,
}

/// What a list of suggestions shows. Vectors are long, and it has none.
#[derive(Debug, PartialEq, Projection)]
#[projection(of = Article)]
pub struct Title {
    pub title: String,
}

/// Runs every access pattern.
pub async fn run(db: &Db<KnowledgeBase>, log: &mut Log) -> Result<()> {
    use Language::{English, French};
    let articles = [
        article(1, "ops", English, "Restoring a backup", [0.1, 0.9, 0.0, 0.0])?,
        article(2, "ops", French, "Remplacer un disque", [0.2, 0.8, 0.1, 0.0])?,
        article(3, "ops", English, "Routes between sites", [0.9, 0.1, 0.0, 0.0])?,
        article(4, "ops", English, "What a gigabyte costs", [0.0, 0.6, 0.7, 0.0])?,
        article(5, "people", English, "Writing a job advert", [0.0, 0.0, 0.1, 0.9])?,
    ];
    for article in &articles {
        db.put(article).await?;
    }
    let draft = Article { embedding: None, ..article(6, "ops", English, "Disks that failed", [0.0; 4])? };
    db.put(&draft).await?;
    log.row("write articles, one without a vector", articles.len() + 1);

    // "My disk is full": a model makes the vector of it.
    let question = Embedding::new([0.1, 1.0, 0.1, 0.0])?;
    let found = db.search(Article::similar("ops"), &question).top(3).await?;
    assert_eq!(titles(&found), ["Restoring a backup", "Remplacer un disque", "What a gigabyte costs"]);
    let is_whole = |nearest: &Scored<Article>| nearest.score < 0.02 && nearest.item == articles[0];
    assert!(found.first().is_some_and(is_whole), "an article with all it has, and how near it is");
    log.row("what a team knows about a question", found.len());

    let english = db.search(Article::similar("ops"), &question).top(2).filter(|a| a.language.eq(English));
    let found = english.await?;
    assert_eq!(
        titles(&found),
        ["Restoring a backup", "What a gigabyte costs"],
        "it is filtered, then ranked"
    );
    log.row("the same in one language", found.len());

    let suggested = db.search(Article::similar("ops"), &question).top(1).view::<Title>().await?;
    assert!(suggested.iter().map(|found| found.item.title.as_str()).eq(["Restoring a backup"]));
    log.row("titles only", suggested.len());

    // An article is nearest to itself.
    let others = like(db, &articles[3]).await?;
    assert_eq!(titles(&others), ["Remplacer un disque", "Restoring a backup"]);
    log.row("what else is like an article", others.len());

    db.update(Article::key(6)).set(|a| a.embedding.to(question.clone())).await?;
    let found = db.search(Article::similar("ops"), &question).top(1).await?;
    assert_eq!(titles(&found), ["Disks that failed"]);
    log.row("index a draft", found.len());

    db.update(Article::key(6)).set(|a| a.team.to("people")).await?;
    let found = db.search(Article::similar("people"), &question).await?;
    assert_eq!(titles(&found), ["Disks that failed", "Writing a job advert"]);
    log.row("move an article to another team", found.len());
    Ok(())
}

fn article(id: u32, team: &str, language: Language, title: &str, embedding: [f32; 4]) -> Result<Article> {
    let (team, title) = (team.to_owned(), title.to_owned());
    Ok(Article { id, team, language, title, embedding: Some(Vector::new(embedding)?) })
}

/// Finds the two articles of its team that are most like one.
async fn like(db: &Db<KnowledgeBase>, article: &Article) -> Result<Vec<Scored<Article>>> {
    let Some(embedding) = &article.embedding else { return Ok(Vec::new()) };
    let mut found = db.search(Article::similar(&article.team), embedding).top(3).await?;
    found.retain(|found| found.item.id != article.id);
    Ok(found)
}

fn titles(found: &[Scored<Article>]) -> Vec<&str> {
    found.iter().map(|found| found.item.title.as_str()).collect()
}

#[tokio::main]
async fn main() -> ExitCode {
    program::main_on_empty_table(run).await
}

//! Large entities in boxes, as variants of tables and of collections.

use dynamo_model::{Collection, Entity, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "archive")]
enum Archive {
    Film(Box<Film>),
    Cast(Cast),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Archive, pk = "FILM#{id}", sk = "FILM")]
struct Film {
    id: u32,
    frames: [u64; 30],
    #[attr(unique)]
    title: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Archive, pk = "FILM#{film}", sk = "CAST#{name}")]
struct Cast {
    film: u32,
    name: String,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Archive, pk = "FILM#{film}", of(film: u32))]
enum OfFilm {
    Film(Box<Film>),
    Cast(Cast),
}

fn film(id: u32) -> Film {
    Film { id, frames: [u64::from(id); 30], title: format!("film {id}") }
}

pub async fn an_entity_in_a_box_is_written_and_read_as_any_other(target: &Target) -> Result<()> {
    let db = target.db::<Archive>().await?;
    let cast = Cast { film: 1, name: "ada".into() };
    db.create(&film(1)).await?;
    db.create(&Archive::from(cast.clone())).await?;
    assert!(refused(db.create(&Archive::from(Film { id: 2, ..film(1) })).await).is_unique_violation());
    assert_eq!(db.get(Film::key(1)).await?, Some(film(1)));
    let all = db.query(OfFilm::of(1)).all().await?;
    assert_eq!(all, [OfFilm::Cast(cast.clone()), OfFilm::Film(Box::new(film(1)))]);
    let films = db.query(OfFilm::of(1).filter_members::<Film>(|f| f.title.eq("film 2"))).all().await?;
    assert_eq!(films, [OfFilm::Cast(cast.clone())]);
    let mut scanned = db.scan::<Archive>().all().await?;
    scanned.sort_by_key(|item| matches!(item, Archive::Film(_)));
    assert_eq!(scanned, [Archive::Cast(cast), Archive::Film(Box::new(film(1)))]);
    Ok(())
}

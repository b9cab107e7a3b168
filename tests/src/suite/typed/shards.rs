//! Partition keys spread over shards: found by their keys, read together in order, and paged through with one cursor.

use std::collections::BTreeSet;

use dynamo_model::request::GetItem;
use dynamo_model::value::Item;
use dynamo_model::{Collection, Cursor, Db, Entity, Projection, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "games")]
#[index(name = "gsi1")]
#[index(name = "gsi2", project(keys_only))]
#[index(name = "gsi3")]
enum Games {
    Score(Score),
    Prize(Prize),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Games, pk = "SCORES#{game}#{shard(4)}", sk = "SCORE#{player}")]
#[access(name = of_game)]
#[access(name = by_points, index = gsi1, pk = "POINTS#{game}#{shard(7)}", sk = "{points}")]
#[access(name = ranked, index = gsi2, pk = "{shard(3)}#RANKED#{game}", sk = "{points}", hydrate)]
#[access(name = of_team, index = gsi3, pk = "TEAM#{team}#{shard(5)}", sk = "{player}")]
struct Score {
    #[attr(key)]
    game: String,
    player: u32,
    points: u16,
    team: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Games, pk = "SCORES#{game}#{shard(4)}", sk = "PRIZE#{place}")]
#[access(name = prizes_of)]
struct Prize {
    game: String,
    place: u8,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Score)]
struct Points {
    player: u32,
    points: u16,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Games, pk = "SCORES#{game}#{shard(4)}", of(game: String))]
struct Game {
    scores: Vec<Score>,
    prizes: Vec<Prize>,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Games, pk = "SCORES#{game}#{shard(4)}", of(game: String))]
enum OfGame {
    Score(Score),
    Prize(Prize),
}

const PLAYERS: u32 = 40;

/// A score; every three players have as many points.
fn score(player: u32) -> Score {
    Score {
        game: "go".to_owned(),
        player,
        points: 100 - u16::try_from(player / 3).unwrap_or_default(),
        team: None,
    }
}

async fn played(target: &Target) -> Result<Db<Games>> {
    let db = target.db::<Games>().await?;
    let scores: Vec<Score> = (0..PLAYERS).map(score).collect();
    let prizes: Vec<Prize> = (1..=3).map(|place| Prize { game: "go".to_owned(), place }).collect();
    db.batch_write().put_all(&scores).put_all(&prizes).await?;
    Ok(db)
}

fn players(scores: &[Score]) -> Vec<u32> {
    scores.iter().map(|score| score.player).collect()
}

fn everyone() -> Vec<u32> {
    (0..PLAYERS).collect()
}

async fn stored(db: &Db<Games>, player: u32) -> Result<Item> {
    let request = GetItem::new(db.table_name().clone(), Score::key("go", player).item()?).consistent();
    Ok(db.backend().get_item(request).await?.item.unwrap_or_default())
}

pub async fn a_key_finds_what_is_spread_over_shards(target: &Target) -> Result<()> {
    let db = played(target).await?;
    let mut shards = BTreeSet::new();
    for player in everyone() {
        assert_eq!(db.get(Score::key("go", player)).await?, Some(score(player)));
        let item = stored(&db, player).await?;
        shards.insert(item.get("pk").and_then(|pk| pk.as_s()).unwrap_or_default().to_owned());
    }
    assert_eq!(Vec::from_iter(shards), ["SCORES#go#00", "SCORES#go#01", "SCORES#go#02", "SCORES#go#03"]);
    // The hash is part of the stored format.
    let item = stored(&db, 7).await?;
    let text = |name: &str| item.get(name).and_then(|key| key.as_s()).unwrap_or_default().to_owned();
    assert_eq!(
        [text("pk"), text("gsi1pk"), text("gsi2pk")],
        ["SCORES#go#00", "POINTS#go#03", "01#RANKED#go"]
    );
    Ok(())
}

pub async fn a_query_merges_the_shards_in_the_order_of_their_sort_keys(target: &Target) -> Result<()> {
    let db = played(target).await?;
    assert_eq!(players(&db.query(Score::of_game("go")).all().await?), everyone());
    assert_eq!(players(&db.query(Score::of_game("go").player(10..13)).all().await?), [10, 11, 12]);
    let down = db.query(Score::of_game("go")).descending().limit(5).await?;
    assert_eq!(players(&down), [39, 38, 37, 36, 35]);
    // Equal points come in the order of the shards.
    let points: Vec<u16> =
        db.query(Score::by_points("go")).all().await?.iter().map(|score| score.points).collect();
    assert!(points.is_sorted() && points.len() == 40, "{points:?}");
    let best = db.query(Score::by_points("go").points(99..)).descending().all().await?;
    assert_eq!(BTreeSet::from_iter(players(&best)), BTreeSet::from_iter(0..6));
    assert_eq!(db.query(Score::of_game("chess")).all().await?, []);
    Ok(())
}

pub async fn every_way_to_read_shards_reads_the_same(target: &Target) -> Result<()> {
    let db = played(target).await?;
    let query = || db.query(Score::of_game("go")).page_size(3);
    let mut stream = query().stream();
    let mut streamed = Vec::new();
    while let Some(score) = stream.next().await {
        streamed.push(score?);
    }
    assert_eq!(players(&streamed), everyone());
    let mut pages = query().pages();
    let mut paged = Vec::new();
    while let Some(page) = pages.next().await {
        paged.extend(page?);
    }
    assert_eq!(players(&paged), everyone());
    assert_eq!(players(&query().limit(17).all().await?), Vec::from_iter(0..17));
    assert_eq!(query().first().await?, Some(score(0)));
    assert_eq!(query().limit(2).count().await?, 40);
    assert_eq!(db.query(Score::of_game("go").player(7)).all().await?, [score(7)]);
    let page = db.query(Score::of_game("go").player(7)).limit(1).await?;
    assert_eq!(page.into_items(), [score(7)]);
    Ok(())
}

pub async fn one_shard_is_read_on_request(target: &Target) -> Result<()> {
    let db = played(target).await?;
    let mut found = Vec::new();
    for shard in 0..4 {
        let one = db.query(Score::of_game("go")).shard(shard).all().await?;
        assert!(one.is_sorted_by_key(|score| score.player) && one.len() < 40);
        found.extend(players(&one));
    }
    found.sort_unstable();
    assert_eq!(found, everyone());
    assert!(refused(db.query(Score::of_game("go")).shard(4).page().await).is_validation());
    assert!(refused(db.query(Score::of_game("go")).request()).is_validation());
    assert_eq!(db.query(Score::of_game("go")).requests()?.len(), 4);
    Ok(())
}

pub async fn one_cursor_goes_on_in_every_shard(target: &Target) -> Result<()> {
    let db = played(target).await?;
    for limit in [1, 3, 7, 40] {
        for descending in [false, true] {
            let mut scores = Vec::new();
            let mut cursor = None::<Cursor>;
            loop {
                let query = db.query(Score::by_points("go")).limit(limit);
                let query = if descending { query.descending() } else { query };
                let page = match cursor.take() {
                    Some(cursor) => query.after(cursor).page().await?,
                    None => query.page().await?,
                };
                assert!(page.len() <= limit);
                scores.extend(page.iter().cloned());
                cursor = page.cursor().map(|cursor| cursor.as_str().parse()).transpose()?;
                if cursor.is_none() {
                    break;
                }
            }
            let points: Vec<u16> = scores.iter().map(|score| score.points).collect();
            assert!(if descending { points.is_sorted_by(|a, b| a >= b) } else { points.is_sorted() });
            let mut found = players(&scores);
            found.sort_unstable();
            assert_eq!(found, everyone());
        }
    }
    Ok(())
}

pub async fn a_cursor_of_shards_goes_on_as_in_one_partition(target: &Target) -> Result<()> {
    let db = target.db::<Games>().await?;
    let even: Vec<Score> = (10..30).step_by(2).map(score).collect();
    db.batch_write().put_all(&even).await?;
    for descending in [false, true] {
        let query = || {
            if descending {
                db.query(Score::of_game("go")).descending()
            } else {
                db.query(Score::of_game("go"))
            }
        };
        let page = query().limit(4).await?;
        let cursor = page.cursor().cloned().unwrap();
        // One more for every place, before the cursor and behind it, in every shard; those at their end are no exception.
        let odd: Vec<Score> = (1..50).step_by(2).map(score).collect();
        db.batch_write().put_all(&odd).await?;
        let rest = query().after(cursor.clone()).all().await?;
        let last = page.last().map(|score| score.player).unwrap();
        let mut behind: Vec<u32> =
            (0..50).filter(|player| player % 2 == 1 || (10..30).contains(player)).collect();
        behind.retain(|player| if descending { *player < last } else { *player > last });
        if descending {
            behind.reverse();
        }
        assert_eq!(players(&rest), behind);
        assert_eq!(query().after(cursor.clone()).count().await?, behind.len());
        assert_eq!(players(&query().after(cursor).limit(2).await?.into_items()), behind[..2]);
        db.batch_write().delete_all(odd.iter().map(|odd| Score::key("go", odd.player))).await?;
    }
    Ok(())
}

pub async fn a_cursor_of_shards_reads_little_again_that_a_filter_has_left_out(target: &Target) -> Result<()> {
    let db = target.db::<Games>().await?;
    for player in 1..=40 {
        let team = (player >= 30).then(|| "red".to_owned());
        db.put(&Score { game: "go".into(), player, points: 0, team }).await?;
    }
    let red = || db.query(Score::of_game("go")).filter(|score| score.team.exists()).page_size(2).limit(1);
    let first = red().await?;
    assert_eq!(first.iter().map(|score| score.player).collect::<Vec<_>>(), [30]);
    let next = red().after(first.cursor().unwrap().clone());
    let places: Vec<Option<Item>> = next.requests()?.into_iter().map(|one| one.exclusive_start_key).collect();
    assert!(places.len() == 4 && places.iter().all(Option::is_some), "no shard starts anew: {places:?}");
    let mut rest = Vec::new();
    let mut cursor = first.cursor().cloned();
    while let Some(after) = cursor {
        let page = red().after(after).await?;
        cursor = page.cursor().cloned();
        rest.extend(page.into_iter().map(|score| score.player));
    }
    assert_eq!(rest, (31..=40).collect::<Vec<_>>());
    Ok(())
}

pub async fn a_cursor_of_shards_belongs_to_one_query(target: &Target) -> Result<()> {
    let db = played(target).await?;
    let cursor = db.query(Score::of_game("go")).limit(3).page().await?.cursor().cloned().unwrap();
    for other in [
        db.query(Score::of_game("go")).shard(0).any_pattern(),
        db.query(Score::of_game("go")).descending().any_pattern(),
        db.query(Score::of_game("chess")).any_pattern(),
        db.query(Score::by_points("go")).any_pattern(),
    ] {
        assert!(refused(other.after(cursor.clone()).page().await).is_invalid_cursor());
    }
    Ok(())
}

pub async fn a_limit_of_shards_counts_what_passes_the_filter(target: &Target) -> Result<()> {
    let db = played(target).await?;
    let odd = || db.query(Score::of_game("go")).filter(|s| s.points.is_in([100, 95, 90]));
    let page = odd().limit(5).await?;
    assert_eq!(players(&page), [0, 1, 2, 15, 16]);
    let rest = odd().limit(5).after(page.cursor().cloned().unwrap()).await?;
    assert_eq!(players(&rest), [17, 30, 31, 32]);
    assert!(rest.cursor().is_none());
    assert_eq!(odd().count().await?, 9);
    let prizes = db.query(Prize::prizes_of("go")).limit(2).await?;
    assert_eq!(prizes.iter().map(|prize| prize.place).collect::<Vec<_>>(), [1, 2]);
    Ok(())
}

pub async fn updates_leave_an_item_in_its_shard(target: &Target) -> Result<()> {
    let db = played(target).await?;
    for player in [0, 7, 39] {
        db.update(Score::key("go", player)).set(|s| s.points.to(3)).await?;
        db.update(Score::key("go", player)).set(|s| s.team.to("red")).await?;
        let item = stored(&db, player).await?;
        let put = Score { points: 3, team: Some("red".to_owned()), ..score(player) };
        db.put(&put).await?;
        assert_eq!(item, stored(&db, player).await?, "as if put");
    }
    assert_eq!(players(&db.query(Score::of_team("red")).all().await?), [0, 7, 39]);
    assert_eq!(db.query(Score::by_points("go").points(..=3)).count().await?, 3);
    Ok(())
}

pub async fn views_collections_and_hydrated_entities_come_from_every_shard(target: &Target) -> Result<()> {
    let db = played(target).await?;
    let points = db.query(Score::of_game("go")).view::<Points>().limit(2).await?;
    assert_eq!(points.into_items(), [Points { player: 0, points: 100 }, Points { player: 1, points: 100 }]);
    let page = db.query(Score::ranked("go")).descending().limit(3).await?;
    assert_eq!(BTreeSet::from_iter(players(&page)), BTreeSet::from_iter(0..3));
    let rest =
        db.query(Score::ranked("go")).descending().after(page.cursor().cloned().unwrap()).all().await?;
    assert_eq!(BTreeSet::from_iter(players(&rest)), BTreeSet::from_iter(3..40));
    let game = db.get_collection(Game::of("go")).await?.unwrap();
    assert_eq!((players(&game.scores), game.prizes.len()), (everyone(), 3));
    assert_eq!(db.get_collection(Game::of("chess")).await?, None);
    let items = db.query(OfGame::of("go")).limit(4).await?;
    assert!(
        matches!(&items[..], [OfGame::Prize(_), OfGame::Prize(_), OfGame::Prize(_), OfGame::Score(first)] if first.player == 0)
    );
    assert_eq!(db.query(Score::of_game("go").collection()).all().await?.len(), 43);
    assert_eq!(db.scan::<Score>().count().await?, 40);
    Ok(())
}

//! Local indexes: the partitions of the table in another order.

use dynamo_model::{Db, Result};

use super::model::{Chat, Message};
use crate::Target;

/// Stores messages 0 to 5 of room 1, of Ada and Bob in turn, one of nobody, and one of another room.
async fn chat(target: &Target) -> Result<Db<Chat>> {
    let db = target.db::<Chat>().await?;
    let message = |room, number, sender: Option<&str>| Message {
        room,
        number,
        sender: sender.map(str::to_owned),
        text: "hello".to_owned(),
    };
    for number in 0..6 {
        let sender = if number % 2 == 0 { "Bob" } else { "Ada" };
        db.put(&message(1, number, Some(sender))).await?;
    }
    db.put(&message(1, 6, None)).await?;
    db.put(&message(2, 0, Some("Ada"))).await?;
    Ok(db)
}

fn numbers(messages: &[Message]) -> Vec<u32> {
    messages.iter().map(|message| message.number).collect()
}

pub async fn a_local_index_reorders_the_partition(target: &Target) -> Result<()> {
    let db = chat(target).await?;
    assert_eq!(numbers(&db.query(Message::in_room(1)).all().await?), [0, 1, 2, 3, 4, 5, 6]);
    let by_sender = db.query(Message::sent_in(1)).all().await?;
    let senders: Vec<_> = by_sender.iter().filter_map(|message| message.sender.as_deref()).collect();
    assert_eq!(senders, ["Ada", "Ada", "Ada", "Bob", "Bob", "Bob"]);
    let mut of_bob = numbers(&db.query(Message::sent_in(1).sender("Bob")).all().await?);
    of_bob.sort_unstable();
    assert_eq!(of_bob, [0, 2, 4]);
    Ok(())
}

pub async fn a_local_index_is_read_consistently(target: &Target) -> Result<()> {
    let db = chat(target).await?;
    let request = db.query(Message::sent_in(1)).consistent();
    assert!(request.request()?.consistent_read);
    assert_eq!(request.count().await?, 6);
    let all = db.scan::<Message>().through(Message::SENT_IN).consistent().all().await?;
    assert_eq!(all.len(), 7);
    Ok(())
}

pub async fn pages_of_a_local_index_go_on(target: &Target) -> Result<()> {
    let db = chat(target).await?;
    let query = || db.query(Message::sent_in(1)).limit(4);
    let first = query().page().await?;
    let rest = query().after(first.cursor().cloned().unwrap()).page().await?;
    let mut all = [numbers(&first), numbers(&rest)].concat();
    all.sort_unstable();
    assert_eq!((all, rest.cursor()), (Vec::from_iter(0..6), None));
    Ok(())
}

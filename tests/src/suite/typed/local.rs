//! Local indexes: the partitions of the table in another order.

use dynamo_model::builder::{Put, Upsert};
use dynamo_model::{Db, Key, Result};

use super::model::{Chat, Message};
use crate::Target;
use crate::kit::refused;

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

/// A message whose item has so many bytes.
fn with_size(number: u32, sender: Option<&str>, bytes: usize) -> Result<Message> {
    let sender = sender.map(str::to_owned);
    let bare = Message { room: 1, number, sender, text: String::new() };
    let size = Put::new(&bare).request()?.item.size();
    Ok(Message { text: "x".repeat(bytes - size), ..bare })
}

pub async fn an_item_and_its_entries_in_local_indexes_have_400_kilobytes(target: &Target) -> Result<()> {
    let db = target.db::<Chat>().await?;
    // The index holds all of a message that has a sender.
    let largest = with_size(1, Some("Ada"), 204_800)?;
    db.put(&largest).await?;
    assert_eq!(db.get(Key::of(&largest)).consistent().await?, Some(largest));
    db.put(&with_size(2, None, 204_801)?).await?;
    let over = with_size(3, Some("Ada"), 204_801)?;
    for (error, named) in [
        (refused(db.put(&over).await), "put of `Message`: Item size has"),
        (refused(db.create(&over).await), "create of `Message`: Item size has"),
        (refused(db.upsert(&over).await), "upsert of `Message`: Item size to update has"),
        (refused(db.batch_write().put(&over).await), "write 1 of a batch: Item size has"),
        (refused(db.transact().put(&over).await), "write 1 of 1, the put of `Message`: Item size has"),
        (
            refused(db.transact().with(Upsert::new(&over)).await),
            "write 1 of 1, the upsert of `Message`: Item size to update has",
        ),
    ] {
        assert!(error.is_unsent() && error.is_validation(), "{error:?}");
        assert!(error.message().starts_with(named), "{error}");
        let sizes = "it has 204801 bytes, and 204801 in local indexes (`by_sender`), and 409600 is the most";
        assert!(error.message().contains(sizes), "{error}");
    }
    // Of an update, what it sets is known.
    let set = |sender: bool| {
        let update = db.update(Key::of(&over)).set(|m| m.text.to("x".repeat(205_000)));
        if sender { update.set(|m| m.sender.to("Ada")) } else { update }
    };
    let error = refused(set(true).await);
    assert!(error.is_unsent(), "{error:?}");
    assert!(error.message().starts_with("update of `Message`: Item size to update has"), "{error}");
    assert!(refused(set(false).await).is_condition_failed(), "there is no such message");
    assert_eq!(db.scan::<Message>().consistent().count().await?, 2);
    Ok(())
}

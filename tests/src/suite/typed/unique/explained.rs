//! What the explanations of writes with unique values tell.

use dynamo_model::explain::{Explain as _, Explanation, Step};
use dynamo_model::request::{Capacity, CapacityKind, GetItem, ReturnCapacity};
use dynamo_model::{Result, Table as _};

use super::super::explain::assert_within;
use super::model::{Accounts, Log, User, user};
use crate::Target;
use crate::kit::refused;

const READ: (&str, Option<&str>) = ("GetItem", None);
const PUT: (&str, Option<&str>) = ("Put in TransactWriteItems", None);
const DELETE: (&str, Option<&str>) = ("Delete in TransactWriteItems", None);
const FREE: (&str, Option<&str>) = ("Delete in TransactWriteItems", Some("unique value that is given up"));

fn steps(said: &Explanation) -> Vec<(&'static str, Option<&'static str>)> {
    said.steps.iter().map(|step: &Step| (step.operation, step.each)).collect()
}

fn ada(email: &str) -> User {
    User { nick: Some("ada".into()), ..user("1", email) }
}

pub async fn an_explanation_has_the_reads_around_a_write(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    let (old, new) = (ada("a@x"), User { nick: Some("countess".into()), ..ada("b@x") });
    assert_eq!(steps(&db.create(&old).explain()?), [PUT, PUT, PUT], "the entity and two guards");
    assert_eq!(steps(&db.put(&old).explain()?), [READ, PUT, PUT, PUT, FREE]);
    let known = db.put(&new).over(&old).explain()?;
    assert_eq!(steps(&known), [PUT, PUT, PUT, DELETE, DELETE], "what is stored is said");
    assert_eq!(steps(&db.delete(User::key("1")).explain()?), [READ, DELETE, FREE]);
    let upsert = db.upsert(&old).returning_new().explain()?;
    assert_eq!(upsert.steps.first().map(|step| step.operation), Some("GetItem"));
    assert_eq!(upsert.steps.last().map(|step| step.operation), Some("GetItem"), "nothing else returns it");
    assert_eq!(steps(&db.update(User::key("1")).set(|u| u.visits.to(1)).explain()?), [("UpdateItem", None)]);
    assert_eq!(steps(&db.put(&Log { id: 1, kind: "k".into() }).explain()?), [("PutItem", None)]);

    db.create(&old).await?;
    let put = db.put(&new);
    let key = User::key("1").item()?;
    let read = GetItem::new(db.table_name().clone(), key).consistent().with_capacity(ReturnCapacity::Total);
    let read = db.backend().get_item(read).await?.consumed_capacity;
    let sent = put.transaction(Some(&old))?.with_capacity(ReturnCapacity::Total);
    let written = db.backend().transact_write_items(sent).await?.consumed_capacity;
    assert_within(&put.explain()?, read.into_iter().chain(written));
    Ok(())
}

pub async fn an_explanation_of_a_transaction_knows_which_of_its_writes_are_guards(
    target: &Target,
) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    let old = ada("a@x");
    // Two guards of 8 KB, twice in a transaction, and an entry of each.
    let guards = 2 * (2 * 8 + 8);
    let created = db.transact().create(&old);
    let deleted = db.transact().delete_entity(&old);
    // The user of 400 KB twice, and the entries of it that come and go.
    for (write, own) in [(created, 800 + 2 * 400), (deleted, 800 + 400)] {
        let said = write.explain()?;
        assert_eq!(said.most(CapacityKind::Write), Capacity::from_units(own + guards), "{said}");
        assert_eq!(
            said,
            write.request()?.explain(Accounts::SCHEMA),
            "the request alone shows which are guards"
        );
    }
    let alone = db.create(&old).explain()?;
    assert_eq!(alone.most(CapacityKind::Write), Capacity::from_units(1_600 + guards), "{alone}");
    let again = db.transact().create(&old).create(&old);
    let error = refused(again.await);
    assert!(error.message().contains("write 1 of 2, the create of `User`, and write 2 of 2"), "{error}");
    Ok(())
}

pub async fn a_transaction_costs_no_more_for_its_guards_than_those_can_have(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    let old = ada("a@x");
    for write in [db.transact().create(&old), db.transact().delete_entity(&old)] {
        let sent = write.request()?.with_capacity(ReturnCapacity::Total);
        let charged = db.backend().transact_write_items(sent).await?.consumed_capacity;
        assert_within(&write.explain()?, charged);
    }
    Ok(())
}

pub async fn an_explanation_of_a_claim_tells_what_is_done_with_each_value(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    let reads = [("Scan", Some("page")), ("GetItem", Some("unique value")), ("GetItem", Some("guard"))];
    let writes = [
        ("ConditionCheck in TransactWriteItems", Some("guard that is missing, left over or out of date")),
        ("Put in TransactWriteItems", Some("guard that is missing or out of date")),
        ("Delete in TransactWriteItems", Some("guard that is left over")),
    ];
    let said = db.claim_unique::<User>().explain()?;
    assert_eq!(steps(&said), [reads.as_slice(), &writes].concat());
    let text = said.to_string();
    assert!(
        text.contains(", for each guard that is missing or out of date\n  table: 2.0 to 16.0 write units"),
        "{text}"
    );
    assert!(text.contains("  index `inverted`: 0.0 to 8.0 write units, for its entry"), "{text}");
    assert!(text.contains("\nfor each page at most 356.0 read units\n"), "{text}");
    assert!(
        text.contains("\nfor each guard that is missing or out of date at most 24.0 write units\n"),
        "{text}"
    );
    assert!(!text.contains("together"), "how many there are is not known: {text}");
    assert_eq!(steps(&db.claim_unique::<User>().dry_run().explain()?), reads);
    Ok(())
}

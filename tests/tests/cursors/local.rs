//! The same on Amazon's DynamoDB Local.
//!
//! The test needs an endpoint, so it is ignored: `.ci/dynamodb-local.sh run -- cargo test … -- --ignored` starts one, and
//! names it in `DYNAMODB_ENDPOINT_URL`.

use dynamo_aws::Aws;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use crate::desk::Desk;
use crate::read::KINDS;
use crate::{assert_complete, assert_current, run, story};

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn cursors_of_every_kind_of_read_survive_on_dynamodb_local_too() {
    let url = std::env::var("DYNAMODB_ENDPOINT_URL").expect("DYNAMODB_ENDPOINT_URL");
    let connected =
        Aws::builder().endpoint_url(url).region("us-east-1").credentials("local", "local").build().await;
    let backend = connected.unwrap();
    let mut random = TestRunner::deterministic();
    // Two of each.
    for (number, kind) in KINDS.into_iter().chain(KINDS).enumerate() {
        let story = story(Just(kind)).new_tree(&mut random).unwrap().current();
        let name = format!("cursors-{}-{number}", std::process::id());
        let db = Desk::on(backend.clone()).named(name);
        let events = run(&db, &story).await;
        println!("{story:?}: {events:?}");
        assert_complete(&story, &events);
        assert_current(&story.read, &events);
        db.backend().delete_table(db.table_name().clone()).await.unwrap();
    }
}

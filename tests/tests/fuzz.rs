//! The fuzz targets hold on a few thousand pseudo-random inputs, the same ones in every run.

use std::sync::Arc;

use dynamo_endpoint::Endpoint;
use dynamo_lmdb::Lmdb;
use dynamo_tests::fuzz::{Evaluator, Requests, expression_parse, item_decode, key_decode};

const INPUTS: u64 = 3000;
const LONGEST: usize = 300;

/// Inputs of many lengths, each made by `splitmix64` from its number.
fn inputs() -> impl Iterator<Item = Vec<u8>> {
    (0..INPUTS).map(|number| {
        let mut state = number.wrapping_mul(0x5851_f42d_4c95_7f2d);
        let mut bytes = std::iter::from_fn(move || Some(splitmix64(&mut state))).flat_map(u64::to_le_bytes);
        let length = usize::from(bytes.next().unwrap_or_default()) * LONGEST / 255;
        bytes.take(length).collect()
    })
}

fn splitmix64(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[test]
fn items_decode_from_pseudo_random_bytes() {
    inputs().for_each(|data| item_decode(&data));
}

#[test]
fn key_parts_decode_from_pseudo_random_bytes() {
    inputs().for_each(|data| key_decode(&data));
}

#[test]
fn expressions_parse_from_pseudo_random_bytes() {
    inputs().for_each(|data| expression_parse(&data));
}

#[tokio::test]
async fn pseudo_random_requests_are_served_or_refused() {
    let evaluator = Evaluator::new(Arc::new(Lmdb::temporary().unwrap())).await.unwrap();
    for data in inputs() {
        evaluator.evaluate(&data).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn pseudo_random_bodies_are_answered_in_the_protocol() {
    let endpoint = Endpoint::serve(Lmdb::temporary().unwrap(), "127.0.0.1:0").await.unwrap();
    let mut requests = Requests::connect(endpoint.addr()).unwrap();
    inputs().for_each(|data| requests.send(&data));
}

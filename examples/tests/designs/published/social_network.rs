use dynamo_model::builder::{Get, Put, Update};
use dynamo_model::expr::{self, Condition, Path, SetOperand, SetValue};

use super::{Published, reads};
use crate::social_network::{
    Follower, Following, Like, LikeCount, Post, PostId, Profile, SocialNetwork, TimelineEntry, UserCounts,
    UserId, UserInfo,
};

fn published() -> Published {
    Published::parse(include_str!("../../../data/social-network.json"))
}

fn user(id: &str) -> UserId {
    UserId(id.to_owned())
}

fn post(id: &str) -> PostId {
    PostId(id.to_owned())
}

#[test]
fn every_published_item_is_written_back_as_it_was() {
    let entities = published().round_trip::<SocialNetwork>();
    assert_eq!(entities.len(), 17);
    let counts = UserCounts { user: user("12345"), followers: 3_000_000_000, following: 971, posts: 4945 };
    let follower = Follower { user: user("12345"), follower: user("45678") };
    let following = Following { user: user("12345"), followed: user("56789") };
    let like = Like { post: post("12345"), user: user("23456") };
    let entry =
        TimelineEntry { user: user("12345"), post: post("34567"), author: user("56789"), ttl: 1_571_827_560 };
    let expected: [SocialNetwork; 5] =
        [counts.into(), follower.into(), following.into(), like.into(), entry.into()];
    for entity in expected {
        assert!(entities.contains(&entity), "{entity:?}");
    }
}

#[test]
fn the_declared_table_is_the_published_one() {
    published().assert_defines::<SocialNetwork>();
}

#[test]
fn a_user_is_read_by_its_key_or_as_a_collection() {
    let get = Get::new(UserInfo::key(user("12345"))).request().unwrap();
    assert_eq!(get.key.to_dynamodb_json(), r#"{"PK":{"S":"u#12345"},"SK":{"S":"\"info\""}}"#);
    assert_eq!(Profile::of(user("12345")).request().unwrap().key_condition.to_string(), r#"PK = "u#12345""#);
}

#[test]
fn followers_and_followed_are_read_from_partitions_of_their_own() {
    assert_eq!(reads(Follower::of(user("12345"))), r#"PK = "u#12345#follower" AND begins_with(SK, "u#")"#);
    assert_eq!(reads(Following::of(user("12345"))), r#"PK = "u#12345#following" AND begins_with(SK, "u#")"#);
}

#[test]
fn posts_and_their_likers_are_read_as_lists() {
    assert_eq!(reads(Post::of(user("12345"))), r#"PK = "u#12345#post" AND begins_with(SK, "p#")"#);
    assert_eq!(reads(Like::of(post("12345"))), r#"PK = "p#12345#likelist" AND begins_with(SK, "u#")"#);
    let count = Get::new(LikeCount::key(post("12345"))).request().unwrap();
    assert_eq!(count.key.to_dynamodb_json(), r#"{"PK":{"S":"p#12345#likecount"},"SK":{"S":"\"count\""}}"#);
}

#[test]
fn a_timeline_is_read_by_post_and_author() {
    let of = || TimelineEntry::of(user("12345"));
    assert_eq!(reads(of()), r#"PK = "u#12345#timeline" AND begins_with(SK, "p#")"#);
    assert_eq!(
        reads(of().post(post("34567"))),
        r#"PK = "u#12345#timeline" AND begins_with(SK, "p#34567#u#")"#
    );
    assert_eq!(
        reads(of().post(post("34567")).author(user("56789"))),
        r#"PK = "u#12345#timeline" AND SK = "p#34567#u#56789""#
    );
}

#[test]
fn counters_are_added_to_under_names_that_are_no_identifiers() {
    let key = UserCounts::key(user("12345"));
    let update = Update::new(key).set(|counts| counts.followers.plus(1_u64)).request().unwrap();
    let more = SetValue::Add(SetOperand::if_not_exists(Path::attribute("follower#"), 0), 1.into());
    assert_eq!(update.update, expr::Update::new().set(Path::attribute("follower#"), more));
    let follow = Follower { user: user("12345"), follower: user("9") };
    let create = Put::create(&follow).request().unwrap();
    assert_eq!(create.condition, Some(Condition::not_exists(Path::attribute("PK"))));
}

//! Users, whom they follow, what they post and who likes it. Each list has a partition of its own.

use dynamo_model::builder::{Get, Put, Update};
use dynamo_model::expr::{self, Condition, Path, SetOperand, SetValue};
use dynamo_model::{Entity, KeyPart, Table};
use serde::{Deserialize, Serialize};

use crate::published::{Published, reads};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "SNS", pk = "PK", sk = "SK", entity_type = none, ttl = "ttl")]
pub enum SocialNetwork {
    UserInfo(UserInfo),
    UserCounts(UserCounts),
    Follower(Follower),
    Following(Following),
    Post(Post),
    Like(Like),
    LikeCount(LikeCount),
    TimelineEntry(TimelineEntry),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, KeyPart)]
pub struct UserId(String);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, KeyPart)]
pub struct PostId(String);

/// The quotation marks around constant sort keys are the authors'.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = SocialNetwork, pk = "u#{user}", sk = "\"info\"")]
#[access(name = about)]
#[serde(rename_all = "camelCase")]
pub struct UserInfo {
    #[attr(key)]
    pub user: UserId,
    pub name: String,
    pub content: String,
    pub image_url: String,
    pub etc: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = SocialNetwork, pk = "u#{user}", sk = "\"count\"")]
pub struct UserCounts {
    #[attr(key)]
    pub user: UserId,
    #[serde(rename = "follower#")]
    pub followers: u64,
    #[serde(rename = "following#")]
    pub following: u64,
    #[serde(rename = "post#")]
    pub posts: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = SocialNetwork, pk = "u#{user}#follower", sk = "u#{follower}")]
#[access(name = of)]
pub struct Follower {
    #[attr(key)]
    pub user: UserId,
    #[attr(key)]
    pub follower: UserId,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = SocialNetwork, pk = "u#{user}#following", sk = "u#{followed}")]
#[access(name = of)]
pub struct Following {
    #[attr(key)]
    pub user: UserId,
    #[attr(key)]
    pub followed: UserId,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = SocialNetwork, pk = "u#{user}#post", sk = "p#{id}")]
#[access(name = of)]
#[serde(rename_all = "camelCase")]
pub struct Post {
    #[attr(key)]
    pub user: UserId,
    #[attr(key)]
    pub id: PostId,
    pub content: String,
    pub image_url: String,
    pub timestamp: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = SocialNetwork, pk = "p#{post}#likelist", sk = "u#{user}")]
#[access(name = of)]
pub struct Like {
    #[attr(key)]
    pub post: PostId,
    #[attr(key)]
    pub user: UserId,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = SocialNetwork, pk = "p#{post}#likecount", sk = "\"count\"")]
pub struct LikeCount {
    #[attr(key)]
    pub post: PostId,
    /// How many, as text.
    #[serde(rename = "etc")]
    pub likes: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = SocialNetwork, pk = "u#{user}#timeline", sk = "p#{post}#u#{author}")]
#[access(name = of)]
pub struct TimelineEntry {
    #[attr(key)]
    pub user: UserId,
    #[attr(key)]
    pub post: PostId,
    #[attr(key)]
    pub author: UserId,
    /// Seconds since 1970.
    pub ttl: u64,
}

fn published() -> Published {
    Published::parse(include_str!("../../designs/social-network.json"))
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
    assert_eq!(reads(UserInfo::about(user("12345")).collection()), r#"PK = "u#12345""#);
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

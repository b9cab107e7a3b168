//! AWS's published social network: users, whom they follow, what they post and who likes it.
//!
//! Every list has a partition of its own, named by a suffix, so that a long list of followers slows down nothing else.
//! What is read often is counted when it is written, and a post is copied to the timelines of all followers.
//!
//! | # | access pattern | read or written by |
//! | --- | --- | --- |
//! | 1, 2 | what a user says of itself, with and without its counters | key; partition `u#<user>` |
//! | 3, 4 | followers of a user, whom it follows | partitions `…#follower`, `…#following` |
//! | 5 | posts of a user, newest last, page by page | partition `…#post` |
//! | 6, 7 | who likes a post, how many do | partitions `p#<post>#likelist`, `p#<post>#likecount` |
//! | 8, 9 | timeline of a user, entries of one post | partition `…#timeline`, whose items expire |
//! | 10-17 | sign up, follow, publish, like | transactions, so that lists and counters agree; batches for timelines |
//!
//! `cargo run --example social-network` runs it on the built-in engine.

#![allow(missing_docs, reason = "a model reads best without a comment on every field")]

use std::process::ExitCode;

use dynamo_examples::{log::Log, program, published};
use dynamo_model::builder::Update;
use dynamo_model::{Collection, Db, Entity, Error, KeyPart, Result, Table};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "SNS", pk = "PK", sk = "SK", entity_type = none, ttl = "ttl", collections(Profile))]
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

/// A type of its own for each id: a post's cannot be taken for a user's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, KeyPart)]
pub struct UserId(pub String);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, KeyPart)]
pub struct PostId(pub String);

/// The quotation marks around constant sort keys are the authors'.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = SocialNetwork, pk = "u#{user}", sk = "\"info\"")]
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

/// What lies in the partition `u#<user>` itself.
#[derive(Debug, Collection)]
#[collection(table = SocialNetwork, pk = "u#{user}", of(user: UserId))]
pub struct Profile {
    pub info: UserInfo,
    pub counts: Option<UserCounts>,
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
    /// How many, as text: so it was published, and so it cannot be added to.
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

const PUBLISHED: &str = include_str!("data/social-network.json");

/// In the far future, so that nothing expires while the program runs.
const EXPIRES: u64 = 4_102_444_800;

fn user(id: &str) -> UserId {
    UserId(id.to_owned())
}

fn post(id: &str) -> PostId {
    PostId(id.to_owned())
}

/// Loads the published items and runs every access pattern.
pub async fn run(sns: &Db<SocialNetwork>, log: &mut Log) -> Result<()> {
    log.loaded(published::load(sns, PUBLISHED).await?);

    let info = sns.get(UserInfo::key(user("12345"))).await?;
    assert!(info.is_some_and(|info| info.name == "hyuklee"));
    log.row("user info", 1);
    let profile = sns.get_collection(Profile::of(user("12345"))).await?;
    assert!(profile.is_some_and(|profile| profile.counts.is_some_and(|counts| counts.posts == 4945)));
    log.row("user info with counters", 2);
    let followers = sns.query(Follower::of(user("12345"))).all().await?;
    assert!(followers.iter().map(|own| own.follower.0.as_str()).eq(["23456", "34567", "45678"]));
    log.row("followers of a user", followers.len());
    let following = sns.query(Following::of(user("12345"))).all().await?;
    assert!(following.iter().map(|own| own.followed.0.as_str()).eq(["56789", "67890", "78912"]));
    log.row("whom a user follows", following.len());

    // A page says where it ended; the cursor is text that a client can hand back.
    let page = sns.query(Post::of(user("12345"))).limit(1).page().await?;
    assert!(page.iter().map(|post| post.id.0.as_str()).eq(["12345"]));
    let Some(cursor) = page.cursor() else { unreachable!("there is another post") };
    let page = sns.query(Post::of(user("12345"))).limit(1).after(cursor.clone()).page().await?;
    assert!(page.iter().map(|post| post.id.0.as_str()).eq(["23456"]));
    log.row("posts of a user, one a page", 2);
    let likers = sns.query(Like::of(post("12345"))).all().await?;
    assert!(likers.iter().map(|like| like.user.0.as_str()).eq(["23456", "34567", "45678"]));
    log.row("who likes a post", likers.len());
    let count = sns.get(LikeCount::key(post("12345"))).await?;
    assert!(count.is_some_and(|count| count.likes == "100"));
    log.row("how many like a post", 1);
    let timeline = sns.query(TimelineEntry::of(user("12345"))).descending().limit(2).all().await?;
    assert!(timeline.iter().map(|entry| entry.post.0.as_str()).eq(["56789", "45678"]));
    log.row("timeline of a user, newest first", timeline.len());
    let entries = sns.query(TimelineEntry::of(user("12345")).post(post("34567"))).all().await?;
    assert!(entries.iter().map(|entry| entry.author.0.as_str()).eq(["56789"]));
    log.row("a post in a timeline", entries.len());

    sign_up(sns, user("99")).await?;
    log.row("sign up", 2);
    follow(sns, user("99"), user("12345")).await?;
    log.row("follow a user", 2);
    let again = follow(sns, user("99"), user("12345")).await;
    assert!(again.is_err_and(|error| error.is_transaction_canceled()));
    log.row("follow a user again: refused", 0);
    let counts = sns.get(UserCounts::key(user("99"))).await?;
    assert!(counts.is_some_and(|counts| counts.following == 1));
    log.row("counters of a user", 1);
    let timelines = publish(sns, user("12345"), post("78901")).await?;
    log.row("publish a post", timelines);
    let timeline = sns.query(TimelineEntry::of(user("99"))).all().await?;
    assert!(timeline.iter().map(|entry| entry.post.0.as_str()).eq(["78901"]));
    log.row("timeline of a follower", timeline.len());
    like(sns, post("78901"), user("99")).await?;
    log.row("like a post", 1);
    let count = sns.get(LikeCount::key(post("78901"))).await?;
    assert!(count.is_some_and(|count| count.likes == "1"));
    log.row("how many like it", 1);
    Ok(())
}

/// The counters exist from the beginning, so that they can be added to.
async fn sign_up(sns: &Db<SocialNetwork>, user: UserId) -> Result<()> {
    let [name, content, image_url, etc] = std::array::from_fn(|_| String::new());
    let info = UserInfo { user: user.clone(), name, content, image_url, etc };
    let counts = UserCounts { user, followers: 0, following: 0, posts: 0 };
    sns.transact().create(&info).create(&counts).await
}

/// Both lists and both counters change together, or nothing does.
async fn follow(sns: &Db<SocialNetwork>, who: UserId, whom: UserId) -> Result<()> {
    sns.transact()
        .create(&Following { user: who.clone(), followed: whom.clone() })
        .create(&Follower { user: whom.clone(), follower: who.clone() })
        .update(Update::new(UserCounts::key(who)).set(|counts| counts.following.plus(1)))
        .update(Update::new(UserCounts::key(whom)).set(|counts| counts.followers.plus(1)))
        .await
}

/// Copies the post's key to the timelines of all followers, 25 a request. Returns how many there are.
async fn publish(sns: &Db<SocialNetwork>, author: UserId, id: PostId) -> Result<usize> {
    let (content, image_url) = ("content for a post".to_owned(), "s3://....".to_owned());
    let timestamp = "1571827562".to_owned();
    let post = Post { user: author.clone(), id: id.clone(), content, image_url, timestamp };
    sns.transact()
        .create(&post)
        .create(&LikeCount { post: id.clone(), likes: "0".to_owned() })
        .update(Update::new(UserCounts::key(&author)).set(|counts| counts.posts.plus(1)))
        .await?;
    let followers = sns.query(Follower::of(&author)).all().await?;
    let entry = |own: &Follower| {
        let user = own.follower.clone();
        TimelineEntry { user, post: id.clone(), author: author.clone(), ttl: EXPIRES }
    };
    let entries: Vec<TimelineEntry> = followers.iter().map(entry).collect();
    sns.batch_write().put_all(&entries).await?;
    Ok(entries.len())
}

/// A count that is text is changed in Rust, and written unless another program was faster; then it is done again.
async fn like(sns: &Db<SocialNetwork>, post: PostId, user: UserId) -> Result<()> {
    sns.create(&Like { post: post.clone(), user }).await?;
    let edit = sns.edit(LikeCount::key(post), |count| {
        let likes: u64 = count.likes.parse().map_err(|_| Error::validation("the count is no number"))?;
        count.likes = (likes + 1).to_string();
        Ok(())
    });
    edit.await.map(drop)
}

#[tokio::main]
async fn main() -> ExitCode {
    program::main_on_empty_table(run).await
}

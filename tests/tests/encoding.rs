//! What entities become as items, and back, where field names and key attributes meet.

use std::collections::BTreeMap;

use dynamo_model::{Entity, Record, Table};
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Table)]
#[table(name = "blog")]
#[index(name = "by_author", pk = "author", sk = none)]
#[index(name = "by_score", pk = "cat", sk("score", N))]
enum Blog {
    Post(Post),
    Comment(Comment),
    Note(Note),
}

/// Its key-only field has the name of the index's key attribute, which holds another text.
#[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Blog, pk = "POST#{id}", sk = "POST")]
#[access(name = of_author, index = by_author, pk = "AUTHOR#{author}")]
struct Post {
    id: String,
    #[attr(key)]
    author: Option<String>,
}

/// In no index, with a key-only field named like an index's key attribute.
#[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Blog, pk = "COMMENT#{author}", sk = "COMMENT")]
struct Comment {
    #[attr(key)]
    author: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Blog, pk = "NOTE#{id}", sk = "NOTE")]
struct Note {
    id: String,
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

#[test]
fn a_field_in_a_key_reads_back_under_the_name_of_a_key_attribute() {
    for author in [Some("d".to_owned()), None] {
        let post = Post { id: "1".to_owned(), author };
        let item = post.to_item().unwrap();
        assert_eq!(item.contains("author"), post.author.is_some());
        assert_eq!(Post::from_item(item.view()).unwrap(), post);
    }
    let comment = Comment { author: "d".to_owned() };
    assert_eq!(Comment::from_item(comment.to_item().unwrap().view()).unwrap(), comment);
}

#[test]
fn a_flattened_attribute_cannot_pose_as_an_index_key() {
    let note = |name: &str| Note { id: "1".to_owned(), rest: [(name.to_owned(), "x".to_owned())].into() };
    let fine = note("colour");
    assert_eq!(Note::from_item(fine.to_item().unwrap().view()).unwrap(), fine);
    let error = note("cat").to_item().unwrap_err();
    assert!(error.is_codec());
    assert!(
        error.to_string().contains("an attribute `cat`, which is a key attribute of table `Blog`"),
        "{error}"
    );
}

#[test]
fn every_entity_reads_back_through_the_table() {
    let comment = Blog::from(Comment { author: "d".to_owned() });
    assert_eq!(Blog::from_item(comment.to_item().unwrap().view()).unwrap(), comment);
}

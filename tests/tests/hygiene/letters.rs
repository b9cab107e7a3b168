//! The user's types have the one-letter names of other people's type parameters.

use dynamo_model::query::IntoQuery as _;
use dynamo_model::{Document, Entity, KeyPart, Table};
use serde::{Deserialize, Serialize};

#[derive(Debug, Table)]
#[table(name = "letters")]
#[index(name = "gsi1")]
enum T {
    P(P),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, KeyPart)]
struct N(u32);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, KeyPart)]
struct E(String);

#[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = T, pk = "{e}", sk = "{n}#{s}")]
#[access(name = all)]
#[access(name = by_size, index = gsi1, pk = "{s}", sk = "{n}#{e}")]
struct P {
    e: E,
    n: N,
    s: u8,
    d: D,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Document)]
struct D {
    k: Option<u8>,
}

mod turned {
    use dynamo_model::{Entity, Table};
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Table)]
    #[table(name = "turned")]
    pub(super) enum N {
        D(D),
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[entity(table = N, pk = "{p}", sk = "{n}")]
    #[access(name = all)]
    pub(super) struct D {
        p: u8,
        n: u8,
    }
}

#[test]
fn no_type_of_one_letter_is_taken_for_a_parameter() {
    let found = |request: dynamo_model::Result<dynamo_model::request::Query>| {
        request.map(|request| request.key_condition.to_string()).ok()
    };
    let all = P::all(E("e".to_owned())).n(N(1)).into_query();
    assert_eq!(found(all.request()).as_deref(), Some("pk = \"e\" AND begins_with(sk, \"0000000001#\")"));
    let sized = P::by_size(2).n(N(1)).e(E("e".to_owned())).into_query();
    assert_eq!(found(sized.request()).as_deref(), Some("gsi1pk = \"002\" AND gsi1sk = \"0000000001#e\""));
    let turned = turned::D::all(1).n(2).into_query();
    assert_eq!(found(turned.request()).as_deref(), Some("pk = \"001\" AND sk = \"002\""));
}

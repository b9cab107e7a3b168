use super::message::equal;
use super::{EntitySchema, FieldSchema, KeyAttribute, TypeRef};
use crate::request::Distance;

/// What an index of vectors compares, and what it filters by.
///
/// ```
/// # use dynamo_model::{Entity, Table, Vector};
/// # use serde::{Deserialize, Serialize};
/// use dynamo_model::request::Distance;
///
/// #[derive(Table)]
/// #[table(name = "library")]
/// #[vector_index(name = "by_meaning", vector = "embedding", dimensions = 3, distance = cosine, filter(language))]
/// enum Library { Book(Book) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Library, pk = "BOOK#{id}", sk = "BOOK")]
/// # struct Book { id: String, embedding: Vector<3> }
///
/// let vector = Library::SCHEMA.index("by_meaning").and_then(|index| index.vector).expect("it is declared");
/// assert_eq!((vector.attribute, vector.dimensions, vector.distance), ("embedding", 3, Distance::Cosine));
/// assert_eq!(vector.filters[0].name, "language");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VectorSchema {
    /// The attribute that holds the vectors.
    pub attribute: &'static str,
    /// How many numbers each has.
    pub dimensions: u32,
    /// How two are compared.
    pub distance: Distance,
    /// The attributes that searches can filter by.
    pub filters: &'static [KeyAttribute],
}

impl VectorSchema {
    /// An attribute that searches can filter by.
    pub(super) const fn filter(&self, attribute: &str) -> Option<&'static KeyAttribute> {
        let mut filters = self.filters;
        while let [filter, rest @ ..] = filters {
            if equal(filter.name, attribute) {
                return Some(filter);
            }
            filters = rest;
        }
        None
    }

    /// Whether an entity may have a vector.
    pub(super) const fn is_of(&self, entity: &EntitySchema) -> bool {
        entity.stored_as(self.attribute).is_some()
    }
}

impl FieldSchema {
    /// Returns how many numbers the field has, if it is a [`Vector`](crate::Vector).
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table, Vector};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "library")]
    /// # enum Library { Book(Book) }
    /// #[derive(Serialize, Deserialize, Entity)]
    /// #[entity(table = Library, pk = "BOOK#{id}", sk = "BOOK")]
    /// struct Book { id: String, embedding: Option<Vector<3>>, chapters: Vec<Vector<3>> }
    ///
    /// let dimensions = Book::SCHEMA.fields.iter().map(|field| field.dimensions());
    /// assert!(dimensions.eq([None, Some(3), None]));
    /// ```
    #[must_use]
    pub const fn dimensions(&self) -> Option<usize> {
        match self.types {
            [ty] => TypeRef::dimensions(ty),
            _ => None,
        }
    }
}

#[cfg(all(test, feature = "derive"))]
mod tests {
    use serde::{Deserialize, Serialize};

    use crate::request::{Distance, IndexProjection, KeyKind, VectorIndex};
    use crate::schema::Lock;
    use crate::{Entity, Table, Vector};

    #[derive(Table)]
    #[table(name = "library", crate = crate)]
    #[index(name = "gsi1")]
    #[vector_index(
        name = "by_meaning",
        vector = "embedding",
        dimensions = 3,
        distance = cosine,
        pk = "shelf_pk",
        filter(language, ("year", N)),
        project(include("year", "title"))
    )]
    enum Library {
        Book(Book),
    }

    #[derive(Serialize, Deserialize, Entity)]
    #[entity(table = Library, pk = "BOOK#{id}", sk = "BOOK", crate = crate)]
    #[access(name = by_title, index = gsi1, pk = "TITLE#{title}", sk = "{id}")]
    #[access(name = similar, index = by_meaning, pk = "SHELF#{shelf}", filter(language), hydrate)]
    struct Book {
        id: String,
        shelf: String,
        title: String,
        language: String,
        year: u32,
        embedding: Vector<3>,
    }

    #[test]
    fn a_vector_index_is_created_as_it_is_declared() {
        let request = Library::SCHEMA.create_table("library");
        assert_eq!(request.global_indexes.len(), 1);
        let included = IndexProjection::Include(vec!["_type".to_owned(), "title".to_owned()]);
        let expected = VectorIndex::new("by_meaning", "embedding", 3, Distance::Cosine)
            .with_partition("shelf_pk")
            .with_filter("language")
            .with_filter("year")
            .with_projection(included);
        assert_eq!(request.vector_indexes, [expected], "what it filters by it holds anyway");
        let typed = request.attributes.iter().map(|attribute| (attribute.name.as_str(), attribute.kind));
        let of_vectors: Vec<_> = typed.skip(4).collect();
        assert_eq!(of_vectors, [("shelf_pk", KeyKind::S), ("language", KeyKind::S), ("year", KeyKind::N)]);
    }

    #[test]
    fn the_document_says_what_is_compared_and_filtered() {
        let document = Library::SCHEMA.to_markdown();
        let row = "| `by_meaning` | `embedding` | COSINE of 3 numbers | `shelf_pk` (S) | `language` (S), `year` (N) \
                   | keys, `_type`, `title` |";
        assert!(document.contains(row), "{document}");
        assert!(!document.contains("| `by_meaning` | `shelf_pk` (S) |"), "it is no index to query");
    }

    #[test]
    fn a_vector_index_that_compares_something_else_strands_what_it_has() {
        let now = Library::SCHEMA.to_lock();
        for (from, to, was) in [
            (
                "\"dimensions\": 3",
                "\"dimensions\": 4",
                "embedding, 4 numbers, COSINE, filtered by language (S), year (N)",
            ),
            ("COSINE", "EUCLIDEAN", "embedding, 3 numbers, EUCLIDEAN, filtered by language (S), year (N)"),
            (", year (N)", "", "embedding, 3 numbers, COSINE, filtered by language (S)"),
        ] {
            let before: Lock = now.to_string().replace(from, to).parse().unwrap();
            let changes = before.changes_to(&now);
            let [change] = changes.as_slice() else { panic!("{changes:?}") };
            let said = change.to_string();
            assert!(change.strands() && said.contains(was), "{said}");
            assert!(said.ends_with("an index cannot change; make one of another name"), "{said}");
        }
        let before: Lock =
            now.to_string().replace("Vector<3>, 3 numbers", "Vector<2>, 2 numbers").parse().unwrap();
        assert!(before.changes_to(&now)[0].strands(), "vectors of another length are not read");
    }
}

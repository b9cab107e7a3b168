//! Vector indexes, and searches in them: items by how near their vectors are.

mod index;
mod schema;
mod search;

pub use index::{Distance, VectorIndex, VectorIndexDescription};
pub use schema::SearchSchema;
pub use search::{Found, SearchVectors, SearchVectorsOutput};

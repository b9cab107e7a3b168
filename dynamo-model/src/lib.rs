//! Single-table DynamoDB models, checked at compile time.
pub mod value;

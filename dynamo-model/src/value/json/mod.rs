//! DynamoDB JSON, the typed form of the service's requests: `{"name":{"S":"Ada"}}`.

mod debug;
mod write;

/// Which key of the key management service the items of a table are encrypted with where they are stored.
///
/// The built-in engine keeps it, says which key that is, and encrypts nothing.
///
/// ```
/// use dynamo_model::request::{CreateTable, Encryption, KeySchema, UpdateTable};
///
/// let table = CreateTable::new("shop", KeySchema::new("PK"));
/// assert_eq!(table.encryption, Encryption::Owned);
///
/// let change = UpdateTable::new("shop").with_encryption(Encryption::Key("alias/shop".to_owned()));
/// assert_ne!(change.encryption, Some(Encryption::Managed));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Encryption {
    /// With one that DynamoDB owns, of which descriptions say nothing.
    #[default]
    Owned,
    /// With the one that the key management service has for all tables of the account.
    Managed,
    /// With one of the account's own, by its ARN, its id or an alias.
    Key(String),
}

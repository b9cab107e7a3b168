use std::fmt;

use dynamo_lmdb::Lmdb;

use crate::fault::Fault;
use crate::operation::{Call, Operation};
use crate::wire::json::Json;
use crate::wire::read::Members;

/// Answers a request of the protocol without a connection: the name of an operation and the body, as clients send them.
///
/// # Errors
///
/// The exception that a client would be answered.
///
/// ```
/// use dynamo_endpoint::call;
/// use dynamo_lmdb::Lmdb;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let engine = Lmdb::temporary()?;
/// let answer = call(&engine, "ListTables", b"{}").await?;
/// assert_eq!(answer, br#"{"TableNames":[]}"#);
///
/// let exception = call(&engine, "DescribeTable", br#"{"TableName":"shop"}"#).await.unwrap_err();
/// assert_eq!(exception.name(), "ResourceNotFoundException");
/// # Ok(())
/// # }
/// ```
pub async fn call(engine: &Lmdb, operation: &str, request: &[u8]) -> Result<Vec<u8>, Exception> {
    let body = Json::parse(request).map_err(|error| Exception::unreadable(&error))?;
    let call = Call { engine, members: Members(&body), body: request, host: None };
    let operation = Operation::by_name(operation).ok_or_else(Fault::unknown_operation)?;
    Ok(operation.answer(call).await?)
}

/// Why a [`call`] was refused. Displays as the name of the exception and its message.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamo_model::Result<()> {
/// let engine = dynamo_lmdb::Lmdb::temporary()?;
/// let exception = dynamo_endpoint::call(&engine, "PlayItem", b"{}").await.unwrap_err();
/// assert_eq!(exception.to_string(), "UnknownOperationException");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    name: &'static str,
    message: Option<String>,
}

impl Exception {
    /// Returns the name, such as `ResourceInUseException`.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// let engine = dynamo_lmdb::Lmdb::temporary()?;
    /// let exception = dynamo_endpoint::call(&engine, "DescribeTable", br#"{"TableName": "shop"}"#).await.unwrap_err();
    /// assert_eq!(exception.name(), "ResourceNotFoundException");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Says what is wrong with the JSON, which the service does not.
    fn unreadable(error: &serde_json::Error) -> Self {
        Self { name: Fault::unreadable().name(), message: Some(error.to_string()) }
    }
}

impl From<Fault> for Exception {
    fn from(fault: Fault) -> Self {
        Self { name: fault.name(), message: fault.message().map(str::to_owned) }
    }
}

impl fmt::Display for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.message {
            Some(message) => write!(f, "{}: {message}", self.name),
            None => f.write_str(self.name),
        }
    }
}

impl std::error::Error for Exception {}

/// Says that the expressions of a request were parsed, from texts no longer than the service reads.
///
/// The length of an expression counts as it is written, and a tree written anew may be longer: its names become
/// placeholders. Whoever parses the expressions of a request sends this along with it, so that nobody measures them
/// again. [`Parser::finish`](super::parse::Parser::finish) hands it out.
///
/// ```
/// use dynamo_model::expr::parse::Parser;
/// use dynamo_model::request::GetItem;
/// use dynamo_model::value::Item;
///
/// let mut parser = Parser::new(None, None)?;
/// let projection = parser.projection("id, price")?;
/// let key = Item::from_iter([("id", "c#1")]);
/// let get = GetItem::new("shop", key).with_projection(projection).with_written(parser.finish()?);
/// assert!(get.written.is_some());
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    updates: bool,
}

impl Written {
    pub(super) const fn new(updates: bool) -> Self {
        Self { updates }
    }

    /// Whether one of them says how to change an item.
    pub(crate) const fn updates(self) -> bool {
        self.updates
    }
}

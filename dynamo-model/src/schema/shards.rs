use super::Bytes;

/// The reserved piece of a partition key that spreads items over several partitions: `{shard(10)}`.
///
/// ```
/// use dynamo_model::schema::Shards;
///
/// let ten = Shards { count: 10 };
/// assert_eq!(ten.text(3), "03");
/// assert_eq!(ten.text(13), "03", "a hash falls on one of them");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shards {
    /// How many partitions there are: 2 to 100.
    pub count: u32,
}

impl Shards {
    /// The length of a shard's text, whatever the count: shards stay what they are when there come to be more.
    pub(crate) const WIDTH: usize = 2;
    pub(super) const DIGITS: Bytes = Bytes::range(b'0', b'9');

    /// Returns what stands in the keys of the shard that a number falls on, counted from 0.
    ///
    /// ```
    /// use dynamo_model::schema::Shards;
    ///
    /// let keys = [3, 9].map(|number| format!("SCORES#{}", Shards { count: 10 }.text(number)));
    /// assert_eq!(keys, ["SCORES#03", "SCORES#09"]);
    /// ```
    #[must_use]
    pub fn text(self, number: u32) -> String {
        format!("{:0width$}", number % self.count.max(1), width = Self::WIDTH)
    }
}

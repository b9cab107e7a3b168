/// What a search has found: an entity, or a view of one, and how near it is.
///
/// ```
/// use dynamo_model::search::Scored;
///
/// let found = vec![Scored { item: "atlas", score: 0.1 }, Scored { item: "novel", score: 0.7 }];
/// let near: Vec<&str> = found.into_iter().filter(|found| found.score < 0.5).map(|found| found.item).collect();
/// assert_eq!(near, ["atlas"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Scored<O> {
    /// What was found.
    pub item: O,
    /// How near it is, by the [`Distance`](crate::request::Distance) of the index: of cosine and Euclidean distances, less is
    /// nearer; of dot products, more.
    pub score: f64,
}

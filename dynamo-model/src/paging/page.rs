use std::ops::Deref;

use super::Cursor;

/// Some items of a query or scan, and where to go on if there are more.
///
/// ```
/// use dynamo_model::Page;
///
/// let page = Page::<String>::default();
/// assert!(page.is_empty());
/// assert!(page.cursor().is_none(), "this was everything");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<O> {
    items: Vec<O>,
    cursor: Option<Cursor>,
}

impl<O> Page<O> {
    pub(crate) fn new(items: Vec<O>, cursor: Option<Cursor>) -> Self {
        Self { items, cursor }
    }

    /// Returns where to go on; `None` if nothing is left.
    ///
    /// ```
    /// use dynamo_model::Page;
    ///
    /// assert!(Page::<String>::default().cursor().is_none(), "nothing is left");
    /// ```
    #[must_use]
    pub fn cursor(&self) -> Option<&Cursor> {
        self.cursor.as_ref()
    }

    /// Takes the items.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("../builder/shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// for id in ["o1", "o2", "o3"] {
    ///     shop.put(&order(id, 5)).await?;
    /// }
    /// let page = shop.scan::<Order>().limit(2).await?;
    /// let cursor = page.cursor().expect("there is more").clone();
    /// assert_eq!(page.into_items().len(), 2);
    /// let last = shop.scan::<Order>().limit(2).after(cursor).await?;
    /// assert_eq!((last.len(), last.cursor()), (1, None));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn into_items(self) -> Vec<O> {
        self.items
    }
}

impl<O> Default for Page<O> {
    fn default() -> Self {
        Self { items: Vec::new(), cursor: None }
    }
}

impl<O> Deref for Page<O> {
    type Target = [O];

    fn deref(&self) -> &[O] {
        &self.items
    }
}

impl<O> IntoIterator for Page<O> {
    type Item = O;
    type IntoIter = std::vec::IntoIter<O>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'p, O> IntoIterator for &'p Page<O> {
    type Item = &'p O;
    type IntoIter = std::slice::Iter<'p, O>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

use std::fmt;

/// The way to a value inside an item: an attribute, then map keys and list indexes.
///
/// ```
/// use dynamo_model::expr::Path;
///
/// let path = Path::attribute("lines").index(0).key("quantity");
/// assert_eq!(path.to_string(), "lines[0].quantity");
/// assert_eq!(path.root(), "lines");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    root: String,
    rest: Vec<Element>,
}

/// One step below an attribute.
///
/// ```
/// use dynamo_model::expr::{Element, Path};
///
/// let quantity = Path::attribute("lines").index(3).key("quantity");
/// assert_eq!(quantity.rest(), [Element::Index(3), Element::Key("quantity".to_owned())]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
    /// An entry of a map.
    Key(String),
    /// An element of a list, counted from 0.
    Index(u32),
}

impl Path {
    /// Starts a path at a top-level attribute. Dots in the name are part of the name.
    ///
    /// ```
    /// use dynamo_model::expr::Path;
    ///
    /// assert_eq!(Path::attribute("a.b").depth(), 1);
    /// ```
    pub fn attribute(name: impl Into<String>) -> Self {
        Self { root: name.into(), rest: Vec::new() }
    }

    /// Steps into a map.
    ///
    /// ```
    /// use dynamo_model::expr::Path;
    ///
    /// assert_eq!(Path::attribute("address").key("city").to_string(), "address.city");
    /// ```
    #[must_use]
    pub fn key(mut self, name: impl Into<String>) -> Self {
        self.rest.push(Element::Key(name.into()));
        self
    }

    /// Steps into a list.
    ///
    /// ```
    /// use dynamo_model::expr::Path;
    ///
    /// assert_eq!(Path::attribute("lines").index(2).to_string(), "lines[2]");
    /// ```
    #[must_use]
    pub fn index(mut self, index: u32) -> Self {
        self.rest.push(Element::Index(index));
        self
    }

    /// Returns the top-level attribute the path starts at.
    ///
    /// ```
    /// use dynamo_model::expr::Path;
    ///
    /// assert_eq!(Path::attribute("lines").index(2).root(), "lines");
    /// ```
    #[must_use]
    pub fn root(&self) -> &str {
        &self.root
    }

    /// Returns the steps below the attribute; empty for the attribute itself.
    ///
    /// ```
    /// use dynamo_model::expr::{Element, Path};
    ///
    /// assert_eq!(Path::attribute("lines").index(2).rest(), [Element::Index(2)]);
    /// assert!(Path::attribute("lines").rest().is_empty());
    /// ```
    #[must_use]
    pub fn rest(&self) -> &[Element] {
        &self.rest
    }

    /// Displays the elements as the service's messages do.
    ///
    /// ```
    /// use dynamo_model::expr::Path;
    ///
    /// assert_eq!(Path::attribute("a").key("b").index(1).listed().to_string(), "[a, b, [1]]");
    /// ```
    #[must_use]
    pub fn listed(&self) -> impl fmt::Display + '_ {
        fmt::from_fn(|f| {
            write!(f, "[{}", self.root)?;
            for element in &self.rest {
                match element {
                    Element::Key(name) => write!(f, ", {name}")?,
                    Element::Index(index) => write!(f, ", [{index}]")?,
                }
            }
            f.write_str("]")
        })
    }

    /// Returns the number of elements, the attribute included.
    ///
    /// ```
    /// use dynamo_model::expr::Path;
    ///
    /// assert_eq!(Path::attribute("lines").index(2).key("price").depth(), 3);
    /// ```
    #[must_use]
    pub fn depth(&self) -> usize {
        1 + self.rest.len()
    }
}

impl From<&str> for Path {
    fn from(attribute: &str) -> Self {
        Self::attribute(attribute)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.root)?;
        for element in &self.rest {
            match element {
                Element::Key(name) => write!(f, ".{name}")?,
                Element::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

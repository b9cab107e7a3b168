//! The rules of single members, and what each of the service's layers says of a value that breaks one.

use std::fmt;

use crate::validation::Layer;

/// A rule of a member.
#[derive(Clone, Copy, Debug)]
pub enum Constraint {
    /// It is there.
    NotNull,
    /// It has so many characters or elements at least.
    ShortestLength(usize),
    /// It has so many characters or elements at the most.
    LongestLength(usize),
    /// It is so large at least.
    ValueAtLeast(i64),
    /// It is so large at the most.
    ValueAtMost(i64),
    /// It has the characters of names.
    Name,
    /// It is one of some words.
    Words(&'static [&'static str]),
    /// It is a map whose keys can be names of tables.
    TableNames,
    /// It is a map whose values are as many writes as a batch may have.
    Writes,
}

/// Of the name of a table that is there. Names shorter than a new table may have simply do not exist.
pub const EXISTING_NAME: &[Constraint] =
    &[Constraint::Name, Constraint::ShortestLength(1), Constraint::LongestLength(255)];
/// Of the name of a new table, and of an index.
pub const NEW_NAME: &[Constraint] =
    &[Constraint::Name, Constraint::ShortestLength(3), Constraint::LongestLength(255)];
/// Of the name of the table that an action of a transaction is on. Its length comes first.
pub(super) const TARGET_NAME: &[Constraint] =
    &[Constraint::ShortestLength(3), Constraint::LongestLength(255), Constraint::Name];
/// Of the name of an attribute in a key or an index.
pub const ATTRIBUTE_NAME: &[Constraint] = &[Constraint::ShortestLength(1), Constraint::LongestLength(255)];
/// Of the token of a transaction.
pub const TOKEN: &[Constraint] = &[Constraint::ShortestLength(1), Constraint::LongestLength(36)];
/// Of how many actions a transaction has.
pub const ACTIONS: &[Constraint] = &[Constraint::ShortestLength(1), Constraint::LongestLength(100)];
/// Of how many keys a batch reads from one table.
pub const KEYS: &[Constraint] = &[Constraint::ShortestLength(1), Constraint::LongestLength(100)];
/// Of how many writes a batch has for one table.
pub const WRITES: &[Constraint] = &[Constraint::ShortestLength(1), Constraint::LongestLength(25)];
/// Of how many attributes the key of a table or local index has.
pub const KEY_ELEMENTS: &[Constraint] = &[Constraint::ShortestLength(1), Constraint::LongestLength(2)];
/// Of how many attributes one index includes by name.
pub const INCLUDED: &[Constraint] = &[Constraint::LongestLength(20)];

impl Constraint {
    /// Whether a text keeps it.
    #[must_use]
    pub fn allows(self, text: &str) -> bool {
        match self {
            Self::Name => text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte)),
            _ => self.allows_length(text.chars().count()),
        }
    }

    /// Whether a list or a text of so many elements or characters keeps it.
    #[must_use]
    pub const fn allows_length(self, length: usize) -> bool {
        match self {
            Self::ShortestLength(shortest) => length >= shortest,
            Self::LongestLength(longest) => length <= longest,
            _ => true,
        }
    }
}

impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotNull => f.write_str("Member must not be null"),
            Self::ShortestLength(shortest) => {
                write!(f, "Member must have length greater than or equal to {shortest}")
            }
            Self::LongestLength(longest) => write!(f, "Member must have length less than or equal to {longest}"),
            Self::ValueAtLeast(least) => write!(f, "Member must have value greater than or equal to {least}"),
            Self::ValueAtMost(most) => write!(f, "Member must have value less than or equal to {most}"),
            Self::Name => f.write_str("Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"),
            Self::Words(words) => write!(f, "Member must satisfy enum value set: [{}]", words.join(", ")),
            Self::TableNames => f.write_str(
                "Map keys must satisfy constraint: [Member must have length less than or equal to 255, Member must have \
                 length greater than or equal to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]",
            ),
            Self::Writes => f.write_str(
                "Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have \
                 length greater than or equal to 1]",
            ),
        }
    }
}

impl Layer {
    /// Says which rule a member breaks, given its value as errors repeat it; some values are too hard to repeat.
    #[must_use]
    pub fn violation(self, path: &Path<'_>, shown: Option<&str>, constraint: Constraint) -> String {
        let subject = match (self, constraint, shown) {
            (_, Constraint::NotNull, _) => format!("Value null at '{}'", path.camel()),
            // The words are the service's.
            (Self::New, Constraint::Words(_), _) if path.is("ReturnValues") => {
                return "Failed to satisfy constraint: Member must satisfy enum value set: \
                        [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]"
                    .to_owned();
            }
            (Self::New, Constraint::Words(_), _) if path.is("ConditionalOperator") => {
                return "Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]"
                    .to_owned();
            }
            _ if self.has_own_form(path, constraint) => format!("Value at '{}'", path.pascal()),
            (_, _, Some(shown)) => format!("Value '{shown}' at '{}'", path.camel()),
            (_, _, None) => format!("Value at '{}'", path.camel()),
        };
        format!("{subject} failed to satisfy constraint: {constraint}")
    }

    /// Whether it is the newer layer, and says in a form of its own that a member breaks a rule.
    #[must_use]
    pub fn has_own_form(self, path: &Path<'_>, constraint: Constraint) -> bool {
        self == Self::New && !is_old_form(path, constraint)
    }
}

/// Whether the newer layer, too, says it as the older one does.
fn is_old_form(path: &Path<'_>, constraint: Constraint) -> bool {
    match constraint {
        Constraint::NotNull | Constraint::Words(_) | Constraint::TableNames => true,
        Constraint::Name | Constraint::LongestLength(_) | Constraint::ShortestLength(2..) => {
            path.is("TableName")
        }
        _ => false,
    }
}

/// Where a member stands in a request.
#[derive(Clone, Copy, Debug)]
pub struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step<'p>,
}

/// A step into a request.
#[derive(Clone, Copy, Debug)]
pub enum Step<'p> {
    /// A member of a structure.
    Member(&'static str),
    /// An element of a list, counted from 0.
    Element(usize),
    /// An entry of a map.
    Entry(&'p str),
}

impl<'p> Path<'p> {
    /// Names a member of the request itself.
    #[must_use]
    pub const fn of(member: &'static str) -> Self {
        Self { parent: None, step: Step::Member(member) }
    }

    /// Goes on inside.
    #[must_use]
    pub const fn then(&'p self, step: Step<'p>) -> Self {
        Self { parent: Some(self), step }
    }

    /// Whether it is this member of a request itself.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.parent.is_none() && matches!(self.step, Step::Member(member) if member == name)
    }

    /// Returns the member of the request itself that it is, or leads into.
    #[must_use]
    pub fn root(&self) -> &'p str {
        match (self.parent, self.step) {
            (Some(parent), _) => parent.root(),
            (None, Step::Member(name)) => name,
            (None, Step::Element(_) | Step::Entry(_)) => "",
        }
    }

    fn camel(&self) -> String {
        self.written(|name| {
            let (first, rest) = name.split_at_checked(1).unwrap_or((name, ""));
            first.to_ascii_lowercase() + rest
        })
    }

    fn pascal(&self) -> String {
        self.written(str::to_owned)
    }

    fn written(&self, member: fn(&str) -> String) -> String {
        let before = self.parent.map(|parent| parent.written(member) + ".").unwrap_or_default();
        before
            + &match self.step {
                Step::Member(name) => member(name),
                Step::Element(place) => format!("{}.member", place + 1),
                Step::Entry(name) => format!("{name}.member"),
            }
    }
}

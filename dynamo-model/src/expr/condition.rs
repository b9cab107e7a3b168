use super::{Operand, Path};
use crate::value::{Value, ValueKind};

/// A condition or filter: true or false of an item.
///
/// A path that does not resolve makes every comparison false except `<>`, which it makes true.
///
/// ```
/// use dynamo_model::expr::{Condition, Path};
///
/// let unpaid = Condition::eq(Path::attribute("status"), "open").or(!Condition::exists("paid_at"));
/// assert!(matches!(unpaid, Condition::Or(..)));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// `left op right`.
    Compare {
        /// The operator.
        op: Comparison,
        /// The left operand.
        left: Operand,
        /// The right operand.
        right: Operand,
    },
    /// `operand BETWEEN low AND high`, both ends included.
    Between {
        /// The operand tested.
        operand: Operand,
        /// The lower end.
        low: Operand,
        /// The upper end.
        high: Operand,
    },
    /// `operand IN (list)`.
    In {
        /// The operand tested.
        operand: Operand,
        /// What it may equal; 99 at the most.
        list: Vec<Operand>,
    },
    /// `attribute_exists(path)`.
    Exists(Path),
    /// `attribute_not_exists(path)`.
    NotExists(Path),
    /// `attribute_type(operand, kind)`.
    Type(Operand, ValueKind),
    /// `begins_with(operand, prefix)`.
    BeginsWith(Operand, Operand),
    /// `contains(operand, part)`.
    Contains(Operand, Operand),
    /// Both.
    And(Box<Condition>, Box<Condition>),
    /// Either.
    Or(Box<Condition>, Box<Condition>),
    /// The opposite.
    Not(Box<Condition>),
}

/// A comparison operator.
///
/// ```
/// use dynamo_model::expr::{Comparison, Condition, Path};
///
/// let large = Condition::compare(Comparison::Ge, Path::attribute("total"), 100);
/// assert_eq!(large, Condition::ge(Path::attribute("total"), 100));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`
    Eq,
    /// `<>`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
}

impl Comparison {
    /// Returns the operator as expressions spell it.
    ///
    /// ```
    /// assert_eq!(dynamo_model::expr::Comparison::Ne.as_str(), "<>");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Eq => "=",
            Self::Ne => "<>",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Gt => ">",
            Self::Ge => ">=",
        }
    }
}

macro_rules! comparisons {
    ($($name:ident $op:ident $sign:literal;)*) => {
        $(
            #[doc = concat!("Makes `left ", $sign, " right`.")]
            ///
            /// ```
            /// use dynamo_model::expr::{Condition, Path, Renderer};
            ///
            #[doc = concat!("let total = Condition::", stringify!($name), "(Path::attribute(\"total\"), 5);")]
            #[doc = concat!("assert_eq!(Renderer::new().condition(&total), \"#n0 ", $sign, " :v0\");")]
            /// ```
            pub fn $name(left: impl Into<Operand>, right: impl Into<Operand>) -> Self {
                Self::compare(Comparison::$op, left, right)
            }
        )*
    };
}

impl Condition {
    comparisons! {
        eq Eq "=";
        ne Ne "<>";
        lt Lt "<";
        le Le "<=";
        gt Gt ">";
        ge Ge ">=";
    }

    /// Makes `left op right`.
    ///
    /// ```
    /// use dynamo_model::expr::{Comparison, Condition, Path};
    ///
    /// assert_eq!(Condition::compare(Comparison::Lt, Path::attribute("total"), 5), Condition::lt(Path::attribute("total"), 5));
    /// ```
    pub fn compare(op: Comparison, left: impl Into<Operand>, right: impl Into<Operand>) -> Self {
        Self::Compare { op, left: left.into(), right: right.into() }
    }

    /// Makes `operand BETWEEN low AND high`.
    ///
    /// ```
    /// use dynamo_model::expr::{Condition, Path, Renderer};
    ///
    /// let medium = Condition::between(Path::attribute("total"), 10, 99);
    /// assert_eq!(Renderer::new().condition(&medium), "#n0 BETWEEN :v0 AND :v1");
    /// ```
    pub fn between(operand: impl Into<Operand>, low: impl Into<Operand>, high: impl Into<Operand>) -> Self {
        Self::Between { operand: operand.into(), low: low.into(), high: high.into() }
    }

    /// Makes `operand IN (values)`.
    ///
    /// ```
    /// use dynamo_model::expr::{Condition, Path, Renderer};
    ///
    /// let begun = Condition::is_in(Path::attribute("status"), ["open", "paid"]);
    /// assert_eq!(Renderer::new().condition(&begun), "#n0 IN (:v0, :v1)");
    /// ```
    pub fn is_in<V: Into<Value>>(operand: impl Into<Operand>, values: impl IntoIterator<Item = V>) -> Self {
        let list = values.into_iter().map(|value| Operand::Value(value.into())).collect();
        Self::In { operand: operand.into(), list }
    }

    /// Makes `attribute_exists(path)`.
    ///
    /// ```
    /// use dynamo_model::expr::{Condition, Renderer};
    ///
    /// assert_eq!(Renderer::new().condition(&Condition::exists("paid_at")), "attribute_exists(#n0)");
    /// ```
    pub fn exists(path: impl Into<Path>) -> Self {
        Self::Exists(path.into())
    }

    /// Makes `attribute_not_exists(path)`.
    ///
    /// ```
    /// use dynamo_model::expr::{Condition, Renderer};
    ///
    /// assert_eq!(Renderer::new().condition(&Condition::not_exists("paid_at")), "attribute_not_exists(#n0)");
    /// ```
    pub fn not_exists(path: impl Into<Path>) -> Self {
        Self::NotExists(path.into())
    }

    /// Makes `attribute_type(path, kind)`.
    ///
    /// ```
    /// use dynamo_model::expr::{Condition, Renderer};
    /// use dynamo_model::value::{Value, ValueKind};
    ///
    /// let mut renderer = Renderer::new();
    /// assert_eq!(renderer.condition(&Condition::has_type("tags", ValueKind::Ss)), "attribute_type(#n0, :v0)");
    /// assert_eq!(renderer.values().get(":v0"), Some(&Value::from("SS")));
    /// ```
    pub fn has_type(path: impl Into<Path>, kind: ValueKind) -> Self {
        Self::Type(Operand::Path(path.into()), kind)
    }

    /// Makes `begins_with(operand, prefix)`.
    ///
    /// ```
    /// use dynamo_model::expr::{Condition, Path, Renderer};
    ///
    /// let ours = Condition::begins_with(Path::attribute("code"), "ACME-");
    /// assert_eq!(Renderer::new().condition(&ours), "begins_with(#n0, :v0)");
    /// ```
    pub fn begins_with(operand: impl Into<Operand>, prefix: impl Into<Operand>) -> Self {
        Self::BeginsWith(operand.into(), prefix.into())
    }

    /// Makes `contains(operand, part)`.
    ///
    /// ```
    /// use dynamo_model::expr::{Condition, Path, Renderer};
    ///
    /// let tagged = Condition::contains(Path::attribute("tags"), "sale");
    /// assert_eq!(Renderer::new().condition(&tagged), "contains(#n0, :v0)");
    /// ```
    pub fn contains(operand: impl Into<Operand>, part: impl Into<Operand>) -> Self {
        Self::Contains(operand.into(), part.into())
    }

    /// Joins two conditions that must both hold.
    ///
    /// ```
    /// use dynamo_model::expr::{Condition, Renderer};
    ///
    /// let both = Condition::exists("paid_at").and(Condition::exists("sent_at"));
    /// assert_eq!(Renderer::new().condition(&both), "attribute_exists(#n0) AND attribute_exists(#n1)");
    /// ```
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::And(Box::new(self), Box::new(other))
    }

    /// Joins two conditions of which one must hold.
    ///
    /// ```
    /// use dynamo_model::expr::{Condition, Renderer};
    ///
    /// let begun = Condition::exists("paid_at").or(Condition::exists("sent_at"));
    /// let both = begun.and(Condition::exists("note"));
    /// assert_eq!(
    ///     Renderer::new().condition(&both),
    ///     "(attribute_exists(#n0) OR attribute_exists(#n1)) AND attribute_exists(#n2)",
    /// );
    /// ```
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self::Or(Box::new(self), Box::new(other))
    }
}

impl std::ops::Not for Condition {
    type Output = Self;

    fn not(self) -> Self {
        Self::Not(Box::new(self))
    }
}

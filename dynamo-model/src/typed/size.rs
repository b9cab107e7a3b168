use std::fmt;
use std::marker::PhantomData;

use super::{Cond, OfVariant};
use crate::expr::{Comparison, Condition, Operand, Path};

/// The size of an attribute, to be compared: UTF-16 units of a string, bytes of a binary, elements of a list, map or set.
/// An absent attribute has none, and no comparison with it holds.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Product(Product) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "PRODUCT#{id}", sk = "PRODUCT")]
/// # struct Product { id: String, name: String, tags: Vec<String> }
/// use dynamo_model::expr::Renderer;
///
/// let product = Product::attributes();
/// let small = product.tags.size().lt(5).and(product.name.size().between(1, 80)).into_condition()?;
/// assert_eq!(Renderer::new().condition(&small), "size(#n0) < :v0 AND size(#n1) BETWEEN :v1 AND :v2");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a size is compared with something"]
pub struct Size<E> {
    path: Path,
    variant: OfVariant,
    entity: PhantomData<fn() -> E>,
}

macro_rules! comparisons {
    ($($name:ident $op:ident $sign:literal $doc:literal;)*) => {
        $(
            #[doc = $doc]
            ///
            /// ```
            #[doc = include_str!("product.md")]
            /// let p = Product::attributes();
            #[doc = concat!("assert_eq!(asked(p.tags.size().", stringify!($name), "(5)), \"size(#n0) ", $sign, " :v0\");")]
            /// ```
            pub fn $name(self, size: usize) -> Cond<E> {
                self.only(|of| Condition::compare(Comparison::$op, of, size))
            }
        )*
    };
}

impl<E> Size<E> {
    pub(super) const fn new(path: Path, variant: OfVariant) -> Self {
        Self { path, variant, entity: PhantomData }
    }

    comparisons! {
        eq Eq "=" "Of this size.";
        ne Ne "<>" "Of another size, or absent.";
        lt Lt "<" "Smaller than this.";
        le Le "<=" "Of this size or smaller.";
        gt Gt ">" "Larger than this.";
        ge Ge ">=" "Of this size or larger.";
    }

    /// Between two sizes, both included.
    ///
    /// ```
    #[doc = include_str!("product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(asked(p.name.size().between(1, 80)), "size(#n0) BETWEEN :v0 AND :v1");
    /// ```
    pub fn between(self, low: usize, high: usize) -> Cond<E> {
        self.only(|of| Condition::between(of, low, high))
    }

    fn only(self, condition: impl FnOnce(Operand) -> Condition) -> Cond<E> {
        Cond::new(Ok(OfVariant::only([&self.variant], condition(Operand::Size(self.path)))))
    }
}

impl<E> Clone for Size<E> {
    fn clone(&self) -> Self {
        Self::new(self.path.clone(), self.variant.clone())
    }
}

impl<E> fmt::Debug for Size<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Size").field(&self.path).finish()
    }
}

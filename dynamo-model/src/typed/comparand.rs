use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;

use super::{AsSet, Attr, AttrArg, Filterable, Held, OfVariant};
use crate::error::Result;
use crate::expr::Operand;

/// What an attribute of type `T` is compared with: a value, or another attribute of that type of the same entity.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Product(Product) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "PRODUCT#{id}", sk = "PRODUCT")]
/// # struct Product { id: String, stock: u32, reserved: u32 }
/// let product = Product::attributes();
/// let available = product.stock.gt(&product.reserved).and(product.stock.ge(10));
/// assert!(available.into_condition().is_ok());
/// ```
#[diagnostic::on_unimplemented(
    message = "this attribute is a `{T}`, not a `{Self}`",
    label = "expected a value of the field's type, or the path of another such attribute of the entity",
    note = "of a field that is an `Option`, it is the value in it; whether there is one, `.exists()` and `.missing()` say"
)]
pub trait Comparand<E, T> {
    #[doc(hidden)]
    fn operand(&self) -> Result<Operand>;

    #[doc(hidden)]
    fn __variant(&self) -> OfVariant {
        OfVariant::ANY
    }
}

// One impl for every `AttrArg` would overlap with that for paths.

#[diagnostic::do_not_recommend]
impl<E, T: Serialize> Comparand<E, T> for T {
    fn operand(&self) -> Result<Operand> {
        value::<T>(self)
    }
}

#[diagnostic::do_not_recommend]
impl<E, T: Serialize> Comparand<E, T> for &T {
    fn operand(&self) -> Result<Operand> {
        value::<T>(self)
    }
}

#[diagnostic::do_not_recommend]
impl<E> Comparand<E, String> for &str {
    fn operand(&self) -> Result<Operand> {
        value::<String>(self)
    }
}

macro_rules! texts {
    ($($ty:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<E> Comparand<E, $ty> for &str {
            fn operand(&self) -> Result<Operand> {
                value::<$ty>(self)
            }
        }
    )*};
}

texts!(Cow<'static, str>, Box<str>, Arc<str>);

macro_rules! boxes {
    ($($boxed:ident),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<E, T: Serialize> Comparand<E, $boxed<T>> for T {
            fn operand(&self) -> Result<Operand> {
                value::<$boxed<T>>(self)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<E, T: Serialize> Comparand<E, $boxed<T>> for &T {
            fn operand(&self) -> Result<Operand> {
                value::<$boxed<T>>(self)
            }
        }
    )*};
}

boxes!(Box, Arc);

#[diagnostic::do_not_recommend]
impl<E, C: Serialize> Comparand<E, AsSet<C>> for C {
    fn operand(&self) -> Result<Operand> {
        value::<AsSet<C>>(self)
    }
}

#[diagnostic::do_not_recommend]
impl<E, C: Serialize> Comparand<E, AsSet<C>> for &C {
    fn operand(&self) -> Result<Operand> {
        value::<AsSet<C>>(self)
    }
}

#[diagnostic::do_not_recommend]
impl<E, T, Role, Seen: Filterable + Held> Comparand<E, T> for &Attr<E, T, Role, Seen> {
    fn operand(&self) -> Result<Operand> {
        Ok(Operand::Path(self.path()))
    }

    fn __variant(&self) -> OfVariant {
        self.variant()
    }
}

fn value<T>(arg: &impl AttrArg<T>) -> Result<Operand> {
    arg.value().map(Operand::Value)
}

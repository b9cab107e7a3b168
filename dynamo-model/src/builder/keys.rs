//! Keys of several entities, and what is read of them, in the shape they came in.

use std::fmt;
use std::marker::PhantomData;

use crate::entity::{Answered, Entity, Key, Projection, ReadFrom, Readable, Record, Sight, Table, ViewOf};
use crate::error::{Error, Result};
use crate::expr;
use crate::schema::{EntitySchema, IndexSchema};
use crate::value::Item;

/// A key, what to ask for, and of which entity it is.
#[doc(hidden)]
#[derive(Debug)]
pub struct Asked {
    pub(super) key: Item,
    pub(super) projection: fn(Option<&IndexSchema>, bool) -> Option<expr::Projection>,
    pub(super) entity: &'static EntitySchema,
}

impl Asked {
    fn of<O: Readable>(key: Item, entity: &'static EntitySchema) -> Self {
        Self { key, projection: O::__projection, entity }
    }
}

/// Keys of entities of table `T`: one, an `Option` of one, an array, a vector, or a tuple of up to eight of any of these.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, total: u32 }
/// use dynamo_model::builder::TransactGet;
///
/// let read = TransactGet::new((Order::key("o1"), ["o2", "o3"].map(Order::key), None::<&str>.map(Order::key)));
/// assert_eq!(read.request::<Shop>()?.gets.len(), 3);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` holds no keys of entities of `{T}`",
    label = "not keys of `{T}`",
    note = "give a key, such as `Order::key(id)`, or an array, a vector or a tuple of keys"
)]
pub trait Keys<T>: sealed::Sealed + Sized {
    /// What is read: an `Option` for each key.
    type Output: Send;

    /// The keys that were not processed: an `Option` for each key, too.
    type Unprocessed: Send;

    #[doc(hidden)]
    fn push_to(&self, keys: &mut Vec<Asked>) -> Result<()>;

    #[doc(hidden)]
    fn read<'i>(
        &self,
        items: &mut dyn Iterator<Item = Option<Answered<'i>>>,
        sight: Sight,
    ) -> Result<Self::Output>;

    #[doc(hidden)]
    fn unprocessed(self, left: &mut dyn Iterator<Item = bool>) -> Self::Unprocessed;
}

/// Reads an item, if there is one that is not hidden.
fn seen<O: Readable>(answer: Option<Answered<'_>>, sight: Sight) -> Result<Option<O>> {
    answer.filter(|answer| sight.sees::<O>(answer.item)).map(O::__read).transpose()
}

/// What follows of single keys, once it is said what each asks for.
macro_rules! single {
    ($([$($table:ident)?] $param:ident of $of:ty: $($bound:path),+ => $key:ty, read as $read:ty;)+) => {$(
        impl<$($table: Table,)? $param: $($bound +)+> Keys<$of> for $key {
            type Output = Option<$read>;
            type Unprocessed = Option<Self>;

            fn push_to(&self, keys: &mut Vec<Asked>) -> Result<()> {
                keys.push(self.asked()?);
                Ok(())
            }

            fn read<'i>(
                &self,
                items: &mut dyn Iterator<Item = Option<Answered<'i>>>,
                sight: Sight,
            ) -> Result<Option<$read>> {
                seen::<$read>(items.next().flatten(), sight)
            }

            fn unprocessed(self, left: &mut dyn Iterator<Item = bool>) -> Option<Self> {
                left.next().filter(|left| *left).map(|_| self)
            }
        }

        impl<$($table: Table,)? $param: $($bound +)+> Keys<$of> for Option<$key> {
            type Output = Option<$read>;
            type Unprocessed = Self;

            fn push_to(&self, keys: &mut Vec<Asked>) -> Result<()> {
                self.iter().try_for_each(|key| key.push_to(keys))
            }

            fn read<'i>(
                &self,
                items: &mut dyn Iterator<Item = Option<Answered<'i>>>,
                sight: Sight,
            ) -> Result<Option<$read>> {
                self.as_ref().map_or(Ok(None), |key| key.read(items, sight))
            }

            fn unprocessed(self, left: &mut dyn Iterator<Item = bool>) -> Self {
                self.and_then(|key| key.unprocessed(left))
            }
        }
    )+};
}

single! {
    [T] E of T: Entity, ReadFrom<T> => Key<E>, read as E;
    [] V of <V as Readable>::Table: Projection, Send => ViewKey<V>, read as V;
    [T] R of T: Record, ReadFrom<T>, Send => AnyKey<R>, read as R;
}

impl<E: Entity> Key<E> {
    fn asked(&self) -> Result<Asked> {
        Ok(Asked::of::<E>(self.item()?, E::SCHEMA))
    }

    /// Asks for a view of the entity, among the keys of a [`TransactGet`](super::TransactGet) or a
    /// [`BatchGetMixed`](super::BatchGetMixed).
    ///
    /// ```
    /// # use dynamo_model::{Entity, Projection, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// # struct Order { id: String, total: u32 }
    /// # #[derive(Projection)]
    /// # #[projection(of = Order)]
    /// # struct Total { total: u32 }
    /// use dynamo_model::builder::TransactGet;
    ///
    /// let read = TransactGet::new((Order::key("o1"), Order::key("o2").view::<Total>()));
    /// let asked: Vec<bool> = read.request::<Shop>()?.gets.iter().map(|get| get.projection.is_some()).collect();
    /// assert_eq!(asked, [false, true]);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    #[must_use]
    pub fn view<V: ViewOf<E>>(self) -> ViewKey<V> {
        ViewKey { key: self, view: PhantomData }
    }

    /// Forgets which entity it is the key of, but that it is one of an enum's: of a list of such keys, the entities are
    /// read as the enum of their table.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.put(&order("o1", 5)).await?;
    /// let keys = vec![Note::key("n1").any::<Shop>(), Order::key("o1").any()];
    /// let found = shop.batch_get_mixed(keys).await?;
    /// assert!(matches!(&found[..], [None, Some(Shop::Order(order))] if order.total == 5));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn any<R: Record<Table = E::Table> + From<E>>(self) -> AnyKey<R> {
        AnyKey { key: self.into_item(), entity: E::SCHEMA, read: PhantomData }
    }
}

/// The key of an entity of which a view is read; [`Key::view`] makes it.
///
/// ```
/// # use dynamo_model::{Entity, Projection, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, total: u32 }
/// # #[derive(Projection)]
/// # #[projection(of = Order)]
/// # struct Total { total: u32 }
/// use dynamo_model::builder::{TransactGet, ViewKey};
///
/// let keys: Vec<ViewKey<Total>> = ["o1", "o2"].map(|id| Order::key(id).view()).into();
/// assert_eq!(TransactGet::new(keys).request::<Shop>()?.gets.len(), 2);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub struct ViewKey<V: Projection> {
    key: Key<V::Entity>,
    view: PhantomData<fn() -> V>,
}

impl<V: Projection> ViewKey<V> {
    fn asked(&self) -> Result<Asked> {
        Ok(Asked::of::<V>(self.key.item()?, V::Entity::SCHEMA))
    }
}

impl<V: Projection> Clone for ViewKey<V> {
    fn clone(&self) -> Self {
        Self { key: self.key.clone(), view: PhantomData }
    }
}

impl<V: Projection> fmt::Debug for ViewKey<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ViewKey").field(&self.key).finish()
    }
}

/// The key of some entity of an enum, which is read as the enum; [`Key::any`] makes it.
///
/// ```
#[doc = include_str!("shop.md")]
/// use dynamo_model::builder::{AnyKey, TransactGet};
///
/// let keys: Vec<AnyKey<Shop>> = vec![Order::key("o1").any(), Session::key("s1").any()];
/// assert_eq!(TransactGet::new(keys).request::<Shop>()?.gets.len(), 2);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub struct AnyKey<R> {
    key: Result<Item>,
    entity: &'static EntitySchema,
    read: PhantomData<fn() -> R>,
}

impl<R: Record> AnyKey<R> {
    fn asked(&self) -> Result<Asked> {
        Ok(Asked::of::<R>(self.key.clone()?, self.entity))
    }
}

impl<R> Clone for AnyKey<R> {
    fn clone(&self) -> Self {
        Self { key: self.key.clone(), entity: self.entity, read: PhantomData }
    }
}

impl<R> fmt::Debug for AnyKey<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AnyKey").field(&self.entity.rust_name).field(&self.key).finish()
    }
}

impl<T, K: Keys<T>> Keys<T> for Vec<K> {
    type Output = Vec<K::Output>;
    type Unprocessed = Vec<K::Unprocessed>;

    fn push_to(&self, keys: &mut Vec<Asked>) -> Result<()> {
        self.iter().try_for_each(|key| key.push_to(keys))
    }

    fn read<'i>(
        &self,
        items: &mut dyn Iterator<Item = Option<Answered<'i>>>,
        sight: Sight,
    ) -> Result<Vec<K::Output>> {
        self.iter().map(|key| key.read(items, sight)).collect()
    }

    fn unprocessed(self, left: &mut dyn Iterator<Item = bool>) -> Vec<K::Unprocessed> {
        self.into_iter().map(|key| key.unprocessed(left)).collect()
    }
}

impl<T, K: Keys<T>, const N: usize> Keys<T> for [K; N] {
    type Output = [K::Output; N];
    type Unprocessed = [K::Unprocessed; N];

    fn push_to(&self, keys: &mut Vec<Asked>) -> Result<()> {
        self.iter().try_for_each(|key| key.push_to(keys))
    }

    fn read<'i>(
        &self,
        items: &mut dyn Iterator<Item = Option<Answered<'i>>>,
        sight: Sight,
    ) -> Result<[K::Output; N]> {
        let read: Vec<K::Output> = self.iter().map(|key| key.read(items, sight)).collect::<Result<_>>()?;
        // As many as there are keys.
        read.try_into().map_err(|_| Error::validation("an answer is missing"))
    }

    fn unprocessed(self, left: &mut dyn Iterator<Item = bool>) -> [K::Unprocessed; N] {
        self.map(|key| key.unprocessed(left))
    }
}

macro_rules! tuples {
    ($($($name:ident $place:tt),+;)+) => {$(
        impl<T, $($name: Keys<T>),+> Keys<T> for ($($name,)+) {
            type Output = ($($name::Output,)+);
            type Unprocessed = ($($name::Unprocessed,)+);

            fn push_to(&self, keys: &mut Vec<Asked>) -> Result<()> {
                $(self.$place.push_to(keys)?;)+
                Ok(())
            }

            fn read<'i>(
                &self,
                items: &mut dyn Iterator<Item = Option<Answered<'i>>>,
                sight: Sight,
            ) -> Result<Self::Output> {
                Ok(($(self.$place.read(items, sight)?,)+))
            }

            fn unprocessed(self, left: &mut dyn Iterator<Item = bool>) -> Self::Unprocessed {
                ($(self.$place.unprocessed(left),)+)
            }
        }

        impl<$($name: sealed::Sealed),+> sealed::Sealed for ($($name,)+) {}
    )+};
}

tuples! {
    A 0;
    A 0, B 1;
    A 0, B 1, C 2;
    A 0, B 1, C 2, D 3;
    A 0, B 1, C 2, D 3, E 4;
    A 0, B 1, C 2, D 3, E 4, F 5;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
}

mod sealed {
    use super::{AnyKey, Key, Projection, ViewKey};

    pub trait Sealed {}
    impl<E> Sealed for Key<E> {}
    impl<V: Projection> Sealed for ViewKey<V> {}
    impl<R> Sealed for AnyKey<R> {}
    impl<K: Sealed> Sealed for Option<K> {}
    impl<K: Sealed> Sealed for Vec<K> {}
    impl<K: Sealed, const N: usize> Sealed for [K; N] {}
}

//! Transactions of reads.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use super::{Binding, Bound, Db, Unbound};
use crate::backend::BoxFuture;
use crate::entity::{Entity, Key, Projection, Readable, Sight, Table, ViewOf, visible};
use crate::error::{Error, Result};
use crate::explain::{Explain as _, Explanation};
use crate::expr::{self, Condition};
use crate::limits::{check_read, check_reads};
use crate::request::check::MOST_ACTIONS;
use crate::request::{self, TransactGetItems};
use crate::schema::EntitySchema;
use crate::value::Item;

/// Reads up to 100 entities at one moment; awaiting gives as many `Option`s, in the shape the keys came in.
///
/// What is hidden, because it has expired or was softly deleted, is `None`: the items that come back are looked at;
/// [`visible_if`](TransactGet::visible_if) says how.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order), Stock(Stock) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, total: u32 }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "STOCK#{product}", sk = "STOCK")]
/// # struct Stock { product: String, left: i64 }
/// use dynamo_model::builder::TransactGet;
///
/// let read = TransactGet::new((Order::key("o1"), Stock::key("p1")));
/// assert_eq!(read.request::<Shop>()?.gets.len(), 2);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a read does nothing until it is awaited"]
pub struct TransactGet<K, B = Unbound> {
    keys: K,
    including_hidden: bool,
    bound: B,
}

impl<K> TransactGet<K> {
    /// Makes the read, without a database.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::TransactGet;
    ///
    /// let read = TransactGet::new((Order::key("o1"), Session::key("s1")));
    /// assert_eq!(read.request::<Shop>()?.gets.len(), 2);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn new(keys: K) -> Self {
        Self { keys, including_hidden: false, bound: Unbound }
    }

    /// Puts the read on a database: then it can be awaited.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::TransactGet;
    ///
    /// let shop = Shop::on(Memory::default()).named("shop-of-today");
    /// let read = TransactGet::new((Order::key("o1"),)).bind(&shop);
    /// assert_eq!(&*read.request::<Shop>()?.gets[0].table, "shop-of-today");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn bind<T>(self, db: &Db<T>) -> TransactGet<K, Bound<'_, T>> {
        TransactGet { keys: self.keys, including_hidden: self.including_hidden, bound: Bound(db) }
    }
}

impl<K, B: Binding> TransactGet<K, B> {
    /// Returns entities even if they are hidden: they have expired and are still there, or were softly deleted.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::TransactGet;
    ///
    /// let read = TransactGet::new((Session::key("s1"),));
    /// assert_eq!(read.request::<Shop>()?, read.including_hidden().request::<Shop>()?, "it goes by what comes back");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn including_hidden(mut self) -> Self {
        self.including_hidden = true;
        self
    }

    /// Returns the request that would be sent.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous, and
    /// [`is_validation`](crate::Error::is_validation) if there is nothing to read, more than 100 entities, or one of them twice,
    /// or if a key is too long.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::TransactGet;
    ///
    /// let read = TransactGet::new((Order::key("o1"), Session::key("s1")));
    /// assert_eq!(read.request::<Shop>()?.gets.len(), 2);
    /// assert!(read.explain::<Shop>()?.to_string().contains("together at most 400.0 read units"));
    /// let twice = TransactGet::new((Order::key("o1"), Order::key("o1")));
    /// assert!(twice.request::<Shop>().unwrap_err().is_validation());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn request<T: Table>(&self) -> Result<TransactGetItems>
    where
        K: Keys<T>,
    {
        self.make::<T>().map_err(Error::unsent)
    }

    fn make<T: Table>(&self) -> Result<TransactGetItems>
    where
        K: Keys<T>,
    {
        let keys = self.asked::<T>()?;
        if !(1..=MOST_ACTIONS).contains(&keys.len()) {
            return Err(Error::validation(format!(
                "a transaction has 1 to {MOST_ACTIONS} reads, and this one {}; read the others in another one",
                keys.len()
            )));
        }
        let table = self.bound.table_name(T::SCHEMA.name);
        let gets = keys.into_iter().enumerate().map(|(place, asked)| {
            let mut get = request::TransactGet::new(table.clone(), asked.key);
            get.projection = asked.projection;
            let number = place + 1;
            check_read(&get, T::SCHEMA)
                .map_err(|error| error.context(format_args!("read {number} of a transaction")))?;
            Ok(get)
        });
        let request = TransactGetItems::new(gets.collect::<Result<Vec<_>>>()?);
        check_reads(&request)?;
        Ok(request)
    }

    fn asked<T>(&self) -> Result<Vec<Asked>>
    where
        K: Keys<T>,
    {
        let mut keys = Vec::new();
        self.keys.push_to(&mut keys)?;
        Ok(keys)
    }

    /// Returns the condition on which each entity that is read is returned, in the order of the keys; `None` for those that
    /// always are.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::TransactGet;
    ///
    /// // A `Session` is hidden once it has expired.
    /// let read = TransactGet::new((Order::key("o1"), Session::key("s1")));
    /// let conditions = read.visible_if::<Shop>()?;
    /// assert_eq!(conditions[0], None);
    /// let condition = conditions[1].as_ref().map(|condition| Renderer::new().condition(condition));
    /// assert_eq!(condition.as_deref(), Some("attribute_not_exists(#n0) OR #n0 > :v0"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn visible_if<T: Table>(&self) -> Result<Vec<Option<Condition>>>
    where
        K: Keys<T>,
    {
        let now = self.bound.now();
        let condition =
            |asked: Asked| (!self.including_hidden).then(|| visible(asked.entity, T::SCHEMA, now)).flatten();
        Ok(self.asked::<T>()?.into_iter().map(condition).collect())
    }

    /// Says in words and numbers what would be sent, what that costs at worst, and on which condition what is read is
    /// returned.
    ///
    /// # Errors
    ///
    /// As [`request`](Self::request).
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::TransactGet;
    ///
    /// let explanation = TransactGet::new((Order::key("o1"), Session::key("s1"))).explain::<Shop>()?;
    /// let visible: Vec<bool> = explanation.steps.iter().map(|step| step.visible_if.is_some()).collect();
    /// assert_eq!(visible, [false, true]);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn explain<T: Table>(&self) -> Result<Explanation>
    where
        K: Keys<T>,
    {
        Ok(self.request::<T>()?.explain(T::SCHEMA).visible_if(self.visible_if::<T>()?))
    }
}

impl<'d, T: Table, K: Keys<T> + Send + 'd> IntoFuture for TransactGet<K, Bound<'d, T>> {
    type Output = Result<K::Output>;
    type IntoFuture = BoxFuture<'d, Result<K::Output>>;

    fn into_future(self) -> Self::IntoFuture {
        let request = self.request::<T>();
        Box::pin(async move {
            let output = self.bound.0.backend().transact_get_items(request?).await?;
            let sight = Sight::new(self.including_hidden, self.bound.now());
            self.keys.read(&mut output.items.into_iter(), sight)
        })
    }
}

impl<K: fmt::Debug, B> fmt::Debug for TransactGet<K, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransactGet")
            .field("keys", &self.keys)
            .field("including_hidden", &self.including_hidden)
            .finish()
    }
}

/// A key, what to ask for if not everything, and of which entity it is.
#[doc(hidden)]
#[derive(Debug)]
pub struct Asked {
    key: Item,
    projection: Option<expr::Projection>,
    entity: &'static EntitySchema,
}

/// Keys of entities of table `T`: one, a tuple of up to eight of any of these, an array or a vector.
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
/// let read = TransactGet::new((Order::key("o1"), ["o2", "o3"].map(Order::key)));
/// assert_eq!(read.request::<Shop>()?.gets.len(), 3);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` holds no keys of entities of `{T}`",
    label = "not keys of `{T}`",
    note = "give a key, such as `Order::key(id)`, or an array, a vector or a tuple of keys"
)]
pub trait Keys<T>: sealed::Sealed {
    /// What is read: an `Option` for each key.
    type Output: Send;

    #[doc(hidden)]
    fn push_to(&self, keys: &mut Vec<Asked>) -> Result<()>;

    #[doc(hidden)]
    fn read(&self, items: &mut dyn Iterator<Item = Option<Item>>, sight: Sight) -> Result<Self::Output>;
}

impl<E: Entity> Keys<E::Table> for Key<E> {
    type Output = Option<E>;

    fn push_to(&self, keys: &mut Vec<Asked>) -> Result<()> {
        keys.push(Asked { key: self.item()?, projection: None, entity: E::SCHEMA });
        Ok(())
    }

    fn read(&self, items: &mut dyn Iterator<Item = Option<Item>>, sight: Sight) -> Result<Option<E>> {
        seen::<E>(items.next().flatten(), sight)
    }
}

/// Reads an item, if there is one that is not hidden.
fn seen<O: Readable>(item: Option<Item>, sight: Sight) -> Result<Option<O>> {
    let seen = item.filter(|item| sight.sees::<O>(item.view()));
    seen.map(|item| O::__read(item.view(), None)).transpose()
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

impl<E: Entity> Key<E> {
    /// Asks for a view of the entity, among the keys of a [`TransactGet`].
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
}

impl<V: Projection + Send> Keys<V::Table> for ViewKey<V> {
    type Output = Option<V>;

    fn push_to(&self, keys: &mut Vec<Asked>) -> Result<()> {
        let projection = V::__projection(None, false);
        keys.push(Asked { key: self.key.item()?, projection, entity: V::Entity::SCHEMA });
        Ok(())
    }

    fn read(&self, items: &mut dyn Iterator<Item = Option<Item>>, sight: Sight) -> Result<Option<V>> {
        seen::<V>(items.next().flatten(), sight)
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

impl<T, K: Keys<T>> Keys<T> for Vec<K> {
    type Output = Vec<K::Output>;

    fn push_to(&self, keys: &mut Vec<Asked>) -> Result<()> {
        self.iter().try_for_each(|key| key.push_to(keys))
    }

    fn read(&self, items: &mut dyn Iterator<Item = Option<Item>>, sight: Sight) -> Result<Vec<K::Output>> {
        self.iter().map(|key| key.read(items, sight)).collect()
    }
}

impl<T, K: Keys<T>, const N: usize> Keys<T> for [K; N] {
    type Output = [K::Output; N];

    fn push_to(&self, keys: &mut Vec<Asked>) -> Result<()> {
        self.iter().try_for_each(|key| key.push_to(keys))
    }

    fn read(&self, items: &mut dyn Iterator<Item = Option<Item>>, sight: Sight) -> Result<[K::Output; N]> {
        let read: Vec<K::Output> = self.iter().map(|key| key.read(items, sight)).collect::<Result<_>>()?;
        // As many as there are keys.
        read.try_into().map_err(|_| Error::validation("an answer is missing"))
    }
}

macro_rules! tuples {
    ($($name:ident $place:tt),+) => {
        impl<T, $($name: Keys<T>),+> Keys<T> for ($($name,)+) {
            type Output = ($($name::Output,)+);

            fn push_to(&self, keys: &mut Vec<Asked>) -> Result<()> {
                $(self.$place.push_to(keys)?;)+
                Ok(())
            }

            fn read(&self, items: &mut dyn Iterator<Item = Option<Item>>, sight: Sight) -> Result<Self::Output> {
                Ok(($(self.$place.read(items, sight)?,)+))
            }
        }

        impl<$($name: sealed::Sealed),+> sealed::Sealed for ($($name,)+) {}
    };
}

tuples!(A 0);
tuples!(A 0, B 1);
tuples!(A 0, B 1, C 2);
tuples!(A 0, B 1, C 2, D 3);
tuples!(A 0, B 1, C 2, D 3, E 4);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);

mod sealed {
    use super::{Key, Projection, ViewKey};

    pub trait Sealed {}
    impl<E> Sealed for Key<E> {}
    impl<V: Projection> Sealed for ViewKey<V> {}
    impl<K: Sealed> Sealed for Vec<K> {}
    impl<K: Sealed, const N: usize> Sealed for [K; N] {}
}

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};

use super::report::{Claims, Planned, Settled};
use super::settle::Settler;
use crate::backend::BoxFuture;
use crate::builder::Db;
use crate::entity::{Answered, Entity, Readable, Table, is_tagged, position};
use crate::error::Result;
use crate::explain::{Explain as _, Explanation, PAGES, Repeated};
use crate::expr::{Condition, Path};
use crate::limits::{checked, of_entity};
use crate::paging::{Cursor, Keep, Paged as _, Plan, ReadsOn as _, Walk};
use crate::request;
use crate::scan::fingerprint;
use crate::schema::GUARD_TAG;
use crate::value::{Item, ItemRef};

/// How many items are looked at, at the same time.
const AT_ONCE: usize = 16;
/// What two runs must have in common for one to go on where the other ended.
const SAME: &str = "table and entity";

/// Gives entities guards that were stored before their fields were unique, and takes away guards that are left over;
/// awaiting gives [`Claims`], with the entities whose values clash.
///
/// All of the table is read, consistently, while other programs go on: each guard is written only if the entity has
/// the value by then. It can be run again at any time, and what is in order is only read. Begin when all programs that
/// write the table know the constraint.
///
/// Of several entities that have one value, the one that has its guard keeps it. If none has, the first that is found gets it,
/// which is in nobody's hands; the others are among the [`clashes`](Claims::clashes), each with the one that has it. An entity
/// that has expired keeps its value from nobody.
///
/// ```
#[doc = include_str!("../../backend/stub.md")]
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { User(User) }
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "USER#{id}", sk = "USER")]
/// struct User {
///     id: String,
///     #[attr(unique)]
///     email: String,
/// }
///
/// # use dynamo_model::{Record, Result, request::PutItem};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let shop = Shop::on(Memory::default());
/// # for (id, email) in [("u1", "ada@example.org"), ("u2", "bob@example.org")] {
/// #     let old = User { id: id.to_owned(), email: email.to_owned() }.to_item()?;
/// #     shop.backend().put_item(PutItem::new("shop", old)).await?;
/// # }
/// // Two users are older than the constraint.
/// let claims = shop.claim_unique::<User>().dry_run().await?;
/// assert_eq!((claims.checked, claims.claimed), (2, 2));
/// assert!(claims.clashes.is_empty(), "no two of them have one email");
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is claimed until it is awaited"]
pub struct ClaimUnique<'d, E: Entity> {
    db: &'d Db<E::Table>,
    after: Option<Cursor>,
    page_size: Option<u32>,
    dry: bool,
    entity: PhantomData<fn() -> E>,
}

impl<'d, E: Entity> ClaimUnique<'d, E> {
    pub(in crate::builder) fn new(db: &'d Db<E::Table>) -> Self {
        Self { db, after: None, page_size: None, dry: false, entity: PhantomData }
    }

    /// Goes on where a page ended.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # #[derive(Table)]
    /// # #[table(name = "accounts")]
    /// # enum Accounts { User(User) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
    /// # struct User { id: String, #[attr(unique)] email: String }
    /// # use dynamo_model::request::PutItem;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let accounts = Accounts::on(Memory::default());
    /// # for id in ["u1", "u2"] {
    /// #     let old = User { id: id.to_owned(), email: format!("{id}@example.org") };
    /// #     accounts.backend().put_item(PutItem::new("accounts", old.to_item()?)).await?;
    /// # }
    /// let first = accounts.claim_unique::<User>().dry_run().page_size(1).page().await?;
    /// let cursor = first.cursor.expect("there is more");
    /// assert_eq!(accounts.claim_unique::<User>().dry_run().page_size(1).after(cursor).await?.checked, 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn after(mut self, cursor: Cursor) -> Self {
        self.after = Some(cursor);
        self
    }

    /// Reads at most `items` items of the table a page.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # #[derive(Table)]
    /// # #[table(name = "accounts")]
    /// # enum Accounts { User(User) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
    /// # struct User { id: String, #[attr(unique)] email: String }
    /// # let accounts = Accounts::on(Memory::default());
    /// assert_eq!(accounts.claim_unique::<User>().page_size(100).request()?.limit, Some(100));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn page_size(mut self, items: u32) -> Self {
        self.page_size = Some(items);
        self
    }

    /// Writes nothing, and only says what would be done. Of values without a guard that several entities have, it keeps which
    /// it has seen, to say that they clash: [`page`](Self::page) by page, only those of one page.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # #[derive(Table)]
    /// # #[table(name = "accounts")]
    /// # enum Accounts { User(User) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
    /// # struct User { id: String, #[attr(unique)] email: String }
    /// # use dynamo_model::request::PutItem;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let accounts = Accounts::on(Memory::default());
    /// # for id in ["u1", "u2"] {
    /// #     let old = User { id: id.to_owned(), email: "ada@example.org".to_owned() };
    /// #     accounts.backend().put_item(PutItem::new("accounts", old.to_item()?)).await?;
    /// # }
    /// // Two users are older than the constraint, and have one email.
    /// let claims = accounts.claim_unique::<User>().dry_run().await?;
    /// assert_eq!((claims.claimed, claims.clashes.len()), (1, 1));
    /// assert!(accounts.claim_unique::<User>().await?.claimed == 1, "it was only said");
    /// # Ok(())
    /// # }
    /// ```
    pub fn dry_run(mut self) -> Self {
        self.dry = true;
        self
    }

    /// Returns the request of the first page of the table. The guards that are missing or out of date are written one by one
    /// besides, each in a transaction that also checks its entity.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # #[derive(Table)]
    /// # #[table(name = "accounts")]
    /// # enum Accounts { User(User) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
    /// # struct User { id: String, #[attr(unique)] email: String }
    /// # let accounts = Accounts::on(Memory::default());
    /// assert!(accounts.claim_unique::<User>().request()?.consistent_read);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`is_invalid_cursor`](crate::Error::is_invalid_cursor) if the cursor is of another table or entity.
    pub fn request(&self) -> Result<request::Scan> {
        let mut request = request::Scan::new(self.db.table_name().clone());
        request.consistent_read = true;
        request.limit = self.page_size;
        let table = E::Table::SCHEMA;
        request.filter = is_tagged(E::SCHEMA, table)
            .zip(table.entity_type)
            .map(|(is_entity, attribute)| is_entity.or(Condition::eq(Path::attribute(attribute), GUARD_TAG)));
        if let Some(cursor) = &self.after {
            let position = cursor.open(fingerprint(&request, name::<E>()), SAME)?;
            request.set_position(Some(position));
        }
        checked::<E::Table, _>(Ok(request), || of_entity::<E>("scan"))
    }

    /// Says in words and numbers what each page reads, what is read besides for the values and guards on it, which writes make
    /// good what is not in order, and what that costs at worst.
    ///
    /// # Errors
    ///
    /// As [`request`](Self::request).
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { User(User) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "USER#{id}", sk = "USER")]
    /// # struct User { id: String, #[attr(unique)] email: String }
    /// # let shop = Shop::on(Memory::default());
    /// let said = shop.claim_unique::<User>().page_size(100).explain()?.to_string();
    /// assert!(said.starts_with("Scan of table `shop`, for each page\n"));
    /// assert!(said.contains("Put in TransactWriteItems of table `shop`, for each guard that is missing or out of date\n"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn explain(&self) -> Result<Explanation> {
        let table = E::Table::SCHEMA;
        let repeated = Repeated { table, name: self.db.table_name() };
        let mut all = self.request()?.explain(table).for_each(PAGES);
        all.steps.push(repeated.read_guard("unique value"));
        all.steps.push(repeated.read("guard"));
        if !self.dry {
            all.steps.push(repeated.check("guard that is missing, left over or out of date"));
            all.steps.push(repeated.put_guard("guard that is missing or out of date"));
            all.steps.push(repeated.delete_guard("guard that is left over"));
        }
        Ok(all)
    }

    /// Does one page of the table.
    ///
    /// # Errors
    ///
    /// As [`request`](Self::request), and what the backend reports; [`is_codec`](crate::Error::is_codec) if an item does not
    /// fit the entity. What was done stays done.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    /// # use dynamo_model::{Entity, Record, Result, Table, request::PutItem};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { User(User) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "USER#{id}", sk = "USER")]
    /// # struct User { id: String, #[attr(unique)] email: String }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// # for (id, email) in [("u1", "ada@example.org"), ("u2", "bob@example.org"), ("u3", "eve@example.org")] {
    /// #     let old = User { id: id.to_owned(), email: email.to_owned() }.to_item()?;
    /// #     shop.backend().put_item(PutItem::new("shop", old)).await?;
    /// # }
    /// // Three users are older than the constraint.
    /// let first = shop.claim_unique::<User>().dry_run().page_size(2).page().await?;
    /// assert_eq!(first.checked, 2);
    /// let cursor = first.cursor.expect("there is more");
    /// let rest = shop.claim_unique::<User>().dry_run().page_size(2).after(cursor).await?;
    /// assert_eq!((rest.checked, rest.cursor), (1, None));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn page(self) -> Result<Claims> {
        let mut walk = self.walk()?;
        self.one(&mut walk, &mut Planned::default()).await
    }

    fn walk(&self) -> Result<Walk<request::Scan>> {
        let request = self.request()?;
        let plan = Plan {
            index: None,
            fingerprint: fingerprint(&request, name::<E>()),
            limit: None,
            page_size: self.page_size,
            keep: Keep::default(),
            hiding: None,
            one_page: false,
            hydrated: false,
        };
        Ok(Walk::new(request, plan))
    }

    async fn one(&self, walk: &mut Walk<request::Scan>, planned: &mut Planned) -> Result<Claims> {
        let page = walk.next_page::<Raw<E::Table>>(self.db).await?;
        let mut claims = Claims { cursor: page.cursor().cloned(), ..Claims::default() };
        let settler = Settler::<E>::new(self.db, self.dry);
        let items: Vec<Item> =
            page.into_iter().map(|raw| raw.item).filter(|item| is_of::<E>(item.view())).collect();
        claims.checked = items.iter().filter(|item| !E::Table::SCHEMA.is_guard(item.view())).count();
        let settled = stream::iter(items).map(|item| settler.settle(item)).buffer_unordered(AT_ONCE);
        let settled: Vec<Vec<Settled>> = settled.try_collect().await?;
        for settled in settled.into_iter().flatten() {
            claims.count(settled, self.dry.then_some(&mut *planned));
        }
        Ok(claims)
    }

    async fn all(self) -> Result<Claims> {
        let mut walk = self.walk()?;
        let (mut claims, mut planned) = (Claims::default(), Planned::default());
        while !walk.is_over() {
            claims.add(self.one(&mut walk, &mut planned).await?);
        }
        Ok(claims)
    }
}

impl<'d, E: Entity> IntoFuture for ClaimUnique<'d, E> {
    type Output = Result<Claims>;
    type IntoFuture = BoxFuture<'d, Result<Claims>>;

    /// Does every page. To go on after an error, do [`page`](Self::page) by page, and keep the cursor.
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.all())
    }
}

impl<E: Entity> fmt::Debug for ClaimUnique<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClaimUnique")
            .field("after", &self.after)
            .field("dry_run", &self.dry)
            .finish_non_exhaustive()
    }
}

/// What cursors are bound to besides the request.
fn name<E: Entity>() -> &'static str {
    E::SCHEMA.unique.first().map_or(E::SCHEMA.rust_name, |unique| unique.prefix)
}

/// Whether an item is the entity, or a guard of one of its values.
fn is_of<E: Entity>(item: ItemRef<'_>) -> bool {
    let table = E::Table::SCHEMA;
    match table.is_guard(item) {
        true => table.guarded_of(E::SCHEMA, item).is_some(),
        false => matches!(position(&[E::SCHEMA], table, item), Ok(Some(_))),
    }
}

/// An item as it is stored.
struct Raw<T> {
    item: Item,
    table: PhantomData<fn() -> T>,
}

impl<T: Table> Readable for Raw<T> {
    type Table = T;

    fn __read(answer: Answered<'_>) -> Result<Self> {
        Ok(Self { item: answer.item.to_item(), table: PhantomData })
    }
}

//! A product that many companies use: tenants with users, projects, roles and limits, all in one table.
//!
//! Every key of a tenant begins with it, so nothing of one tenant can be read by a key of another. What must be unique in
//! all of them is the address a user logs in with: a guard item keeps it, written with the user or not at all.
//!
//! | # | access pattern | read or written by |
//! | --- | --- | --- |
//! | 1 | sign up: a tenant with its first user | transaction |
//! | 2-4 | add a user; no more than the plan allows; no address twice | transactions, conditions |
//! | 5 | log in by address | `by_login` |
//! | 6 | users of a tenant | partition of the tenant |
//! | 7, 8 | create a project; no more than the plan allows | transaction, condition |
//! | 9 | a tenant with its users and projects | partition of the tenant |
//! | 10, 11 | add members to a project; only users | transaction that checks that both exist |
//! | 12, 13 | members of a project; projects of a user | partition of the project; `by_user` |
//! | 14-17 | may a user write to a project; change a role | key |
//! | 18-20 | change an address, and log in by it | transaction |
//! | 21, 22 | change the plan, not below what is used | key, condition |
//! | 23, 24 | note what was done; what was done between two times | partition of the audit log, whose items expire |
//! | 25, 26 | remove a user with its memberships | transaction |
//!
//! `cargo run --example saas` runs it on the built-in engine.

#![allow(missing_docs, reason = "a model reads best without a comment on every field")]

use std::process::ExitCode;

use dynamo_examples::{log::Log, program};
use dynamo_model::builder::{Check, Update};
use dynamo_model::{Collection, Db, Document, Entity, Result, Table};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "saas", ttl = "expires_at", collections(Overview))]
#[index(name = "by_user", pk("tenant", "user"), sk = "project")]
#[index(name = "by_login", pk = "login", sk = none)]
pub enum Saas {
    Tenant(Tenant),
    User(User),
    Project(Project),
    Member(Member),
    Audit(Audit),
}

/// The plan's limits stand next to what is used of them, where a condition can compare the two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Saas, pk = "TENANT#{id}", sk = "ABOUT")]
pub struct Tenant {
    pub id: String,
    pub users: u32,
    pub most_users: u32,
    pub projects: u32,
    pub most_projects: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Saas, pk = "TENANT#{tenant}", sk = "USER#{id}")]
#[access(name = of_tenant)]
#[access(name = by_login, index = by_login, pk(login))]
pub struct User {
    pub tenant: String,
    pub id: String,
    #[attr(unique(normalize(trim, lowercase)))]
    pub address: String,
    /// The address as it is looked up, whichever way it was written.
    #[attr(computed(login_of, from(address)))]
    pub login: String,
}

fn login_of(address: &str) -> String {
    address.trim().to_lowercase()
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Saas, pk = "TENANT#{tenant}", sk = "PROJECT#{id}")]
pub struct Project {
    pub tenant: String,
    pub id: String,
    pub title: String,
}

/// The index is made of attributes that only members have all of: nothing is stored for it alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Saas, pk = "TENANT#{tenant}#PROJECT#{project}", sk = "USER#{user}")]
#[access(name = of_project)]
#[access(name = of_user, index = by_user, pk(tenant, user), sk(project))]
pub struct Member {
    pub tenant: String,
    pub project: String,
    pub user: String,
    pub role: Role,
}

/// From least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Document)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Reader,
    Writer,
    Owner,
}

/// Times are seconds since 1970.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Saas, pk = "TENANT#{tenant}#AUDIT", sk = "{at:010}#{by}")]
#[access(name = of_tenant)]
pub struct Audit {
    pub tenant: String,
    pub at: u64,
    pub by: String,
    pub what: String,
    pub expires_at: u64,
}

/// What lies in the partition of a tenant. Members and the audit log, of which there are many, have partitions of their own.
#[derive(Debug, Collection)]
#[collection(table = Saas, pk = "TENANT#{tenant}", of(tenant: String))]
pub struct Overview {
    pub tenant: Tenant,
    pub users: Vec<User>,
    pub projects: Vec<Project>,
}

/// Far enough in the future that nothing expires while the program runs.
const NOW: u64 = 4_102_444_800;
const YEAR: u64 = 365 * 24 * 60 * 60;

/// Runs every access pattern.
pub async fn run(db: &Db<Saas>, log: &mut Log) -> Result<()> {
    let acme = Tenant { id: "acme".to_owned(), users: 1, most_users: 2, projects: 0, most_projects: 1 };
    let ada = user("acme", "ada", "ada@example.com");
    db.transact().create(&acme).create(&ada).await?;
    log.row("sign up", 2);

    let bob = user("acme", "bob", "bob@example.com");
    add_user(db, &bob).await?;
    log.row("add a user", 1);
    let error = add_user(db, &user("acme", "cyd", "cyd@example.com")).await;
    assert!(error.is_err_and(|error| error.to_string().contains("the update of `Tenant`")));
    log.row("one more than the plan allows: refused", 0);
    let other = Tenant { id: "other".to_owned(), ..acme };
    let impostor = user("other", "eve", "Ada@Example.com");
    let error = db.transact().create(&other).create(&impostor).await;
    assert!(error.is_err_and(|error| error.unique_field() == Some("address")));
    log.row("an address another tenant has: refused", 0);

    let found = log_in(db, "bob@example.com").await?;
    assert_eq!(found.as_ref(), Some(&bob));
    log.row("log in by address", 1);
    let users = db.query(User::of_tenant("acme")).all().await?;
    assert!(users.iter().eq([&ada, &bob]));
    log.row("users of a tenant", users.len());

    create_project(db, "acme", "web").await?;
    log.row("create a project", 1);
    let error = create_project(db, "acme", "app").await;
    assert!(error.is_err_and(|error| error.is_transaction_canceled()));
    log.row("one more than the plan allows: refused", 0);
    let overview = db.get_collection(Overview::of("acme")).await?;
    assert!(overview.is_some_and(|all| (all.tenant.users, all.users.len(), all.projects.len()) == (2, 2, 1)));
    log.row("a tenant with its users and projects", 4);

    for (user, role) in [("ada", Role::Owner), ("bob", Role::Reader)] {
        add_member(db, member("acme", "web", user, role)).await?;
    }
    log.row("add members to a project", 2);
    let error = add_member(db, member("acme", "web", "nobody", Role::Reader)).await;
    assert!(error.is_err_and(|error| error.to_string().contains("the check of `User`")));
    log.row("a member who is no user: refused", 0);
    let members = db.query(Member::of_project("acme", "web")).all().await?;
    assert!(members.iter().map(|member| member.role).eq([Role::Owner, Role::Reader]));
    log.row("members of a project", members.len());
    let projects = db.query(Member::of_user("acme", "bob")).all().await?;
    assert!(projects.iter().map(|member| member.project.as_str()).eq(["web"]));
    log.row("projects of a user", projects.len());

    assert!(!may_write(db, "acme", "web", "bob").await?);
    log.row("may a user write to a project: no", 0);
    db.update(Member::key("acme", "web", "bob")).set(|member| member.role.to(Role::Writer)).await?;
    log.row("change a role", 1);
    assert!(may_write(db, "acme", "web", "bob").await?);
    log.row("may a user write to a project: yes", 1);
    // Whoever has only another tenant's name has none of its keys.
    assert!(!may_write(db, "other", "web", "bob").await?);
    log.row("the same for another tenant: no", 0);

    change_address(db, &bob, "robert@example.com").await?;
    log.row("change an address", 1);
    let Some(robert) = log_in(db, "Robert@example.com ").await? else {
        unreachable!("this is the address now")
    };
    assert_eq!((robert.id.as_str(), robert.address.as_str()), ("bob", "robert@example.com"));
    log.row("log in by the new address", 1);
    assert_eq!(log_in(db, "bob@example.com").await?, None);
    log.row("by the old one: nobody", 0);

    let smaller = db.update(Tenant::key("acme")).set(|tenant| tenant.most_users.to(1));
    let smaller = smaller.only_if(|tenant| tenant.users.le(1)).outcome().await?;
    assert!(smaller.done().is_none());
    log.row("a plan below what is used: refused", 0);
    let larger =
        db.update(Tenant::key("acme")).set(|tenant| tenant.most_users.to(50)).returning_new().await?;
    assert_eq!((larger.users, larger.most_users), (2, 50));
    log.row("change the plan", 1);

    for (what, at) in ["sign up", "invite bob", "add bob to web"].into_iter().zip(NOW..) {
        let (tenant, by, what) = ("acme".to_owned(), "ada".to_owned(), what.to_owned());
        db.create(&Audit { tenant, at, by, what, expires_at: at + YEAR }).await?;
    }
    log.row("note what was done", 3);
    let done = db.query(Audit::of_tenant("acme").at(NOW + 1..NOW + 60)).descending().all().await?;
    assert!(done.iter().map(|entry| entry.what.as_str()).eq(["add bob to web", "invite bob"]));
    log.row("what was done between two times", done.len());

    remove_user(db, &robert).await?;
    log.row("remove a user", 3);
    let left = db.query(Member::of_project("acme", "web")).all().await?;
    assert!(left.iter().map(|member| member.user.as_str()).eq(["ada"]));
    log.row("members afterwards", left.len());
    Ok(())
}

fn user(tenant: &str, id: &str, address: &str) -> User {
    let login = login_of(address);
    User { tenant: tenant.to_owned(), id: id.to_owned(), address: address.to_owned(), login }
}

fn member(tenant: &str, project: &str, user: &str, role: Role) -> Member {
    Member { tenant: tenant.to_owned(), project: project.to_owned(), user: user.to_owned(), role }
}

/// The limit is compared with the count in the same write that counts, so no two users can take the last place.
async fn add_user(db: &Db<Saas>, user: &User) -> Result<()> {
    let one_more = Update::new(Tenant::key(&user.tenant))
        .set(|tenant| tenant.users.plus(1))
        .only_if(|tenant| tenant.users.lt(&tenant.most_users));
    db.transact().update(one_more).create(user).await
}

async fn log_in(db: &Db<Saas>, address: &str) -> Result<Option<User>> {
    db.query(User::by_login(login_of(address))).first().await
}

async fn create_project(db: &Db<Saas>, tenant: &str, id: &str) -> Result<()> {
    let project = Project { tenant: tenant.to_owned(), id: id.to_owned(), title: id.to_uppercase() };
    let one_more = Update::new(Tenant::key(tenant))
        .set(|tenant| tenant.projects.plus(1))
        .only_if(|tenant| tenant.projects.lt(&tenant.most_projects));
    db.transact().update(one_more).create(&project).await
}

async fn add_member(db: &Db<Saas>, member: Member) -> Result<()> {
    db.transact()
        .check(Check::exists(User::key(&member.tenant, &member.user)))
        .check(Check::exists(Project::key(&member.tenant, &member.project)))
        .create(&member)
        .await
}

async fn may_write(db: &Db<Saas>, tenant: &str, project: &str, user: &str) -> Result<bool> {
    let member = db.get(Member::key(tenant, project, user)).await?;
    Ok(member.is_some_and(|member| member.role >= Role::Writer))
}

/// Reads the user, changes it, and writes it with its guards, all again if another program was faster.
async fn change_address(db: &Db<Saas>, user: &User, address: &str) -> Result<()> {
    let change = |user: &mut User| {
        user.address = address.to_owned();
        Ok(())
    };
    db.edit(User::key(&user.tenant, &user.id), change).await.map(drop)
}

/// Removes a user with the memberships it has; a transaction takes a hundred writes.
async fn remove_user(db: &Db<Saas>, user: &User) -> Result<()> {
    let one_less = Update::new(Tenant::key(&user.tenant)).set(|tenant| tenant.users.minus(1));
    let removal = db.transact().update(one_less);
    let removal = removal.delete_entity(user);
    let members = db.query(Member::of_user(&user.tenant, &user.id)).all().await?;
    let keys = members.iter().map(|member| Member::key(&member.tenant, &member.project, &member.user));
    keys.fold(removal, |removal, key| removal.delete(key)).await
}

#[tokio::main]
async fn main() -> ExitCode {
    program::main_on_empty_table(run).await
}

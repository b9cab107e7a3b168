//! A job queue: workers claim what is due, hold it by a lease, and hand it back by not renewing that.
//!
//! One index says what is due. A job is in it at the time it should be looked at next: a waiting one when it may start, a
//! running one when its lease ends. So a job whose worker has died comes back by itself, and one that is done or given up
//! is not in the index at all: it is *sparse*, and stays as short as the queue.
//!
//! | # | access pattern | read or written by |
//! | --- | --- | --- |
//! | 1-3 | enqueue, once; enqueue for later | key, condition |
//! | 4 | next jobs that are due, urgent ones first | `due`, one priority after the other, up to now |
//! | 5, 6 | claim a job; lose the race for it | update under the condition that nobody has claimed it since |
//! | 7 | renew a lease | update under the condition that the claim still holds |
//! | 8-10 | a job whose worker died, claimed by another, lost by the first | `due`, as 4; conditions as 5 and 7 |
//! | 11 | complete a job | it leaves `due`, and expires a week later |
//! | 12, 13 | fail, and try again later | back into `due`, after a wait twice as long each time |
//! | 14, 15 | give up; dead letters of a queue, latest first | from `due` to `dead` |
//! | 16 | send dead letters back | from `dead` to `due` |
//! | 17 | how many wait in a queue | `due`, counted |
//!
//! `cargo run --example job-queue` runs it on the built-in engine.

#![allow(missing_docs, reason = "a model reads best without a comment on every field")]

use std::process::ExitCode;

use dynamo_examples::{log::Log, program};
use dynamo_model::builder::{Bound, Outcome, Update};
use dynamo_model::{Db, Entity, KeyPart, Result, Table};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "jobs", ttl = "expires_at")]
#[index(name = "due")]
#[index(name = "dead")]
pub enum Jobs {
    Job(Job),
}

/// Times are seconds since 1970, ten digits of them in the keys.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Jobs, pk = "JOB#{id}", sk = "JOB")]
#[access(name = due, index = due, pk = "DUE#{queue}", sk = "{priority}#{due_at:010}")]
#[access(name = dead, index = dead, pk = "DEAD#{dead_in}", sk = "{dead_since:010}")]
pub struct Job {
    pub id: String,
    pub queue: String,
    pub priority: Priority,
    pub task: String,
    pub attempts: u32,
    /// Counts writes: whoever names the one it has read writes only if nobody has written since.
    #[attr(version)]
    pub version: u64,
    /// When to look at it next; `None` if there is nothing left to do.
    pub due_at: Option<u64>,
    /// Who runs it, until `due_at`.
    pub worker: Option<String>,
    pub dead_in: Option<String>,
    pub dead_since: Option<u64>,
    pub expires_at: Option<u64>,
}

/// In the order of their texts, which is that of their urgency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, KeyPart)]
pub enum Priority {
    #[serde(rename = "1-high")]
    High,
    #[serde(rename = "2-normal")]
    Normal,
    #[serde(rename = "3-low")]
    Low,
}

const LEASE: u64 = 30;
const MOST_ATTEMPTS: u32 = 2;
const WEEK: u64 = 7 * 24 * 60 * 60;

/// Far enough in the future that nothing expires while the program runs.
const START: u64 = 4_102_444_800;

/// Runs every access pattern.
pub async fn run(jobs: &Db<Jobs>, log: &mut Log) -> Result<()> {
    let welcome = job("welcome-ada", Priority::Normal, START);
    jobs.create(&welcome).await?;
    log.row("enqueue", 1);
    // Whoever enqueues may do it again after a timeout: the id makes it one job.
    assert!(jobs.create(&welcome).await.is_err_and(|error| error.is_condition_failed()));
    log.row("enqueue again: refused", 0);
    jobs.create(&job("report-ada", Priority::Low, START + 3600)).await?;
    jobs.create(&job("reset-bob", Priority::High, START + 5)).await?;
    log.row("enqueue for later", 2);

    let now = START + 10;
    let found = due(jobs, now, 10).await?;
    assert_eq!(
        ids(&found),
        ["reset-bob", "welcome-ada"],
        "what is urgent comes first, what is not due does not"
    );
    log.row("next jobs that are due", found.len());
    let [reset, welcome] = found.as_slice() else { unreachable!("two jobs are due") };

    let Some(reset) = claim(jobs, reset, "w1", now).await? else { unreachable!("nobody else works yet") };
    assert_eq!((reset.attempts, reset.due_at), (1, Some(now + LEASE)));
    log.row("claim a job", 1);
    let Some(mail) = claim(jobs, welcome, "w1", now).await? else { unreachable!("nobody else works yet") };
    log.prepared();
    assert_eq!(claim(jobs, welcome, "w2", now).await?, None);
    log.row("claim a job another has: refused", 0);

    let now = START + 30;
    let renewal = held(jobs, &reset).set(|job| job.due("mail", reset.priority, Some(now + LEASE)));
    let reset = renewal.returning_new().await?;
    log.row("renew a lease", 1);
    // Worker 1 goes quiet about the other job: after its lease it is due, and worker 2 takes it.
    let now = START + 45;
    let abandoned = due(jobs, now, 10).await?;
    assert_eq!(ids(&abandoned), ["welcome-ada"]);
    log.row("jobs whose worker died", abandoned.len());
    let Some(again) = claim(jobs, &mail, "w2", now).await? else { unreachable!("its lease is over") };
    assert_eq!((again.attempts, again.worker.as_deref()), (2, Some("w2")));
    log.row("claim such a job", 1);
    let late = held(jobs, &mail).set(|job| job.due("mail", mail.priority, Some(now + LEASE)));
    assert_eq!(late.outcome().await?, Outcome::Refused(Some(again.clone())));
    log.row("renew a lost lease: refused", 0);

    complete(jobs, &again, now).await?;
    log.row("complete a job", 1);
    fail(jobs, &reset, now).await?;
    log.row("fail, and try again later", 1);
    assert_eq!(due(jobs, now, 10).await?, []);
    let later = due(jobs, now + 20, 10).await?;
    assert_eq!(ids(&later), ["reset-bob"]);
    log.row("nothing is due now; one job is 20 seconds later", later.len());
    for job in &later {
        let Some(job) = claim(jobs, job, "w1", now + 20).await? else {
            unreachable!("nobody else works now")
        };
        log.prepared();
        fail(jobs, &job, now + 25).await?;
    }
    log.row("give up", 1);
    let dead = jobs.query(Job::dead("mail")).descending().limit(10).all().await?;
    assert_eq!(ids(&dead), ["reset-bob"]);
    log.row("dead letters, latest first", dead.len());

    for job in &dead {
        let revive = jobs.update(Job::key(&job.id)).only_if(|stored| stored.dead_since.exists());
        let revive = revive.set(|stored| stored.dead(None, None)).set(|stored| stored.attempts.to(0));
        revive.set(|stored| stored.due(&job.queue, job.priority, Some(now + 60))).await?;
    }
    log.row("send dead letters back", dead.len());
    let waiting = jobs.query(Job::due("mail")).count().await?;
    assert_eq!(waiting, 2);
    log.row("how many wait", waiting);
    Ok(())
}

/// Returns the jobs to claim, in the order to try them.
async fn due(jobs: &Db<Jobs>, now: u64, most: usize) -> Result<Vec<Job>> {
    let mut found = Vec::new();
    for priority in [Priority::High, Priority::Normal, Priority::Low] {
        if found.len() < most {
            let next = jobs.query(Job::due("mail").priority(priority).due_at(..=now));
            found.extend(next.limit(most - found.len()).all().await?);
        }
    }
    Ok(found)
}

/// Returns the job as claimed; `None` if another worker was faster.
async fn claim(jobs: &Db<Jobs>, seen: &Job, worker: &str, now: u64) -> Result<Option<Job>> {
    let claim = jobs
        .update(Job::key(&seen.id))
        .set(|job| job.due(&seen.queue, seen.priority, Some(now + LEASE)))
        .set(|job| job.worker.to(worker))
        .set(|job| job.attempts.plus(1))
        .only_if(|job| job.version.eq(seen.version).and(job.due_at.le(now)));
    Ok(claim.returning_new().outcome().await?.done())
}

/// Begins an update of a job under the condition that nothing has happened to it since.
fn held<'d>(jobs: &'d Db<Jobs>, claimed: &Job) -> Update<Job, Bound<'d, Jobs>> {
    jobs.update(Job::key(&claimed.id)).only_if(|job| job.version.eq(claimed.version))
}

async fn complete(jobs: &Db<Jobs>, claimed: &Job, now: u64) -> Result<()> {
    held(jobs, claimed)
        .set(|job| job.due(&claimed.queue, claimed.priority, None))
        .set(|job| job.worker.removed())
        .set(|job| job.expires_at.to(now + WEEK))
        .await
}

/// Puts the job back, to wait twice as long each time, or among the dead letters.
async fn fail(jobs: &Db<Jobs>, claimed: &Job, now: u64) -> Result<()> {
    let (queue, priority) = (&claimed.queue, claimed.priority);
    let released = held(jobs, claimed).set(|job| job.worker.removed());
    if claimed.attempts < MOST_ATTEMPTS {
        let wait = 10 << claimed.attempts.min(10);
        return released.set(|job| job.due(queue, priority, Some(now + wait))).await;
    }
    released
        .set(|job| job.due(queue, priority, None))
        .set(|job| job.dead(Some(queue.clone()), Some(now)))
        .await
}

fn job(id: &str, priority: Priority, due_at: u64) -> Job {
    Job {
        id: id.to_owned(),
        queue: "mail".to_owned(),
        priority,
        task: format!("send {id}"),
        attempts: 0,
        version: 0,
        due_at: Some(due_at),
        worker: None,
        dead_in: None,
        dead_since: None,
        expires_at: None,
    }
}

fn ids(jobs: &[Job]) -> Vec<&str> {
    jobs.iter().map(|job| job.id.as_str()).collect()
}

#[tokio::main]
async fn main() -> ExitCode {
    program::main_on_empty_table(run).await
}

use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::SyncSender;

use super::ledger::Ledger;
use super::traffic::Traffic;
use crate::process::Server;
use crate::wire::Connection;

/// What the workers of a round share.
pub(super) struct Round {
    /// How many answers end it.
    goal: u64,
    answers: AtomicU64,
    is_over: AtomicBool,
    is_killed: AtomicBool,
}

impl Round {
    pub(super) fn new(goal: u64) -> Self {
        let (is_over, is_killed) = (AtomicBool::new(false), AtomicBool::new(false));
        Self { goal, answers: AtomicU64::new(0), is_over, is_killed }
    }

    pub(super) fn answers(&self) -> u64 {
        self.answers.load(Ordering::Relaxed)
    }

    /// Ends it with the requests that are under way.
    pub(super) fn stop(&self) {
        self.is_over.store(true, Ordering::SeqCst);
    }

    /// Ends it with the server, and leaves the requests under way without an answer.
    pub(super) fn kill(&self, server: Server) {
        self.is_killed.store(true, Ordering::SeqCst);
        drop(server);
    }

    /// Counts an answer, and says whether it is the one that ends the round.
    fn count(&self) -> bool {
        self.answers.fetch_add(1, Ordering::Relaxed) + 1 == self.goal
    }
}

/// A connection that has a partition for itself.
pub(super) struct Worker {
    pub(super) partition: String,
    pub(super) ledger: Ledger,
    traffic: Traffic,
}

impl Worker {
    pub(super) fn new(number: usize) -> Self {
        let partition = format!("worker-{number}");
        let traffic = Traffic::new(&partition, u64::try_from(number).unwrap());
        Self { partition, ledger: Ledger::default(), traffic }
    }

    /// Sends one request after the other until the round is over, requires the right answer to each, and says when there
    /// were enough.
    pub(super) fn work(&mut self, port: u16, round: &Round, enough: SyncSender<()>) {
        let mut client = match Connection::open((Ipv4Addr::LOCALHOST, port)) {
            Ok(client) => client,
            Err(error) => return round.require_killed(&error),
        };
        while !round.is_over.load(Ordering::SeqCst) {
            let step = self.traffic.next(&self.ledger);
            match client.call(step.operation, &step.request.to_string()) {
                Ok(answer) => step.check(&answer),
                Err(error) => {
                    self.ledger.leave_open(step.change);
                    return round.require_killed(&error);
                }
            }
            self.ledger.acknowledge(&step.change);
            if round.count() {
                // Whoever waits for it may have gone.
                let _ = enough.try_send(());
            }
        }
    }
}

impl Round {
    /// Requires that a connection has ended because the server has.
    #[track_caller]
    fn require_killed(&self, error: &std::io::Error) {
        assert!(self.is_killed.load(Ordering::SeqCst), "{error}");
    }
}

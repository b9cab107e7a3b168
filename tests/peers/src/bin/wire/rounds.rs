//! Rounds in which the servers take turns.

use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::future::join_all;

use crate::arguments::Arguments;
use crate::client::Client;
use crate::report::{Round, Side};
use crate::server::{Server, client_cpu};
use crate::work::Work;

/// Compares the first of some servers with the others.
pub(crate) async fn compare(
    arguments: &Arguments,
    work: &Work,
    connections: usize,
    servers: &[&Server],
) -> Vec<Side> {
    let mut sides: Vec<Side> = servers.iter().map(|server| Side::new(&server.name, server.peer)).collect();
    for server in servers {
        check(work, server).await;
    }
    // How many requests each connection has sent to each server: the next round goes on from there.
    let mut sent = vec![vec![0; connections]; servers.len()];
    // The first round only makes them ready.
    for round in 0..=arguments.rounds {
        eprintln!("{}, {connections} connections: round {round} of {}", work.name, arguments.rounds);
        for ((server, side), sent) in servers.iter().zip(&mut sides).zip(&mut sent) {
            let measured = measure(work, server, arguments.time, sent).await;
            if round > 0 {
                side.rounds.push(measured);
            }
        }
    }
    sides
}

/// Checks that an answer is what it should be; while it is measured, only its status is looked at.
async fn check(work: &Work, server: &Server) {
    let mut client = Client::connect(server.addr, work.operation).await;
    let answer = String::from_utf8_lossy(client.send(work.bodies.first().unwrap()).await);
    assert!(answer.contains(work.answered), "{} answers {answer} to {}", server.name, work.operation);
}

/// Measures one server for a while, on as many connections as there are counters.
async fn measure(work: &Work, server: &Server, time: Duration, sent: &mut [usize]) -> Round {
    let clients = join_all(sent.iter().map(|_| Client::connect(server.addr, work.operation))).await;
    let connections = clients.len();
    let before = [server.cpu(), client_cpu()];
    let started = Instant::now();
    let mut tasks = Vec::new();
    for (first, (client, sent)) in clients.into_iter().zip(&*sent).enumerate() {
        // Nobody writes what somebody else writes at the same time.
        let bodies: Vec<Bytes> = work.bodies.iter().skip(first).step_by(connections).cloned().collect();
        tasks.push(tokio::spawn(send_until(started + time, client, bodies, *sent)));
    }
    let now: Vec<usize> = join_all(tasks).await.into_iter().map(|sent| sent.unwrap()).collect();
    let elapsed = started.elapsed();
    let took = |after: Option<Duration>, before| after.zip(before).map(|(after, before)| after - before);
    let [cpu, client] = [took(server.cpu(), before[0]), took(client_cpu(), before[1])];
    let answered = now.iter().sum::<usize>() - sent.iter().sum::<usize>();
    sent.copy_from_slice(&now);
    Round { answered, elapsed, cpu, client }
}

/// Sends requests one after the other, after those that were sent before. Returns how many have been sent then.
async fn send_until(end: Instant, mut client: Client, bodies: Vec<Bytes>, before: usize) -> usize {
    let mut sent = before;
    for body in bodies.iter().cycle().skip(before % bodies.len()) {
        if Instant::now() >= end {
            break;
        }
        client.send(body).await;
        sent += 1;
    }
    sent
}

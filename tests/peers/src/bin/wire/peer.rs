//! dynoxide as a server: this bench, started as a child of itself.

use std::io::Read as _;

use dynoxide::{Database, server};
use tokio::net::TcpListener;

/// Serves a database in memory and says where, until the standard input ends.
pub(crate) async fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("dynoxide listening on http://{}", listener.local_addr().unwrap());
    // A thread rather than a task: the runtime need not wait for it.
    std::thread::spawn(|| {
        let _ = std::io::stdin().read(&mut [0]);
        std::process::exit(0);
    });
    server::serve_on(listener, Database::memory().unwrap()).await;
}

//! The servers: children that are stopped when they are dropped.

use std::fmt::Display;
use std::io::{BufRead as _, BufReader};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::arguments::{Arguments, Peer};
use crate::client::Client;
use crate::command::{build, repository};
use crate::data::{PARTITIONS, PER_PARTITION};
use crate::work::{TABLE, load};

/// How many items a server is loaded with.
const ITEMS: u32 = PARTITIONS * PER_PARTITION;
/// How many DynamoDB Local has on the disk, where it takes minutes to load them all. Only puts are measured there.
const FEW_ITEMS: u32 = ITEMS / 10;
/// How long DynamoDB Local may take to listen.
const START: Duration = Duration::from_secs(60);

/// A server that is loaded.
pub(crate) struct Server {
    pub(crate) name: String,
    /// Which peer it is, unless it is what is measured.
    pub(crate) peer: Option<Peer>,
    pub(crate) addr: SocketAddr,
    on_disk: bool,
    // Stopped before its directory goes.
    running: Running,
    _data: TempDir,
}

/// A child that is stopped when this is dropped.
struct Running(Child);

/// All servers of a run.
pub(crate) struct Servers(Vec<Server>);

impl Servers {
    /// Starts the servers one after the other, and loads each.
    pub(crate) async fn start(arguments: &Arguments, with_disk: bool) -> Self {
        let command = arguments.dynamo_local.clone().unwrap_or_else(build);
        let jar = arguments.has(Peer::DynamodbLocal).then(dynamodb_local);
        let mut servers = Vec::new();
        for on_disk in [false, true].into_iter().take(1 + usize::from(with_disk)) {
            servers.push(Server::dynamo_local("dynamo-local", &command, None, on_disk).await);
            if let Some(command) = arguments.against.as_ref().filter(|_| arguments.has(Peer::Build)) {
                servers
                    .push(Server::dynamo_local("the other build", command, Some(Peer::Build), on_disk).await);
            }
            if let Some(jar) = &jar {
                servers.push(Server::dynamodb_local(jar, on_disk).await);
            }
            // Nothing that dynoxide does is durable.
            if arguments.has(Peer::Dynoxide) && !on_disk {
                servers.push(Server::dynoxide().await);
            }
        }
        Self(servers)
    }

    /// Those that are compared: ours, which is the first, and its peers.
    pub(crate) fn of(&self, on_disk: bool) -> Vec<&Server> {
        self.0.iter().filter(|server| server.on_disk == on_disk).collect()
    }
}

impl Server {
    async fn dynamo_local(name: &str, command: &Path, peer: Option<Peer>, on_disk: bool) -> Self {
        let data = tempfile::tempdir().unwrap();
        let mut command = Command::new(command);
        command.args(["--port", "0", "--log-level", "warn"]);
        if on_disk {
            command.arg("--data").arg(data.path());
        } else {
            command.arg("--in-memory");
        }
        let server = Self::that_says_where(name, command, data);
        Self { peer, on_disk, ..server }.loaded(ITEMS).await
    }

    async fn dynoxide() -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg("serve-dynoxide").stdin(Stdio::piped());
        let server = Self::that_says_where("dynoxide", command, tempfile::tempdir().unwrap());
        Self { peer: Some(Peer::Dynoxide), ..server }.loaded(ITEMS).await
    }

    async fn dynamodb_local(home: &Path, on_disk: bool) -> Self {
        let data = tempfile::tempdir().unwrap();
        let addr = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut command = Command::new("java");
        command.arg(format!("-Djava.library.path={}", home.join("DynamoDBLocal_lib").display()));
        command.arg("-jar").arg(home.join("DynamoDBLocal.jar")).args(["-port", &addr.port().to_string()]);
        if on_disk {
            command.arg("-dbPath").arg(data.path());
        } else {
            command.arg("-inMemory");
        }
        command.env("DDB_LOCAL_TELEMETRY", "0").stdout(Stdio::null()).stderr(Stdio::null());
        let running = Running(command.spawn().unwrap());
        let name = "DynamoDB Local".to_owned();
        let mut server = Self { name, peer: Some(Peer::DynamodbLocal), addr, on_disk, running, _data: data };
        server.wait();
        server.loaded(if on_disk { FEW_ITEMS } else { ITEMS }).await
    }

    /// Starts a server whose first line ends with its URL.
    fn that_says_where(name: &str, mut command: Command, data: TempDir) -> Self {
        let mut running = Running(command.stdout(Stdio::piped()).spawn().unwrap());
        let mut line = String::new();
        BufReader::new(running.0.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let addr = line.trim().rsplit("http://").next().unwrap().parse();
        let addr = addr.unwrap_or_else(|_| panic!("{name} did not start: {line}"));
        Self { name: name.to_owned(), peer: None, addr, on_disk: false, running, _data: data }
    }

    /// Returns the processor time it has taken so far, where the system tells.
    pub(crate) fn cpu(&self) -> Option<Duration> {
        cpu_of(self.running.0.id())
    }

    fn wait(&mut self) {
        let started = Instant::now();
        while TcpStream::connect(self.addr).is_err() {
            assert!(self.running.0.try_wait().unwrap().is_none(), "{} stopped", self.name);
            assert!(started.elapsed() < START, "{} does not listen", self.name);
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    async fn loaded(self, items: u32) -> Self {
        let place = if self.on_disk { "on the disk" } else { "in memory" };
        eprintln!("loading {} {place} with {items} items", self.name);
        Client::connect(self.addr, "CreateTable").await.send(TABLE.as_bytes()).await;
        let mut client = Client::connect(self.addr, "BatchWriteItem").await;
        for batch in load(items) {
            client.send(&batch).await;
        }
        self
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have stopped by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Returns the processor time that the client has taken so far, where the system tells.
pub(crate) fn client_cpu() -> Option<Duration> {
    cpu_of("self")
}

fn cpu_of(process: impl Display) -> Option<Duration> {
    /// What Linux counts processor time in.
    const TICK: Duration = Duration::from_millis(10);
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name of the command, in brackets, may have anything in it; the two times are the 12th and 13th behind it.
    let (_, fields) = stat.rsplit_once(") ")?;
    let ticks = fields.split(' ').skip(11).take(2).map(str::parse::<u32>);
    Some(TICK * ticks.sum::<Result<u32, _>>().ok()?)
}

/// Finds the directory of DynamoDB Local, which is installed if need be.
fn dynamodb_local() -> PathBuf {
    let output = Command::new(repository().join(".ci/dynamodb-local.sh")).arg("home").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().into()
}

//! Running the command, and talking to it.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::Ipv4Addr;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Output, Stdio};

use dynamo_lmdb::Lmdb;
use dynamo_model::Backend as _;
use dynamo_model::request::{CreateTable, KeyKind, KeySchema, PutItem};
use dynamo_model::value::Item;

use crate::wire::{Answer, Connection};

/// Makes the command, without a key of whoever runs the tests.
pub(crate) fn command<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dynamo-local"));
    command.args(arguments).env_remove("DYNAMO_LOCAL_SECRET_KEY").stdin(Stdio::null());
    command
}

/// What the command did that ended by itself.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the command to its end.
pub(crate) fn run<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Ended {
    let Output { status, stdout, stderr } = command(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ended { status: status.code().unwrap(), out: text(stdout), err: text(stderr) }
}

impl Ended {
    /// Requires that it has done what it was told, with nothing to complain of, and returns what it said.
    #[track_caller]
    pub(crate) fn done(self) -> String {
        assert_eq!((self.status, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// Requires that it has failed, and returns why.
    #[track_caller]
    pub(crate) fn failed(self) -> String {
        assert_eq!(self.status, 1, "{self:?}");
        self.err
    }
}

/// The command as a server; killed when it is dropped.
pub(crate) struct Server {
    child: Child,
    log: BufReader<ChildStderr>,
    pub(crate) ready: String,
    pub(crate) port: u16,
}

impl Server {
    /// Starts it on any free port, and waits for its ready line.
    pub(crate) fn start<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Self {
        Self::spawn(command(arguments))
    }

    /// Starts a command that is made already.
    pub(crate) fn spawn(mut command: Command) -> Self {
        command.args(["--port", "0"]).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let log = BufReader::new(child.stderr.take().unwrap());
        let mut ready = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut ready).unwrap();
        let (_, port) = ready.trim_end().rsplit_once(':').unwrap();
        let port = port.parse().unwrap();
        Self { child, log, ready, port }
    }

    /// Returns the number of its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn connect(&self) -> Connection {
        Connection::open((Ipv4Addr::LOCALHOST, self.port)).unwrap()
    }

    /// Sends a request of the protocol.
    pub(crate) fn call(&self, operation: &str, body: &str) -> Answer {
        self.connect().call(operation, body).unwrap()
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        let mut client = self.connect();
        client.send(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")).unwrap();
        client.answer().unwrap()
    }

    /// Sends it a signal.
    pub(crate) fn signal(&self, name: &str) {
        // The shell's own `kill`: not every machine has a program of that name.
        let kill = ["-c", "kill -s \"$0\" \"$1\"", name, &self.id().to_string()];
        let sent = Command::new("sh").args(kill).status().unwrap();
        assert!(sent.success());
    }

    /// Waits for a line of its log that has some text in it.
    pub(crate) fn logged(&mut self, text: &str) -> String {
        loop {
            let mut line = String::new();
            assert_ne!(self.log.read_line(&mut line).unwrap(), 0, "it ended and never logged `{text}`");
            if line.contains(text) {
                return line;
            }
        }
    }

    /// Waits for its end, and returns its status and the rest of its log.
    pub(crate) fn ended(mut self) -> (Option<i32>, String) {
        let mut rest = String::new();
        self.log.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap().code(), rest)
    }

    /// Stops it, and requires that it ends well.
    pub(crate) fn stop(self) {
        self.signal("TERM");
        let (status, log) = self.ended();
        assert_eq!(status, Some(0), "{log}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What creates a table whose key is `id`.
pub(crate) const CREATE: &str = r#"{"TableName":"shop","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"}"#;

/// Makes a database with some items of the table `shop`.
pub(crate) fn database(directory: &Path, ids: &[&str]) {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        let database = Lmdb::open(directory).unwrap();
        let table = CreateTable::new("shop", KeySchema::new("id")).with_attribute("id", KeyKind::S);
        database.create_table(table).await.unwrap();
        for id in ids {
            database.put_item(PutItem::new("shop", Item::from_iter([("id", *id)]))).await.unwrap();
        }
    });
}

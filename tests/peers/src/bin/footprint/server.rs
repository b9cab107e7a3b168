//! The server: a child that is killed when it is dropped.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

pub(crate) struct Server {
    child: Child,
    addr: String,
}

impl Server {
    /// Starts it, and waits until it says where it listens.
    pub(crate) fn start<A: AsRef<OsStr>>(command: &Path, arguments: &[A]) -> Self {
        let mut command = Command::new(command);
        command.args(["--port", "0", "--log-level", "warn"]).args(arguments).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let addr = line.trim().rsplit("http://").next().unwrap().to_owned();
        Self { child, addr }
    }

    /// Asks it something, which it must answer as it should.
    pub(crate) fn ask(&self, operation: &str, body: &str) {
        let mut stream = TcpStream::connect(&self.addr).unwrap();
        let request = format!(
            "POST / HTTP/1.1\r\nhost: {}\r\ncontent-type: application/x-amz-json-1.0\r\n\
             authorization: AWS4-HMAC-SHA256 Credential=local/20261126/us-east-1/dynamodb/aws4_request, \
             SignedHeaders=host;x-amz-date, Signature=00\r\nx-amz-date: 20261126T120000Z\r\n\
             x-amz-target: DynamoDB_20120810.{operation}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            self.addr,
            body.len()
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 "), "{operation}: {answer}");
    }

    /// Returns the bytes of memory that a line of Linux's status of the process tells of.
    pub(crate) fn memory(&self, line: &str) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let found = status.lines().find_map(|found| found.strip_prefix(line)?.strip_prefix(':'))?;
        Some(found.trim().strip_suffix(" kB")?.parse::<f64>().ok()? * 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have stopped by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

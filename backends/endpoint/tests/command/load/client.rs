use std::io::{self, BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};

use serde_json::Value;

use crate::process::{Answer, head};

/// A connection that is kept for many requests.
pub(super) struct Client(BufReader<TcpStream>);

impl Client {
    pub(super) fn connect(port: u16) -> io::Result<Self> {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_nodelay(true)?;
        Ok(Self(BufReader::new(stream)))
    }

    /// Sends a request and waits for its answer. After an error it is not known what became of it.
    pub(super) fn call(&mut self, operation: &str, request: &Value) -> io::Result<Answer> {
        let body = request.to_string();
        let sent = head(operation, &body, "Connection: keep-alive") + &body;
        self.0.get_mut().write_all(sent.as_bytes())?;
        let mut answer = Answer { head: String::new(), body: String::new() };
        while !answer.head.ends_with("\r\n\r\n") {
            if self.0.read_line(&mut answer.head)? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
        let mut body = vec![0; answer.header("content-length").parse().unwrap()];
        self.0.read_exact(&mut body)?;
        answer.body = String::from_utf8(body).unwrap();
        Ok(answer)
    }
}

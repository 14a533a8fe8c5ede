//! A small HTTP server on loopback that keeps what it received. One request a connection.

use serde_json::Value;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Request {
    /// Verb and target: `GET /threads?page=1`.
    pub line: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text")
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }
}

/// What is sent back.
pub struct Answer {
    status: u16,
    body: String,
}

impl Answer {
    pub fn empty(status: u16) -> Self {
        Answer { status, body: String::new() }
    }

    pub fn json(status: u16, body: &Value) -> Self {
        Answer { status, body: body.to_string() }
    }
}

/// The server, which answers until the test ends.
pub struct Api {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Request>>>,
}

impl Api {
    pub fn start(answer: impl Fn(&Request) -> Answer + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let received = Arc::new(Mutex::new(Vec::new()));
        let log = received.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A connection that breaks off concerns the test only by what it then misses.
                let _ = serve(stream, &answer, &log);
            }
        });
        Api { address, received }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Every request so far.
    pub fn received(&self) -> Vec<Request> {
        self.received.lock().expect("no test thread panicked").clone()
    }

    /// Verb and target of every request so far.
    pub fn lines(&self) -> Vec<String> {
        self.received().into_iter().map(|request| request.line).collect()
    }
}

fn serve(
    stream: TcpStream,
    answer: &dyn Fn(&Request) -> Answer,
    log: &Mutex<Vec<Request>>,
) -> io::Result<()> {
    let request = read_request(&mut BufReader::new(&stream))?;
    log.lock().expect("no test thread panicked").push(request.clone());
    let Answer { status, body } = answer(&request);
    write!(
        &stream,
        "HTTP/1.1 {status} Status\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

fn read_request(reader: &mut impl BufRead) -> io::Result<Request> {
    let line = read_line(reader)?;
    let mut headers = Vec::new();
    loop {
        let header = read_line(reader)?;
        let Some((name, value)) = header.split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let line = line.trim_end_matches(" HTTP/1.1").to_owned();
    let mut request = Request { line, headers, body: Vec::new() };
    let length = request.header("content-length").parse().unwrap_or(0);
    reader.take(length).read_to_end(&mut request.body)?;
    Ok(request)
}

fn read_line(reader: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    Ok(line.trim_end().to_owned())
}

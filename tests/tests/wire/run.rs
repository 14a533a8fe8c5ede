//! One group of operations, called one after the other.

use crate::server::{Answer, Server};
use crate::wanted::{BASE, Wanted, differences};
use std::fmt::Debug;
use std::ops::AddAssign;

/// How the client signs in.
#[derive(Clone, Copy, Debug)]
pub enum Credentials {
    Bearer,
    Basic,
}

/// Why a call is made.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// For what the server receives.
    Request,
    /// For a documented answer.
    Answer,
    /// For an answer that looks different, yet is documented.
    Variation,
    /// For a documented error.
    Error,
    /// For a status that no page names.
    Undocumented,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub operations: usize,
    pub requests: usize,
    pub answers: usize,
    pub variations: usize,
    pub errors: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.operations += other.operations;
        self.requests += other.requests;
        self.answers += other.answers;
        self.variations += other.variations;
        self.errors += other.errors;
    }
}

/// What came of a group.
#[derive(Debug)]
pub struct Report {
    pub tally: Tally,
    pub failures: Vec<String>,
}

/// What the client is given as credentials, and may never show.
const CREDENTIALS: [&str; 3] =
    ["s3cret-token", "s3cret-password", "c29tZW9uZUBleGFtcGxlLmNvbTpzM2NyZXQtcGFzc3dvcmQ="];

/// The variable with the URL of a server that was made of the exported OpenAPI document, and refuses and gives
/// nothing but what is in it.
const SERVED: &str = "DOCBIND_OPENAPI_SERVER";

/// A run.
pub struct Run {
    server: Server,
    /// The server of the exported document or of the model, where the calls go to one. It has answers of its own.
    served: Option<String>,
    /// Whether that server gives the documented errors to who prefers them.
    gives_errors: bool,
    /// With a bearer token, and with user and password: connections are kept.
    clients: [nexudus::Client; 2],
    operation: &'static str,
    secrets: &'static [&'static str],
    exchange: Option<(Step, &'static str, Wanted, Answer)>,
    tally: Tally,
    failures: Vec<String>,
}

impl Run {
    pub async fn start() -> Run {
        Run::start_on(std::env::var(SERVED).ok(), false).await
    }

    /// A run against `docbind mock`.
    pub async fn start_on_mock(url: &str) -> Run {
        Run::start_on(Some(url.to_owned()), true).await
    }

    async fn start_on(served: Option<String>, gives_errors: bool) -> Run {
        let server = Server::start().await;
        let own = || format!("{}/{}/", server.url, BASE.replace(' ', "%20"));
        let base_url = served.clone().unwrap_or_else(own);
        let client =
            |auth| nexudus::Client::builder().base_url(&base_url).auth(auth).build().expect("it is valid");
        let clients = [
            client(nexudus::Auth::bearer("s3cret-token")),
            client(nexudus::Auth::basic("someone@example.com", "s3cret-password")),
        ];
        Run {
            served,
            gives_errors,
            server,
            clients,
            operation: "",
            secrets: &[],
            exchange: None,
            tally: Tally::default(),
            failures: Vec::new(),
        }
    }

    pub fn end(self) -> Report {
        Report { tally: self.tally, failures: self.failures }
    }

    /// The next operation, with the texts of its requests and answers that may not be shown.
    pub fn begin(&mut self, operation: &'static str, secrets: &'static [&'static str]) {
        (self.operation, self.secrets) = (operation, secrets);
        self.tally.operations += 1;
    }

    /// A client of a server that answers as told.
    pub fn expect(
        &mut self,
        step: Step,
        title: &'static str,
        (credentials, wanted): (Credentials, Wanted),
        answer: Answer,
    ) -> nexudus::Client {
        self.server.answer(answer);
        self.exchange = Some((step, title, wanted, answer));
        let client = match (step, &self.served) {
            (Step::Error, Some(url)) => preferring(url, answer.status),
            _ => self.clients[credentials as usize].clone(),
        };
        self.hides(&client);
        client
    }

    /// The call succeeded, with this.
    pub fn answered<T: Debug + PartialEq, E>(&mut self, got: Result<T, E>, wanted: T)
    where
        nexudus::Error: From<E>,
    {
        if self.served.is_some() {
            return self.served(&got.map_err(nexudus::Error::from));
        }
        self.check_request();
        let got = got.map_err(nexudus::Error::from);
        self.hides(&got);
        match got {
            Ok(got) if got == wanted => {}
            Ok(got) => self.fail(&format!("decoded:\n{}", difference(&wanted, &got))),
            Err(error) => self.fail(&format!("decoded: {error}")),
        }
    }

    /// The server of the exported document took the request, and gave what the client reads. It does not know
    /// which values mean success.
    fn served<T>(&mut self, got: &Result<T, nexudus::Error>) {
        self.tally.requests += 1;
        if let Err(error) = got
            && !error.is_unsuccessful()
        {
            let body =
                error.body().map(|body| String::from_utf8_lossy(body).chars().take(600).collect::<String>());
            self.fail(&format!("{error}\n    {}", body.unwrap_or_default()));
        }
    }

    /// The server gave the documented error, whatever its example.
    fn failed_there<T: Debug, E>(&mut self, got: &Result<T, nexudus::CallError<E>>, status: u16)
    where
        E: Debug + Clone + Send + Sync + 'static,
    {
        if !self.gives_errors {
            return;
        }
        self.tally.errors += 1;
        match got {
            Ok(_) => self.fail("an error answer was taken for a success"),
            Err(error) if error.status() != Some(status) => {
                self.fail(&format!("status {status} wanted: {error}"));
            }
            Err(error) if error.documented().is_none() => {
                self.fail(&format!("the error is not the documented one: {error}"));
            }
            Err(_) => {}
        }
    }

    /// The call failed, with this documented error.
    pub fn failed<T: Debug, E: Debug + PartialEq + Clone + Send + Sync + 'static>(
        &mut self,
        got: Result<T, nexudus::CallError<E>>,
        status: u16,
        wanted: E,
    ) {
        if self.served.is_some() {
            return self.failed_there(&got, status);
        }
        self.check_request();
        self.hides(&got);
        let error = match got {
            Ok(_) => return self.fail("an error answer was taken for a success"),
            Err(error) => error,
        };
        self.check_error(&error, status);
        match error.documented() {
            Some(got) if *got == wanted => {}
            Some(got) => self.fail(&format!("documented error:\n{}", difference(&wanted, got))),
            None => self.fail(&format!("the error is not the documented one: {error}")),
        }
        if !error.into_documented().is_ok_and(|got| got == wanted) {
            self.fail("`into_documented` does not give the documented error");
        }
    }

    /// The call failed, with something that no page documents.
    pub fn failed_otherwise<T: Debug, E>(&mut self, got: Result<T, E>, status: u16)
    where
        nexudus::Error: From<E>,
    {
        if self.served.is_some() {
            return;
        }
        self.check_request();
        let got = got.map_err(nexudus::Error::from);
        self.hides(&got);
        let error = match got {
            Ok(_) => return self.fail("an error answer was taken for a success"),
            Err(error) => error,
        };
        self.check_error(&error, status);
        self.hides(&error.to_string());
        if format!("{error:?}").contains("documented: ") {
            self.fail(&format!("nothing is documented, but there is {error:?}"));
        }
    }

    /// Whether no secret is to be seen in the value.
    pub fn hides(&mut self, value: &dyn Debug) {
        let shown = format!("{value:?} {value:#?}");
        let secrets = CREDENTIALS.iter().chain(self.secrets).filter(|secret| secret.len() >= 5);
        if let Some(secret) = secrets.into_iter().find(|secret| shown.contains(**secret)) {
            self.fail(&format!("`{secret}` is shown in {}", shown.chars().take(400).collect::<String>()));
        }
    }

    fn check_error(&mut self, error: &nexudus::Error, status: u16) {
        let body = self.exchange.map(|(_, _, _, answer)| answer.body);
        if error.status() != Some(status) || !error.is_status() || error.is_decode() {
            self.fail(&format!("status {status} wanted: {error}"));
        }
        if error.body().map(|body| &body[..]) != body.map(str::as_bytes) {
            self.fail("the error does not have the body of the answer");
        }
    }

    fn check_request(&mut self) {
        let Some((step, _, wanted, _)) = self.exchange else { return };
        match step {
            Step::Request => self.tally.requests += 1,
            Step::Answer => self.tally.answers += 1,
            Step::Variation => self.tally.variations += 1,
            Step::Error => self.tally.errors += 1,
            Step::Undocumented => {}
        }
        let received = self.server.take();
        if received.is_empty() {
            self.fail("the server received nothing");
        }
        // A call may be sent again: then it must be the same each time.
        for difference in received.iter().flat_map(|received| differences(&wanted, received)).take(10) {
            self.fail(&difference);
        }
    }

    fn fail(&mut self, what: &str) {
        // The same thing goes wrong with every request: once is enough.
        let (start, end) = (format!("{}\n", self.operation), format!("\n    {what}"));
        if self.failures.iter().any(|failure| failure.starts_with(&start) && failure.ends_with(&end)) {
            return;
        }
        let title = self.exchange.map_or("", |(_, title, ..)| title);
        self.failures.push(format!("{start}  {title}{end}"));
    }
}

/// A client that gets the response of a status (RFC 7240).
fn preferring(url: &str, status: u16) -> nexudus::Client {
    let client = nexudus::Client::builder().base_url(url).auth(nexudus::Auth::bearer("s3cret-token"));
    let client = client.header("Prefer", &format!("code={status}"));
    client.retry(nexudus::RetryPolicy::none()).build().expect("it is valid")
}

/// The lines in which two values differ.
fn difference(wanted: &dyn Debug, got: &dyn Debug) -> String {
    let (wanted, got) = (format!("{wanted:#?}"), format!("{got:#?}"));
    let pairs = wanted.lines().zip(got.lines()).filter(|(wanted, got)| wanted != got).take(10);
    let lines: Vec<String> =
        pairs.map(|(wanted, got)| format!("      wanted {wanted}\n      got    {got}")).collect();
    match lines.is_empty() {
        true => "      in a secret or at the end".into(),
        false => lines.join("\n"),
    }
}

//! For applications that do not use async: the same client, whose calls are waited for.
//!
//! ```no_run
//! # use docbind_runtime::{Call, Client, Error};
//! # fn run(client: &Client, list: fn(&Client) -> Call<String>) -> Result<(), Error> {
//! let threads = list(client).wait()?;
//! # Ok(())
//! # }
//! ```
//!
//! Nothing is generated or compiled twice for it. The calls run on an async runtime of this crate's
//! own, which is started by the first of them and has one thread. So they cannot be waited for within
//! an async task (tokio panics there): that would stop the task's own runtime. Use a client either with
//! `wait` or with `await`, not both, since its connections belong to the runtime that opened them.

use crate::answer::json_lines::JsonLines;
use crate::answer::response::{RawResponse, Response};
use crate::answer::streamed::StreamedResponse;
use crate::call::Call;
use crate::call::lines::LinesCall;
use crate::download::{Download, Downloaded};
use crate::error::{Error, Kind};
use crate::events::call::EventsCall;
use crate::events::stream::{Events, ServerSentEvent};
use crate::paginate::{Items, Page, Pages};
use std::fmt;
use std::io::Write;
use std::sync::OnceLock;
use tokio::runtime::{Builder, Runtime};

fn wait<T, E: From<Error>>(work: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    runtime()?.block_on(work)
}

fn runtime() -> Result<&'static Runtime, Error> {
    static RUNTIME: OnceLock<std::io::Result<Runtime>> = OnceLock::new();
    let start = || Builder::new_multi_thread().worker_threads(1).thread_name("docbind").enable_all().build();
    RUNTIME.get_or_init(start).as_ref().map_err(|error| {
        Error::new(Kind::Configuration, format!("the thread that sends cannot be started: {error}"))
    })
}

impl<T, E: From<Error>> Call<T, E> {
    /// Sends the call and waits for the answer.
    ///
    /// # Panics
    /// Within an async task.
    pub fn wait(self) -> Result<T, E> {
        wait(self)
    }

    /// As [`Call::send`], waiting; panics within an async task.
    pub fn wait_response(self) -> Result<Response<T>, E> {
        wait(self.send())
    }

    /// As [`Call::send_raw`], waiting; panics within an async task.
    pub fn wait_raw(self) -> Result<RawResponse, E> {
        wait(self.send_raw())
    }

    /// As [`Call::stream`], with the body written to `writer`; gives the number of bytes written. Panics
    /// within an async task.
    pub fn wait_copy_to(self, writer: &mut impl Write) -> Result<u64, E> {
        let mut answer: StreamedResponse = wait(self.stream())?;
        let mut written = 0;
        while let Some(chunk) = wait(answer.chunk())? {
            let failed = |error| Error::new(Kind::Write, "").with_source(Box::new(error));
            writer.write_all(&chunk).map_err(failed)?;
            written += chunk.len() as u64;
        }
        Ok(written)
    }
}

impl<E: From<Error>> Download<E> {
    /// As [`Download::to_file`], waiting; panics within an async task.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn wait_to_file(self, path: impl AsRef<std::path::Path>) -> Result<Downloaded, E> {
        wait(self.to_file(path))
    }
}

impl<T, E: From<Error>> LinesCall<T, E> {
    /// Sends the call and gives the values as an iterator that waits for each; it panics within an async task.
    pub fn wait(self) -> Result<Waiting<JsonLines<T>>, E> {
        wait(self).map(Waiting)
    }
}

impl<T, E: From<Error>> EventsCall<T, E> {
    /// Sends the call and gives the events as an iterator that waits for each; it panics within an async task.
    pub fn wait(self) -> Result<Waiting<Events<T>>, E> {
        wait(self).map(Waiting)
    }
}

impl<T> Iterator for Waiting<Events<T>> {
    type Item = Result<ServerSentEvent<T>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        wait(async { self.0.next().await.transpose() }).transpose()
    }
}

impl<T> Iterator for Waiting<JsonLines<T>> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        wait(async { self.0.next().await.transpose() }).transpose()
    }
}

/// Waits for each element of a stream.
#[derive(Debug)]
pub struct Waiting<S>(S);

impl<T, I: fmt::Debug, E: From<Error>> Pages<T, I, E> {
    /// The pages as an iterator that waits for each; it panics within an async task.
    pub fn wait(self) -> Waiting<Self> {
        Waiting(self)
    }
}

impl<T, I: fmt::Debug, E: From<Error>> Items<T, I, E> {
    /// The items as an iterator that waits for each; it panics within an async task.
    pub fn wait(self) -> Waiting<Self> {
        Waiting(self)
    }
}

impl<S> Waiting<S> {
    /// The stream, as far as it has come.
    pub fn into_inner(self) -> S {
        self.0
    }
}

impl<T, I: fmt::Debug, E: From<Error>> Iterator for Waiting<Pages<T, I, E>> {
    type Item = Result<Page<I>, E>;

    fn next(&mut self) -> Option<Self::Item> {
        wait(async { self.0.next().await.transpose() }).transpose()
    }
}

impl<T, I: fmt::Debug, E: From<Error>> Iterator for Waiting<Items<T, I, E>> {
    type Item = Result<I, E>;

    fn next(&mut self) -> Option<Self::Item> {
        wait(async { self.0.next().await.transpose() }).transpose()
    }
}

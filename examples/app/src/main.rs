//! Reads and renames the threads of a Nexudus Discussion Board: an example of an application on a
//! client that docbind generated.
//!
//! ```text
//! export NEXUDUS_USER=jane.doe@example.com NEXUDUS_PASSWORD=…
//! threads list
//! threads rename 87654321 "Rooftop dinner on Friday"
//! ```

mod board;
mod error;
mod session;

use crate::board::Page;
use crate::error::AppError;
use clap::{Parser, Subcommand};
use nexudus::{Client, Secret};
use std::io::Write;
use std::process::ExitCode;

/// Reads and renames the threads of a Nexudus Discussion Board.
#[derive(Debug, Parser)]
struct Arguments {
    /// Where the API is, if not at the address that its documentation names.
    #[arg(long, env = "NEXUDUS_URL")]
    url: Option<String>,
    /// The e-mail address to sign in with. The password is read from NEXUDUS_PASSWORD.
    #[arg(long, env = "NEXUDUS_USER")]
    user: String,
    /// The code of the authenticator app, for users who have one.
    #[arg(long)]
    totp: Option<Secret>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show all threads.
    List {
        /// How many threads to ask for at a time.
        #[arg(long, default_value_t = 25)]
        page_size: i64,
    },
    /// Give a thread another subject.
    Rename {
        /// The id of the thread.
        id: i64,
        /// The new subject.
        subject: String,
    },
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", error.report());
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), AppError> {
    let password = std::env::var("NEXUDUS_PASSWORD").map_err(|_| AppError::NoPassword)?;
    let credentials =
        session::Credentials { user: arguments.user, password: password.into(), totp: arguments.totp };
    let client = session::sign_in(arguments.url.as_deref(), credentials).await?;
    match arguments.command {
        Command::List { page_size } => list(&client, page_size).await,
        Command::Rename { id, subject } => rename(&client, id, &subject).await,
    }
}

async fn list(client: &Client, page_size: i64) -> Result<(), AppError> {
    let mut out = std::io::stdout();
    let (mut page, mut count) = (Page::first(page_size), 0);
    loop {
        let (threads, next) = board::read_page(client, &page).await?;
        for thread in &threads {
            writeln!(out, "{}", board::line(thread))?;
        }
        count += threads.len();
        match next {
            Some(next) => page = next,
            None => break,
        }
    }
    writeln!(out, "{count} threads")?;
    Ok(())
}

async fn rename(client: &Client, id: i64, subject: &str) -> Result<(), AppError> {
    let message = board::rename(client, id, subject).await?;
    writeln!(std::io::stdout(), "{message}")?;
    Ok(())
}

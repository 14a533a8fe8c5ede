//! Lists the threads of a Nexudus Discussion Board, without async: each call is waited for.
//!
//! ```text
//! export NEXUDUS_USER=jane.doe@example.com NEXUDUS_PASSWORD=…
//! list-threads
//! ```
//!
//! It is the same client that `examples/app` awaits, and signs in the same way.

use nexudus::community::SearchCommunityThreadsRequest;
use nexudus::{Auth, Client, Error, OAuth2};
use std::process::ExitCode;

fn main() -> ExitCode {
    let [Ok(user), Ok(password)] = ["NEXUDUS_USER", "NEXUDUS_PASSWORD"].map(std::env::var) else {
        eprintln!("error: NEXUDUS_USER and NEXUDUS_PASSWORD are not both set");
        return ExitCode::FAILURE;
    };
    let sign_in =
        OAuth2::password("/api/token", user.as_str(), password).refresh_header("client_id", user.as_str());
    match list(Auth::oauth2(sign_in)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn list(auth: Auth) -> Result<(), Error> {
    let builder = Client::builder().auth(auth);
    let client = match std::env::var("NEXUDUS_URL") {
        Ok(url) => builder.base_url(url).build()?,
        Err(_) => builder.build()?,
    };

    // One call: the first thread is enough to learn how many there are.
    let one = SearchCommunityThreadsRequest::default().with_size(1);
    let answer = client.community().search_community_threads(one).wait()?;
    println!("{} threads", answer.total_items.unwrap_or_default());

    // All pages: the next one is asked for when the loop gets there.
    let two_at_a_time = SearchCommunityThreadsRequest::default().with_size(2);
    for thread in client.community().search_community_threads_pages(two_at_a_time).items().wait() {
        println!("{}", thread?.subject.as_deref().unwrap_or("(no subject)"));
    }
    Ok(())
}

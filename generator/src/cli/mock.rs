//! `docbind mock`: the API as a server on this machine.

use super::report::{Detail, report};
use super::spec::SpecOptions;
use super::{Manner, Outcome, print, say, unavailable};
use crate::mock::{MockOptions, MockServer};
use crate::read_all;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::time::Duration;

#[derive(clap::Args)]
#[command(after_help = "\
The URL of the server is printed. A request that does not fit is refused with a JSON problem (RFC 9457) that names the
field. What a client asks for with `Prefer` (RFC 7240):
  Prefer: code=404            the documented response of that status
  Prefer: example=NAME        the example that the page calls so, as it is there
  Prefer: dynamic=true        a value that fits the schema, and no example

Examples:
  docbind mock pages
  docbind mock pages --listen 127.0.0.1:0 --latency 50-300 --throttle 10/s
  curl http://127.0.0.1:4010/tickets/1 -H 'Authorization: Bearer any' -H 'Prefer: code=404'")]
pub(super) struct Options {
    /// Where to listen; a port alone is one of 127.0.0.1, and port 0 is any that is free.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:4010", value_parser = parse_listen)]
    listen: SocketAddr,
    /// How long each response takes, in milliseconds: 200, or 100-300.
    #[arg(long, value_name = "MS", default_value = "0", value_parser = parse_latency)]
    latency: RangeInclusive<Duration>,
    /// How many requests are served in a time, the others get 429 with `Retry-After`: 10/s, 100/min, 1000/h.
    #[arg(long, value_name = "RATE", value_parser = parse_throttle)]
    throttle: Option<(u32, Duration)>,
    /// How many items a list has that comes in pages.
    #[arg(long, value_name = "COUNT", default_value_t = 25)]
    items: u64,
    /// The only credentials that are accepted: a token, a key, or user:password. Any, by default.
    #[arg(long, value_name = "TEXT")]
    credentials: Option<String>,
    /// Show every diagnostic, not just errors.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    input: SpecOptions,
}

pub(super) fn run(options: &Options, manner: &Manner) -> Outcome {
    let progress = manner.progress(false);
    let spec = match options.input.load(&progress) {
        Ok(spec) => spec,
        Err(outcome) => return outcome,
    };
    let reading = read_all(&spec, &progress);
    drop(progress);
    let detail = manner.detail(options.all, Detail::Counted { allowed: reading.allowed.len() });
    let found = report(&reading.diagnostics, &spec.sources, detail, manner.color);
    let (operations, quiet) = (reading.api.operations.len(), manner.quiet);
    let log = move |line: &str| {
        if !quiet {
            say(&format!("{line}\n"));
        }
    };
    let settings = MockOptions {
        listen: options.listen,
        latency: options.latency.clone(),
        throttle: options.throttle,
        items: options.items,
        credentials: options.credentials.clone(),
    };
    let server = match MockServer::start_with(reading.api, settings, Box::new(log)) {
        Ok(server) => server,
        Err(error) => return unavailable(&format!("cannot listen on {}: {error}", options.listen)),
    };
    if !quiet {
        say(&format!("{operations} operations are served until you press Ctrl-C\n"));
    }
    let printed = print(&format!("{}\n", server.url()));
    server.wait();
    if found { Outcome::Findings } else { printed }
}

fn parse_listen(text: &str) -> Result<SocketAddr, String> {
    let local = |port: u16| SocketAddr::from(([127, 0, 0, 1], port));
    let address = text.replace("localhost", "127.0.0.1");
    let parsed = text.parse().map(local).or_else(|_| address.parse());
    parsed.map_err(|_| "give an address and a port: 127.0.0.1:4010".to_owned())
}

fn parse_latency(text: &str) -> Result<RangeInclusive<Duration>, String> {
    let (least, most) = text.split_once('-').unwrap_or((text, text));
    let parse = |text: &str| text.trim_end_matches("ms").parse().map(Duration::from_millis);
    match (parse(least), parse(most)) {
        (Ok(least), Ok(most)) if least <= most => Ok(least..=most),
        _ => Err("give milliseconds: 200, or 100-300".to_owned()),
    }
}

fn parse_throttle(text: &str) -> Result<(u32, Duration), String> {
    let (count, window) = text.split_once('/').unwrap_or((text, ""));
    let seconds = match window {
        "s" | "sec" | "second" => Some(1),
        "m" | "min" | "minute" => Some(60),
        "h" | "hour" => Some(3600),
        _ => None,
    };
    match (count.parse(), seconds) {
        (Ok(count), Some(seconds)) if count > 0 => Ok((count, Duration::from_secs(seconds))),
        _ => Err("give a count and a time: 10/s, 100/min, 1000/h".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_as_they_are_written() {
        assert_eq!(parse_listen("0").unwrap().to_string(), "127.0.0.1:0");
        assert_eq!(parse_listen("localhost:80").unwrap().to_string(), "127.0.0.1:80");
        assert_eq!(parse_listen("[::1]:80").unwrap().to_string(), "[::1]:80");
        assert!(parse_listen("example.com:80").is_err());
        let range = |least, most| Duration::from_millis(least)..=Duration::from_millis(most);
        assert_eq!(parse_latency("200"), Ok(range(200, 200)));
        assert_eq!(parse_latency("100-300ms"), Ok(range(100, 300)));
        assert!(parse_latency("300-100").is_err());
        assert_eq!(parse_throttle("100/min"), Ok((100, Duration::from_secs(60))));
        assert!(parse_throttle("0/s").is_err() && parse_throttle("10").is_err());
    }
}

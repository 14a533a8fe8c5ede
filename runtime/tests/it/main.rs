//! The runtime against real servers on loopback. Nothing here reaches the network.

mod any_body;
#[cfg(feature = "blocking")]
mod blocking;
mod bodies;
mod calls;
mod credentials;
mod cut_server;
mod decoding;
mod downloads;
mod events;
mod fault_server;
mod faults;
mod hooks;
mod natural;
mod oauth;
mod pages;
mod panics;
mod policies;
mod secrets;
mod server;
#[cfg(feature = "reqwest")]
mod tls;
#[cfg(feature = "tracing")]
mod traces;
mod transport;
mod unsuccessful;
mod uploads;
mod walks;
#[cfg(feature = "webhooks")]
mod webhooks;

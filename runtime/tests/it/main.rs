//! The runtime against real servers on loopback. Nothing here reaches the network.

mod calls;
mod decoding;
mod fault_server;
mod faults;
mod oauth;
mod pages;
mod policies;
mod server;
mod transport;

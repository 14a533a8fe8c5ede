//! The runtime against real servers on loopback. Nothing here reaches the network.

mod calls;
mod decoding;
mod server;
mod transport;
